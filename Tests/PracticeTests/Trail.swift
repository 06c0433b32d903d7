import Foundation

@testable import Practice

/// Walks a whole run and tells the first thing that is out of the ordinary, as `STAGE: WHAT`.
enum Trail {
  static let ordinary = "nothing out of the ordinary"

  /// Discovery, device code, sign-in, tokens, a Graph token and `/me`.
  ///
  /// At a stage that is known to stall nobody waits long.
  static func identity(_ tenant: RunningTenant, stalling: PracticeStage? = nil) throws -> String {
    var client = tenant.client
    let documents: [PracticeStage: () throws -> HTTPReply] = [
      .discovery: { try client.get(tenant.path("v2.0/.well-known/openid-configuration")) },
      .devicecode: {
        try client.post(
          tenant.path("oauth2/v2.0/devicecode"),
          [("client_id", tenant.first.clientID), ("scope", RunningTenant.scope)])
      },
      .token: {
        let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
        return try client.post(
          tenant.path("oauth2/v2.0/token"),
          [
            ("client_id", tenant.first.clientID), ("client_secret", tenant.secret),
            ("grant_type", "refresh_token"),
            ("refresh_token", grant["refresh_token"] as? String ?? ""),
          ])
      },
      .me: {
        let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
        let graph = try tenant.refresh(
          grant["refresh_token"] as? String ?? "", scope: "https://graph.microsoft.com/User.Read")
        return try client.get(
          "/v1.0/me", headers: [("Authorization", "Bearer \(graph["access_token"] ?? "")")])
      },
    ]
    for stage in PracticeStage.identity {
      guard let fetch = documents[stage] else { continue }
      client.patience = stage == stalling ? FaultTests.brief : 15_000
      do {
        let reply = try fetch()
        if reply.body.isEmpty { return "\(stage.rawValue): empty" }
        if reply.text.hasPrefix("<") { return "\(stage.rawValue): html" }
        guard (try? JSONSerialization.jsonObject(with: Data(reply.body))) != nil else {
          return "\(stage.rawValue): \(reply.status) no JSON"
        }
        guard reply.status == 200 else { return "\(stage.rawValue): \(Answer(reply).verdict)" }
      } catch PracticeError.noAnswer(let words) {
        return "\(stage.rawValue): \(words.contains("silent") ? "silent" : "broken")"
      }
    }
    return ordinary
  }

  /// The first bytes of a mail connection, as they come over TCP.
  static func connection(_ tenant: RunningTenant, patience: Int32) throws -> String {
    let socket = try StreamSocket(
      connectingTo: tenant.tenant.popPort, stop: StopSignal(), timeout: patience)
    _ = socket.send([0x16, 0x03, 0x01, 0x00, 0x04])
    switch socket.receive() {
    case .bytes(POPReplies.garbage): return "garbage"
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .closed: return "closed"
    case .timedOut, .stopped: return "silent"
    }
  }

  /// Greeting, CAPA, AUTH, STAT and QUIT for a mailbox.
  static func mail(
    _ tenant: RunningTenant, mailbox: String = "support", patience: Int32 = 15_000
  ) throws -> String {
    let grant = try Answer.object(tenant.tenant.mintGrant(for: mailbox))
    let address = tenant.tenant.plan.mailboxes.first { $0.name == mailbox }?.popAccount ?? ""
    guard let session = try? POPSession(tenant.tenant, patience: patience) else {
      return "tls: refused"
    }
    let token = POPSession.response(address, grant["access_token"] as? String ?? "")
    let steps: [(PracticeStage, String?, String)] = [
      (.greeting, nil, "+OK The Microsoft Exchange POP3 service is ready. ["),
      (.capa, "CAPA", "+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\nUSER\r\n.\r\n"),
      (.auth1, "AUTH XOAUTH2", "+ \r\n"), (.auth2, token, POPServerTests.success),
      (.stat, "STAT", "+OK "), (.quit, "QUIT", "+OK Microsoft"),
    ]
    for (stage, command, expected) in steps {
      if let command { session.send(command) }
      var bytes: [UInt8] = []
      do {
        repeat {
          bytes += try session.bytes()
        } while stage == .capa && bytes.first == 0x2b
          && !bytes.ends(with: ".\r\n")
      } catch POPSession.Ended.silent {
        return "\(stage.rawValue): silent"
      } catch {
        return "\(stage.rawValue): closed"
      }
      if bytes == POPReplies.garbage { return "\(stage.rawValue): garbage" }
      if bytes.count > 100_000 { return "\(stage.rawValue): \(bytes.count) bytes" }
      if bytes.contains(0) { return "\(stage.rawValue): NUL" }
      if bytes.contains(0x1b), bytes.contains(0x9b), bytes.contains(7) {
        return "\(stage.rawValue): controls"
      }
      let line = String(decoding: bytes, as: UTF8.self)
      if !line.hasPrefix(expected) { return "\(stage.rawValue): \(line)" }
    }
    return ordinary
  }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
