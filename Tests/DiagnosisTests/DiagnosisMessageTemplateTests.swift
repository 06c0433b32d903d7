import Foundation
import Testing

@testable import Core
@testable import Diagnosis

@Suite("Message templates and token shapes")
struct MessageTemplateTests {
  @Test("braces in what is filled in are not filled again")
  func bracesInValues() {
    var template = MessageTemplate(Problem.Context())
    template["a"] = "{b}"
    template["b"] = "no"
    #expect(template.fill("x {a} {c} {") == "x {b} {c} {")
  }

  @Test("a token is read as far as it can be, and an opaque one gives its length only")
  func tokens() {
    func token(_ claims: String) -> TokenShape {
      let body = Data(claims.utf8).base64EncodedString()
        .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "=", with: "")
      return TokenShape(Secret("h.\(body).s"))
    }
    let claims = #"{"aud":"https://outlook.office.com","scp":"A B","iat":10,"exp":20,"n":"ÿ?>"}"#
    let read = token(claims)
    #expect(read.audience == "https://outlook.office.com")
    #expect(read.scopes == ["A", "B"])
    #expect(read.issued == Moment(seconds: 10))
    #expect(read.expires == Moment(seconds: 20))
    #expect(TokenShape(Secret("EwBAAl3B")) == TokenShape(length: 8))
    #expect(TokenShape(Secret("a.b.c")) == TokenShape(length: 5))
    #expect(token(#"{"aud":["a"],"exp":"soon","iat":99999999999999}"#).issued == nil)
  }
}
