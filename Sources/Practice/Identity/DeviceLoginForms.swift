/// The HTML of the sign-in page.
enum DeviceLoginForms {
  static func enterCode(message: String?) -> String {
    page(
      "Enter code",
      (message.map { "<p class=\"bad\">\(escaped($0))</p>" } ?? "")
        + """
        <p>Enter the code shown by the app you want to sign in to.</p>
        <form method="post" action="/devicelogin">
        <label>Code <input name="user_code" autocomplete="off" autofocus required></label>
        <button>Next</button>
        </form>
        """)
  }

  static func choosePerson(code: String, people: [PracticePerson]) -> String {
    let buttons = people.prefix(100).map { person in
      "<button name=\"as\" value=\"\(escaped(person.userPrincipalName))\">"
        + "<b>\(escaped(person.displayName))</b> \(escaped(person.userPrincipalName))</button>"
    }
    return page(
      "Pick an account",
      """
      <p>There are no passwords here: choose who is sitting at this browser.</p>
      <form method="post" action="/devicelogin">
      <input type="hidden" name="user_code" value="\(escaped(code))">
      \(buttons.joined(separator: "\n"))
      </form>
      <form method="post" action="/devicelogin">
      <input type="hidden" name="user_code" value="\(escaped(code))">
      <label>Or another address <input name="as" type="email" required></label>
      <button>Next</button>
      </form>
      """)
  }

  static func consent(
    code: String, person: PracticePerson, registration: PracticeRegistration, scope: ScopeRequest
  ) -> String {
    let wanted = (scope.granted.split(separator: " ").map(String.init) + scope.identity.sorted())
      .map { "<li>\(escaped($0))</li>" }
    let box =
      person.isAdmin
      ? "<label><input type=\"checkbox\" name=\"consent_org\"> "
        + "Consent on behalf of your organization</label>" : ""
    return page(
      "Are you trying to sign in to \(registration.name)?",
      """
      <p>You are <b>\(escaped(person.userPrincipalName))</b>. The app asks for:</p>
      <ul>\(wanted.joined())</ul>
      <form method="post" action="/devicelogin">
      <input type="hidden" name="user_code" value="\(escaped(code))">
      <input type="hidden" name="as" value="\(escaped(person.userPrincipalName))">
      \(box)
      <button name="action" value="approve">Accept</button>
      <button name="action" value="deny">Cancel</button>
      </form>
      """)
  }

  static func message(_ title: String, _ words: String) -> String {
    page(title, "<p>\(escaped(words))</p>")
  }

  static func escaped(_ text: String) -> String {
    text.map { sign in
      switch sign {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: String(sign)
      }
    }.joined()
  }

  private static func page(_ title: String, _ body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title)) · practice tenant</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 17px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; }
    button { display: block; width: 100%; margin: .4rem 0; padding: .6rem; font: inherit; text-align: left; }
    input:not([type=checkbox]) { font: inherit; width: 100%; padding: .5rem; box-sizing: border-box; }
    .note { opacity: .7; font-size: 85%; }
    .bad { color: #c33; }
    </style>
    </head>
    <body>
    <p class="note">Practice tenant: no real account, no real mail.</p>
    <h1>\(escaped(title))</h1>
    \(body)
    </body>
    </html>

    """
  }
}
