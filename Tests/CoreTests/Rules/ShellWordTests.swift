import Testing
@testable import Core

@Suite("Words for shells")
struct ShellWordTests {
  @Test("A plain word stays as it is, any other stands in single quotes")
  func posix() {
    #expect("support-1".shellWord == "support-1")
    #expect("a@x.example".shellWord == "a@x.example")
    #expect("it's; rm".shellWord == "'it'\\''s; rm'")
    #expect("".shellWord == "''")
    #expect("~root".shellWord == "'~root'")
    #expect("$HOME `id`".shellWord == "'$HOME `id`'")
  }

  @Test("PowerShell ends a text at five characters, and each of them is doubled")
  func powerShell() {
    #expect("a@x.example".powerShellWord == "a@x.example")
    #expect("o'neil@x.example".powerShellWord == "'o''neil@x.example'")
    #expect("-all".powerShellWord == "'-all'")
    for quote in ["\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"] {
      #expect("a\(quote)b".powerShellWord == "'a\(quote)\(quote)b'")
    }
    #expect("a\u{201C}b".powerShellWord == "'a\u{201C}b'")
  }
}
