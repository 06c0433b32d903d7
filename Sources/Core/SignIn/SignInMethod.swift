/// A way in which a person at a browser signs a mailbox in.
///
/// A new one is a case here and in `PendingSignIn.Login`, and its own files; what follows once its
/// tokens arrive is the same for all.
package enum SignInMethod: Equatable, Sendable, CaseIterable {
  /// RFC 8628: the person enters a code at a page.
  case deviceCode
}

extension PendingSignIn {
  /// What a method shows and remembers while the person is at the browser.
  package enum Login: Equatable, Sendable {
    case deviceCode(DeviceCode)

    /// The method whose data these are.
    package var method: SignInMethod {
      switch self {
      case .deviceCode: .deviceCode
      }
    }

    /// When nobody can finish it any more.
    package var expires: Moment {
      switch self {
      case .deviceCode(let code): code.expires
      }
    }
  }
}
