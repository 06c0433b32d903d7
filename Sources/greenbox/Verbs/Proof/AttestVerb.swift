internal import ArgumentParser
internal import Core
internal import Operations

/// `greenbox attest`: what only a person can know.
struct AttestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attest",
    abstract: "Tick what only you can see: a step in the mailbox editor, or a setting.",
    discussion: """
      greenbox attest NAME STEP            steps 2 to 10 in the vendor's mailbox editor
      greenbox attest --interface I --setting S   a custom configuration is set on an interface
      greenbox attest --publisher          the publisher is registered with the Partner Network
      """)
  @Argument(help: "The mailbox.")
  var name: String?
  @Argument(help: "The step, 2 to 10.")
  var step: Int?
  @Option(help: "For step 2: browser-ui, or dotnet enabled as in answer 11837.")
  var client: String?
  @Option(help: "The interface on which a setting was seen to be right.")
  var interface: String?
  @Option(help: "The custom configuration, by its whole name; all for the three of them.")
  var setting: String?
  @Flag(help: "A multitenant registration's publisher is verified, with a partner ID.")
  var publisher = false
  @Option(help: "The registration; not needed when there is only one.")
  var registration: String?
  @Flag(help: "Take the tick back.")
  var clear = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if publisher {
      guard interface == nil, setting == nil, name == nil, step == nil else {
        throw ValidationError("--publisher goes with --registration and --clear only.")
      }
      return
    }
    if interface != nil || setting != nil {
      guard interface != nil, setting != nil, name == nil, step == nil else {
        throw ValidationError("Give --interface and --setting together, and no mailbox.")
      }
      return
    }
    guard name != nil, let step, (2...10).contains(step) else {
      throw ValidationError("Give a mailbox and a step from 2 to 10.")
    }
    guard client.map({ EditorClient(rawValue: $0) != nil }) ?? true else {
      throw ValidationError("--client takes browser-ui or dotnet.")
    }
  }

  func run() {
    if publisher {
      let (registration, clear) = (registration, clear)
      Program.run(json: common.json) { session async throws(Failure) in
        try await PublisherTick.set(registration, clear: clear, session)
      }
    }
    if let interface, let setting {
      let (registration, clear) = (registration, clear)
      Program.run(json: common.json) { session async throws(Failure) in
        try await AttestVerb.attest(interface, setting, registration, clear, session)
      }
    }
    let (name, number, client, clear) = (name ?? "", step ?? 0, client, clear)
    Program.run(json: common.json) { session async throws(Failure) in
      try await AttestVerb.attest(name, number, client, clear, session)
    }
  }

  private static func attest(
    _ interface: String, _ setting: String, _ name: String?, _ clear: Bool, _ session: Session
  ) async throws(Failure) -> ExitCode {
    let world = session.world
    let registration = try await world.snapshot().registration(name)
    let key = SettingsMatrix.key(interface)
    let chosen =
      setting == "all"
      ? SettingName.allCases
      : [SettingName(rawValue: setting)]
        .compactMap { $0 }
    guard !chosen.isEmpty else {
      throw .settings(
        .unknown(
          kind: "setting", name: setting, known: SettingName.allCases.map(\.rawValue)))
    }
    let tick = SettingsTick(
      registration: registration.name, interface: interface, settings: chosen, clears: clear)
    let isChanged = !(try await AdminEdit.perform([.confirm(tick)], world)).isEmpty
    for one in chosen {
      session.output.object([
        "attested": .string(one.rawValue), "interface": .string(key), "cleared": .bool(clear),
        "who": .string(world.who),
      ])
      let done = isChanged ? "tick taken back" : "was not ticked"
      session.output.line(
        "\(one.rawValue) on \(key): \(clear ? done : "confirmed by \(world.who)")")
    }
    session.output.next("greenbox settings show --registration \(registration.name.shellWord)")
    return .holds
  }

  private static func attest(
    _ name: String, _ number: Int, _ client: String?, _ clear: Bool, _ session: Session
  ) async throws(Failure) -> ExitCode {
    guard let step = Step(rawValue: number) else {
      throw RegistrationEdit.wrong("step \(number): there are ten")
    }
    let world = session.world
    let tick = StepTick(
      mailbox: name, step: step, client: client.flatMap { EditorClient(rawValue: $0) },
      clears: clear)
    let isChanged = !(try await AdminEdit.perform([.tick(tick)], world)).isEmpty
    let done = isChanged ? "tick taken back" : "was not ticked"
    session.output.object([
      "attested": JSONValue(number), "mailbox": .string(name), "cleared": .bool(clear),
      "who": .string(world.who),
    ])
    session.output.line(
      "\(name), step \(number) (\(step.title)): "
        + (clear ? done : "ticked by \(world.who)"))
    session.output.next("greenbox checklist \(name.shellWord)")
    return .holds
  }
}
