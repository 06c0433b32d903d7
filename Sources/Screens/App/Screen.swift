/// What lies over the home screen.
enum Screen: Equatable, Sendable {
  case registration(RegistrationState)
  case signIn(SignInState)
  case run(RunState)
  case problem(ProblemState)
  case message(MessageState)
  case log(LogState)
  case about(Page)
  case help(HelpState)
  case palette(PaletteState)
  case question(Question)

  var registration: RegistrationState? {
    get { if case .registration(let state) = self { state } else { nil } }
    set { if let newValue, registration != nil { self = .registration(newValue) } }
  }

  var signIn: SignInState? {
    get { if case .signIn(let state) = self { state } else { nil } }
    set { if let newValue, signIn != nil { self = .signIn(newValue) } }
  }

  var run: RunState? {
    get { if case .run(let state) = self { state } else { nil } }
    set { if let newValue, run != nil { self = .run(newValue) } }
  }

  var log: LogState? {
    get { if case .log(let state) = self { state } else { nil } }
    set { if let newValue, log != nil { self = .log(newValue) } }
  }

  var question: Question? {
    if case .question(let question) = self { question } else { nil }
  }

  /// Where keys count while it is on top.
  var place: Place {
    switch self {
    case .registration(let state):
      state.editing == nil && !state.isOnSecret ? .registration : .typing
    case .signIn(let state): state.place
    case .run: .run
    case .problem, .message: .problem
    case .log: .log
    case .about: .about
    case .help: .help
    case .palette: .palette
    case .question: .question
    }
  }
}
