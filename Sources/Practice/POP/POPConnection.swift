/// Serves one connection of the mail server, faults included.
struct POPConnection {
  let tenant: Tenant
  let contexts: POPContexts
  /// The number of the connection, for the log.
  let number: Int

  /// The longest line read: one with a token.
  private static let lineLimit = 65_536

  func serve(_ socket: StreamSocket) {
    if tenant.fires(.stall(.tcp)) { return socket.stall() }
    if tenant.fires(.cut(.tcp)) { return }
    if tenant.fires(.garbage(.tcp)) { return sendAndFinish(POPReplies.garbage, socket) }
    if tenant.fires(.plaintext) {
      return sendAndFinish(POPReplies.line(POPReplies.greeting), socket)
    }
    if tenant.fires(.stall(.tls)) { return socket.stall() }
    if tenant.fires(.cut(.tls)) {
      _ = socket.receive()
      return
    }
    if tenant.fires(.garbage(.tls)) {
      _ = socket.receive()
      return sendAndFinish(POPReplies.garbage, socket)
    }
    guard let tls = try? TLSConnection(.server, over: socket, with: contexts.choose(for: tenant)),
      tls.handshake()
    else { return }
    var dialogue = POPDialogue(
      judge: { tenant.mailboxOwner(named: $0, token: $1) },
      lookUp: { name in tenant.with { $0.directory.person(at: name) } },
      fires: { kind, person in tenant.fires(kind, for: person) })
    guard perform(dialogue.greet(), over: tls) else { return }
    var buffer: [UInt8] = []
    while true {
      while let end = buffer.firstIndex(of: 10) {
        var line = Array(buffer[..<end])
        if line.last == 13 { line.removeLast() }
        buffer.removeFirst(end + 1)
        let verb = dialogue.verb(of: line)
        let actions = dialogue.take(line)
        record(verb, dialogue.person, actions)
        guard perform(actions, over: tls) else { return }
      }
      guard buffer.count <= Self.lineLimit, case .bytes(let bytes) = tls.read() else {
        return tls.finish()
      }
      buffer += bytes
      keep(bytes, from: .client)
    }
  }

  private func sendAndFinish(_ bytes: [UInt8], _ socket: StreamSocket) {
    if socket.send(bytes) { socket.finish() }
  }

  /// Carries actions out; false when the connection is over.
  private func perform(_ actions: [POPAction], over tls: TLSConnection) -> Bool {
    for action in actions {
      switch action {
      case .send(let bytes):
        keep(bytes, from: .server)
        guard tls.write(bytes) else { return false }
      case .close:
        tls.finish()
        return false
      case .cut: return false
      case .stall:
        tls.socket.stall()
        return false
      }
    }
    return true
  }

  private func keep(_ bytes: [UInt8], from side: PracticeDialogue.Side) {
    guard tenant.plan.recordsDialogues else { return }
    tenant.with { $0.dialogues[number, default: PracticeDialogue()].add(bytes, from: side) }
  }

  private func record(_ verb: String, _ person: PracticePerson?, _ actions: [POPAction]) {
    var accepted: Bool?
    if case .send(let bytes)? = actions.first { accepted = bytes.first == UInt8(ascii: "+") }
    let command = PracticeCommand(
      time: tenant.clock.milliseconds, connection: number, verb: verb, mailbox: person?.mail,
      accepted: accepted)
    tenant.with { $0.commands.append(command) }
  }
}
