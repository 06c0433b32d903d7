import Core
import Testing

@testable import Vault

/// The words that stand in every vault out there. A case may be renamed; its word may not.
@Suite struct StoredWordsTests {
  func words<Value: CaseIterable>(_ words: Words<Value>) -> [String] {
    Value.allCases.map { words[$0] }
  }

  @Test("every stored word is what it was, and each is read back as its case")
  func words() {
    #expect(words(StoredWords.accountType) == ["single", "multi"])
    #expect(words(StoredWords.clientMode) == ["public", "secret"])
    #expect(words(StoredWords.clientModeSetting) == ["automatic", "public", "secret"])
    #expect(words(StoredWords.proof) == ["proved", "not-proved", "refused"])
    #expect(words(StoredWords.place) == ["in-force", "proposed", "before"])
    #expect(
      words(StoredWords.setting) == [
        "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID", "CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET",
        "CUSTOM_CFG_MAILBOX_OA_TENANT",
      ])
    #expect(
      [TenantConsent.Source.endpoint, .graph, .attested].map { StoredWords.consentSource[$0] }
        == ["endpoint", "graph", "attested"])
    #expect(words(StoredWords.mailboxType) == ["service", "outreach"])
    #expect(words(StoredWords.authenticationType) == ["oauth", "password"])
    #expect(words(StoredWords.editorClient) == ["browser-ui", "dotnet"])
    #expect(words(StoredWords.slot) == ["kept", "pending"])
    #expect(
      words(StoredWords.identityMatch) == ["same", "alias", "exception", "other", "not-told"])
    #expect(
      words(StoredWords.probeStage) == [
        "dns", "tcp", "tls", "greeting", "capa", "auth-1", "auth-2", "stat", "quit",
      ])
    #expect(words(StoredWords.stageVerdict) == ["passed", "failed", "skipped"])
    #expect(words(StoredWords.replyKind) == ["empty", "html", "not-json", "field", "status"])
    #expect(
      words(StoredWords.networkKind) == [
        "name-not-found", "connection-refused", "connect-timeout", "unreachable", "cut",
        "timeout", "untrusted-issuer", "wrong-name", "expired-certificate", "tls-handshake",
        "bad-authority-file", "proxy-unreachable", "proxy-credentials", "proxy-refused", "garbage",
        "too-long", "bad-address", "other",
      ])
    #expect(words(StoredKind.standing) == ["good", "ended", "used-up", "secret-refused"])
    #expect(words(StoredKind.verdict) == ["passed", "refused", "network", "reply", "skipped"])
    #expect(
      words(StoredKind.access) == ["verified", "denied", "locked", "server-trouble", "broken"])
    #expect(
      words(StoredKind.stage) == ["awaiting-login", "awaiting-admin-consent", "awaiting-ok"])
    #expect(words(StoredKind.method) == ["device-code"])
    #expect(words(StoredKind.checkKind) == ["discovery", "secret", "graph", "pop"])
    #expect(
      words(StoredKind.reason) == [
        "refused", "network", "reply", "expired", "declined", "refused-here", "wrong-person",
        "not-accepted", "no-refresh-token",
      ])
    #expect(Step.allCases.map(\.stored) == Array(1...10))
    #expect(SSLMethod.pop3SSLPort.label == "pop3 ssl port")
    #expect(Step.allCases.map(\.stored).map(Step.init(stored:)) == Step.allCases)
    #expect(VaultMeta.Kind.allCases.map(\.word) == ["file", "passphrase"])
    for word in words(StoredWords.probeStage) {
      #expect(StoredWords.probeStage.value(of: word).map { StoredWords.probeStage[$0] } == word)
    }
    #expect(StoredWords.probeStage.value(of: "other") == nil)
  }

  @Test("every JSON column has the keys that it had")
  func keys() {
    func names(_ json: JSONValue) -> [String] {
      if case .object(let members) = json { members.names.sorted() } else { [] }
    }
    #expect(
      names(FilledVault.refusal(1).stored) == [
        "claims", "codes", "correlation_id", "description", "error", "retry_after", "status",
        "suberror", "timestamp", "trace_id",
      ])
    #expect(
      names(FilledVault.network.stored) == ["detail", "host", "kind", "port", "proxy", "stage"])
    #expect(
      names(FilledVault.reply.stored) == [
        "detail", "document", "host", "kind", "retry_after", "status",
      ])
    #expect(
      names(FilledVault.detail.stored) == [
        "other_name", "proxy", "stages", "tls", "token", "transcript",
      ])
    #expect(names(FilledVault.stages[0].stored) == ["ms", "said", "stage", "verdict"])
    #expect(
      names(FilledVault.check(1, .refused(FilledVault.refusal(1))).stored) == [
        "at", "client_id", "detail", "endpoint", "ms", "secret_fingerprint", "tenant_id",
        "verdict",
      ])
  }

  @Test("the writer of JSON writes what the reader reads, whatever stands in a text")
  func json() {
    let value = JSONValue.object([
      "a\"\\\n\u{0}é\u{2028}": .array([.null, .bool(true), .number(-1.5e-7), .number(1e300)]),
      "b": .object([:]), "c": .number(9_007_199_254_740_991), "d": .number(-0.0),
    ])
    #expect(JSONValue(value.text.utf8) == value)
    #expect(value.text.hasPrefix(#"{"a\"\\\n\u0000é"#))
    #expect(JSONValue.number(200).text == "200")
    #expect(JSONValue.number(.infinity).text == "null")
  }
}
