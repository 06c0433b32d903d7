package import Core
import Diagnosis

/// What a verify says beside its verdict: things that are no failure and that the admin should know.
enum Advisory {
  /// How long a mailbox is to be left alone between two probes: POP3 lets one program in at a time,
  /// and techmail comes about every 15 minutes.
  static let pause = Duration.seconds(60)

  /// The advice for a mailbox.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox.
  ///   - registration: Its registration as it is after the verify.
  ///   - before: The evidence from before it.
  ///   - probe: This verify's probe, if it came to one.
  ///   - authenticated: Whether a sign-in is kept for it.
  /// - Returns: The advice, in the order in which it is worth reading.
  static func findings(
    _ mailbox: Mailbox, _ registration: Registration?, before: Evidence?, probe: ProbeEvidence?,
    authenticated: Bool
  ) -> [Finding] {
    var found: [Finding] = []
    if let probe, case .verified(_, let messages, _) = probe.access, messages > 0,
      !wasOpen(before)
    {
      found.append(
        Finding(
          rule: .waitingMessages, field: "waiting messages", .warning,
          messages == 1
            ? "1 message will become an incident at the next techmail run."
            : "\(messages) messages will become incidents at the next techmail run.",
          advice: "If they should not, move them out of the inbox before techmail comes (about "
            + "every 15 minutes)."))
    }
    if !mailbox.incomingEnabled, authenticated {
      found.append(
        Finding(
          rule: .incomingOff, field: FieldLabel.incomingEnabled, .warning,
          "Authenticated, but incoming mail is off: techmail will not read this mailbox.",
          advice: "Enable it on the Incoming tab of the mailbox editor when it is ready."))
    }
    if let probe, let last = before?.probe?.at, probe.at >= last, probe.at - last < pause {
      found.append(
        Finding(
          rule: .probedJustNow, field: "probe", .warning,
          "The probe before this one was \((probe.at - last).wholeSeconds) s ago; techmail can "
            + "meet a mailbox that is held by a probe, and then says \"Network error\".",
          advice: "Leave a minute between two probes of one mailbox."))
    }
    return found + (registration?.warnings ?? [])
  }

  private static func wasOpen(_ before: Evidence?) -> Bool {
    if case .verified = before?.probe?.access { true } else { false }
  }
}

extension Registration {
  /// E38: the warning where this clock and the identity server's are more than five minutes apart.
  package var clockFinding: Finding? {
    guard let ahead = checks.clockSkew, ahead.magnitude > 300 else { return nil }
    let minutes = Quantity.count(ahead.magnitude / 60, "minute", "minutes")
    return Finding(
      rule: .clock, field: "clock", .warning,
      "This clock is \(minutes) \(ahead > 0 ? "behind" : "ahead of") the identity server's.",
      advice: "Set this server's clock, `timedatectl set-ntp true`: with a wrong one, tokens look "
        + "expired or not yet good.")
  }
  /// What is known of the registration beside its settings and worth knowing with every mailbox.
  package var warnings: [Finding] { [clockFinding, graphFinding].compactMap { $0 } }
}
