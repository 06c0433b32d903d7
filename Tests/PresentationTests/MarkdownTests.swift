import Testing

@testable import Core
@testable import Presentation

@Suite("Markdown")
struct MarkdownTests {
  @Test(
    "foreign text stays text",
    arguments: [
      ("plain words, 3.5 of them", "plain words, 3.5 of them"),
      ("CUSTOM_CFG_MAILBOX", "CUSTOM_CFG_MAILBOX"), ("_so_", "\\_so\\_"), ("*bold*", "\\*bold\\*"),
      ("<script>x</script>", "\\<script>x\\</script>"), ("[a](http://b)", "\\[a\\](http://b)"),
      ("![i](x)", "!\\[i\\](x)"), ("`code`", "\\`code\\`"), ("a\\*b", "a\\\\\\*b"),
      ("# no heading", "\\# no heading"), ("1. no list", "1\\. no list"), ("- no", "\\- no"),
      ("> no", "\\> no"), ("R&D, &amp; &#60;", "R\\&D, \\&amp; \\&#60;"),
      ("two\nlines\tand\rmore", "two lines and more"), ("\u{1B}[31mred", "\\\\u{1b}\\[31mred"),
      ("\u{202E}turned", "\\\\u{202e}turned"), ("~~gone~~", "\\~\\~gone\\~\\~"),
    ])
  func escaping(_ text: String, _ expected: String) {
    var page = Markdown()
    page.paragraph(text)
    #expect(page.text == expected + "\n")
  }

  @Test("a table keeps its columns whatever stands in it")
  func table() {
    var page = Markdown()
    page.table(["a", "b"], [["x|y", "-ERR no"], ["alone"]])
    #expect(
      page.text == """
        | a | b |
        | --- | --- |
        | x\\|y | -ERR no |
        | alone |  |

        """)
  }

  @Test("a block of code cannot be ended from inside")
  func code() {
    var page = Markdown()
    page.code(["S: ```", "S: ````` # x"])
    #expect(page.text == "``````text\nS: ```\nS: ````` # x\n``````\n")
  }

  @Test("nothing makes no block")
  func nothing() {
    var page = Markdown()
    page.list([])
    page.table(["a"], [])
    page.code([])
    #expect(page == Markdown())
  }
}
