import Core

extension ErrorCatalog {
  /// Requests that Microsoft cannot read; mostly faults of a program or a proxy.
  static let request: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-90014", codes: [90014, 900144], owner: .you,
      title: "A field is missing from the request",
      meaning: """
        Microsoft names a parameter that the request did not carry; an empty setting is the usual \
        reason.
        """,
      candidates: [
        CandidateCause("A setting that goes into the request is empty."),
        CandidateCause("A proxy in between changed the request.", .proxy),
      ],
      nextStep: """
        Run `{show-settings}` and fill the field that the server's words name, then \
        `{check-settings}`.
        """),
    CatalogEntry(
      "aadsts-90023", codes: [90023, 9002313, 90004], owner: .you,
      title: "Microsoft could not read the request",
      meaning: "The request, or the code or token in it, arrived cut off or wrongly encoded.",
      candidates: [
        CandidateCause("The stored token is damaged or belongs to another kind of sign-in."),
        CandidateCause("A proxy in between changed the request.", .proxy),
      ],
      nextStep: """
        Sign in once more to get an undamaged token: `{new-sign-in}`; if that fails alike, try \
        without the proxy.
        """),
    CatalogEntry(
      "aadsts-900561", codes: [900561], owner: .you,
      title: "The address was asked in the wrong way",
      meaning: """
        The token address takes POST requests only; a redirect or a proxy can turn a POST into a \
        GET.
        """,
      candidates: [
        CandidateCause("A proxy or a redirect changed the method.", .proxy),
        CandidateCause(
          "An overridden discovery document names a wrong token address.", .loginOverridden),
      ],
      nextStep: """
        Run `{check-settings}` with no proxy (`https_proxy= {check-settings}`) and \
        look at where the discovery address comes from.
        """),
    CatalogEntry(
      "aadsts-901002", codes: [901002], owner: .you,
      title: "The old parameter \"resource\" is not taken here",
      meaning: """
        A request in the style of the first version was sent to an address of the second; Greenbox \
        asks by scope only.
        """,
      candidates: [
        CandidateCause("An overridden discovery address mixes the two versions.", .loginOverridden),
        CandidateCause("The text comes from another program."),
      ],
      nextStep: """
        Point the discovery address at the v2.0 document (`{show-settings}` tells its \
        source), or leave the override out.
        """),
    CatalogEntry(
      "aadsts-70003", codes: [70003], errors: ["unsupported_grant_type"], owner: .you,
      title: "This kind of sign-in is not offered there",
      meaning: "The token address does not know the grant type that was asked for.",
      candidates: [
        CandidateCause(
          "An overridden server does not offer device codes (RFC 8628).", .loginOverridden),
        CandidateCause("The account is a personal one."),
      ],
      nextStep: """
        Look in the server's discovery document for `device_authorization_endpoint`; for Microsoft \
        leave the discovery override out.
        """),
    CatalogEntry(
      "aadsts-1002016", codes: [1002016], owner: .you,
      title: "TLS was too old for Microsoft",
      meaning: """
        The connection arrived with TLS 1.0 or 1.1 or an old cipher. Greenbox itself asks for TLS \
        1.2 or newer, so something in between speaks for it.
        """,
      candidates: [
        CandidateCause(
          "A proxy that inspects TLS makes the outer connection with an old version.", .proxy)
      ],
      nextStep: """
        Have the proxy let {login} through without inspection, or bring its TLS to 1.2 or newer.
        """),
  ]
}
