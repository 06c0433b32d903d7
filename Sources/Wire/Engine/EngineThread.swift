import CCurl
import Glibc

/// Starts the engine's thread.
enum EngineThread {
  private final class Start {
    let settings: WireSettings
    let inbox: Inbox

    init(_ settings: WireSettings, _ inbox: Inbox) {
      self.settings = settings
      self.inbox = inbox
    }
  }

  /// Starts the thread, every signal blocked in it and in the resolver threads it will start. When
  /// the system gives no thread, every job is ended as cancelled.
  static func start(settings: WireSettings, inbox: Inbox) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 512 * 1024)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let start = Unmanaged.passRetained(Start(settings, inbox))
    var thread = pthread_t()
    guard pthread_create(&thread, &attributes, body, start.toOpaque()) == 0 else {
      start.release()
      EngineLoop.refuse(inbox.close())
      inbox.end()
      return
    }
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    argument in
    guard let argument else { return nil }
    let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    if let reason = ccurl_missing() {
      EngineLoop.refuse(start.inbox.close(), missing: String(cString: reason))
    } else if let loop = EngineLoop(settings: start.settings, inbox: start.inbox) {
      loop.run()
    } else {
      EngineLoop.refuse(start.inbox.close())
    }
    start.inbox.end()
    return nil
  }
}
