import Core

extension ErrorCatalog {
  /// What the token is asked for.
  static let scope: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-650057", codes: [650057], owner: .tenantAdmin,
      title: "Exchange Online is not among the app's permissions",
      meaning: "The token was asked for a service that the registration does not list.",
      candidates: [
        CandidateCause("Only Microsoft Graph permissions of another kind are listed."),
        CandidateCause("The scope is overridden.", .scopeOverridden),
      ],
      nextStep: """
        Under App registrations > {app} > API permissions add the delegated permission \
        POP.AccessAsUser.All, and leave the scope at {scope}.
        """),
    CatalogEntry(
      "aadsts-650053", codes: [650053], owner: .you,
      title: "The service has no such permission",
      meaning: """
        The scope names a permission that does not exist at the service; without a host before it, \
        Microsoft Graph is assumed.
        """,
      candidates: [
        CandidateCause("The scope is overridden with a wrong name.", .scopeOverridden)
      ],
      nextStep: """
        Set the scope to the whole text {scope}, or remove GREENBOX_SCOPE and `scope` in \
        config.toml.
        """),
    CatalogEntry(
      "aadsts-70011", codes: [70011], errors: ["invalid_scope"], owner: .you,
      title: "The scope is not valid",
      meaning: """
        What was asked for is malformed, or joins things that may not be asked for together.
        """,
      candidates: [
        CandidateCause("The scope is overridden and malformed.", .scopeOverridden),
        CandidateCause("\".default\" stands beside other scopes."),
      ],
      nextStep: """
        Look at the scope with `{show-settings} --json`; for {cloud} it is {scope} with \
        offline_access openid profile email.
        """),
    CatalogEntry(
      "aadsts-28002", codes: [28002, 28003], owner: .you,
      title: "The scope is empty or not valid at the token address",
      meaning: """
        The sign-in was accepted, but the token was asked with a scope that is empty or wrong.
        """,
      candidates: [
        CandidateCause(
          "The scope was changed between the sign-in and the refresh.", .scopeOverridden)
      ],
      nextStep: """
        Remove the override of the scope and sign in again: `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-700022", codes: [700022, 28000], owner: .you,
      title: "The scope asks for two services at once",
      meaning: "One token is for one service; the scope joins Exchange Online and another one.",
      candidates: [
        CandidateCause("The scope is overridden with a list for two hosts.", .scopeOverridden)
      ],
      nextStep: """
        Keep only the POP scope in the override ({scope}); Greenbox asks Microsoft Graph by a \
        token of its own.
        """),
    CatalogEntry(
      "aadsts-700023", codes: [700023], owner: .you,
      title: "The scope names no service",
      meaning: """
        Only sign-in scopes such as offline_access were asked for, so the token would be good for \
        nothing.
        """,
      candidates: [
        CandidateCause("The scope is overridden and lacks the POP permission.", .scopeOverridden)
      ],
      nextStep: "Add {scope} to the overridden scope, or delete the override."),
    CatalogEntry(
      "aadsts-50001", codes: [50001], errors: ["invalid_resource"], owner: .you,
      title: "The service asked for does not exist there",
      meaning: "The host in the scope is not a service of this cloud, or is switched off in it.",
      candidates: [
        CandidateCause("The scope's host belongs to another cloud."),
        CandidateCause("The scope is overridden.", .scopeOverridden),
      ],
      nextStep: """
        Match scope and cloud: for {cloud} the scope is {scope}; otherwise change the cloud with \
        `{edit-registration} cloud=CLOUD{of}`.
        """),
    CatalogEntry(
      "aadsts-500011", codes: [500011], owner: .tenantAdmin,
      title: "The tenant has no Exchange Online for this scope",
      meaning: """
        Microsoft looked in the tenant for the service that the scope names and found none.
        """,
      candidates: [
        CandidateCause("The tenant has no Exchange Online subscription."),
        CandidateCause(
          "The scope's host has a typing error, or is another cloud's.", .scopeOverridden),
        CandidateCause("The Tenant ID is that of another directory of the organization."),
      ],
      decider: .init(
        check: """
          https://{portal} > Enterprise applications, filter "Microsoft Applications": is "Office \
          365 Exchange Online" there?
          """,
        owner: .tenantAdmin),
      nextStep: """
        Check that the tenant {tenant} is the one whose users have the mailboxes, and that it has \
        Exchange Online under Billing > Your products.
        """),
    CatalogEntry(
      "aadsts-650052", codes: [650052], owner: .tenantAdmin,
      title: "The organization has not subscribed to the service",
      meaning: "The app needs a service for which the tenant has no subscription.",
      candidates: [
        CandidateCause("No subscription with Exchange Online is active in the tenant.")
      ],
      nextStep: """
        In the Microsoft 365 admin center open Billing > Licenses and buy or assign a plan with \
        Exchange Online.
        """),
    CatalogEntry(
      "aadsts-650054", codes: [650054], owner: .tenantAdmin,
      title: "A listed permission is of a service that is gone",
      meaning: """
        The registration lists a permission of a service that was removed or is not available in \
        the tenant.
        """,
      candidates: [
        CandidateCause("A permission on the registration is out of date.")
      ],
      nextStep: """
        Under App registrations > {app} > API permissions remove the entries marked as \
        unavailable, add POP.AccessAsUser.All again and grant admin consent.
        """),
  ]
}
