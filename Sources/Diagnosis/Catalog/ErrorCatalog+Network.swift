import Core

extension ErrorCatalog {
  /// Names, connections, proxies.
  static let network: [CatalogEntry] = [
    CatalogEntry(
      "dns-not-found", owner: .you,
      title: "The name {host} was not found",
      meaning: """
        No address is known here for {host}, so nothing could be sent. The settings and the \
        mailbox are not to blame.
        """,
      candidates: [
        CandidateCause("The name has a typing error."),
        CandidateCause("The name server here does not answer, or does not know outside names."),
        CandidateCause("Outside names are known to the proxy only, and none was used.", .noProxy),
      ],
      nextStep: """
        Ask the name server: `getent hosts {hostArg}`. If it is silent, mend /etc/resolv.conf or \
        set \
        a proxy; if others resolve, correct the name.
        """),
    CatalogEntry(
      "tcp-refused", owner: .you,
      title: "{host} refuses the connection",
      meaning: """
        A machine answered that nothing listens at port {port}, or a firewall answered in its \
        place.
        """,
      candidates: [
        CandidateCause("The port or the server is wrong."),
        CandidateCause("A firewall rejects outgoing connections to this port."),
        CandidateCause("POP3 goes direct, and this network lets a proxy out only.", .popGoesDirect),
      ],
      nextStep: """
        Compare server and port {host}:{port} with `{show-settings}`, then have the \
        firewall opened for outgoing TCP to it.
        """),
    CatalogEntry(
      "tcp-timeout", owner: .you,
      title: "No connection to {host} in time",
      meaning: """
        Nothing answered at port {port}. A firewall that drops packets looks just like this.
        """,
      candidates: [
        CandidateCause("A firewall drops outgoing packets to this port."),
        CandidateCause("POP3 goes direct, and this network lets a proxy out only.", .popGoesDirect),
        CandidateCause("The network or the server is overloaded."),
      ],
      nextStep: """
        Ask your network team to let this server reach {host} on TCP port {port}, and tell them \
        that packets vanish without an answer.
        """),
    CatalogEntry(
      "network-unreachable", owner: .you,
      title: "There is no way to {host}",
      meaning: "This server has no route to that address.",
      candidates: [
        CandidateCause("The server has no default route, or its network is down."),
        CandidateCause("Only an IPv6 address was tried and IPv6 does not work here."),
      ],
      nextStep: """
        Look at `ip route get $(getent hosts {hostArg} | cut -d' ' -f1)` and have the route set.
        """),
    CatalogEntry(
      "network-cut", owner: .you,
      title: "{host} cut the connection",
      meaning: """
        The connection was there and was closed or reset in the middle. It says nothing about \
        rights.
        """,
      candidates: [
        CandidateCause("The server is busy or sheds connections."),
        CandidateCause("A firewall or proxy between ends connections of this kind.", .proxy),
      ],
      nextStep: """
        Try again in a minute; if it is cut at the same stage each time, have the firewall's log \
        searched for {host}:{port}.
        """),
    CatalogEntry(
      "network-silent", owner: .you,
      title: "{host} stopped answering",
      meaning: "The connection stands, and no answer came within its time.",
      candidates: [
        CandidateCause("The server is overloaded, or holds back answers after many refusals."),
        CandidateCause("A firewall has forgotten the connection, or inspects it.", .proxy),
      ],
      nextStep: """
        Wait five minutes without any try, then repeat once; Exchange Online was seen to answer \
        slower the \
        more refusals it has given to one address.
        """),
    CatalogEntry(
      "proxy-unreachable", owner: .you,
      title: "The proxy cannot be reached",
      meaning: """
        The connection had to go through {proxy}, which has no address or does not answer.
        """,
      candidates: [
        CandidateCause("The proxy's name or port is wrong."),
        CandidateCause("The proxy is down, or this server may not use it."),
      ],
      nextStep: """
        Check the proxy's address in https_proxy, or `proxy` and `pop_proxy` in config.toml, and \
        whether {proxy} listens.
        """),
    CatalogEntry(
      "proxy-credentials", owner: .you,
      title: "The proxy wants credentials",
      meaning: "{proxy} lets nobody through without a user name and password.",
      candidates: [
        CandidateCause("No credentials are in the proxy's setting, or they have changed.")
      ],
      nextStep: """
        Put user name and password into the proxy's address in a file that only this account can \
        read, or have this server let through without.
        """),
    CatalogEntry(
      "proxy-refused", owner: .you,
      title: "The proxy refuses the connection",
      meaning: "{proxy} was reached and does not connect to {host}:{port}.",
      candidates: [
        CandidateCause("The proxy allows certain hosts only."),
        CandidateCause("The proxy lets only port 443 through, as many do."),
      ],
      nextStep: "Ask whoever runs {proxy} to allow CONNECT to {host}:{port}."),
    CatalogEntry(
      "network-garbage", owner: .you,
      title: "{host} does not speak the protocol",
      meaning: "What came back is not what such a server says.",
      candidates: [
        CandidateCause("Another service listens at port {port}."),
        CandidateCause("A captive portal or proxy answers in place of the server.", .proxy),
      ],
      nextStep: """
        See what answers there: `openssl s_client -quiet -connect {hostArg}:{port}`; then correct \
        server or port.
        """),
    CatalogEntry(
      "network-too-long", owner: .you,
      title: "{host} sent more than any honest answer",
      meaning: "A line or a document passed the limit, and reading was stopped for safety.",
      candidates: [
        CandidateCause("Another service, or a broken or hostile one, answers there."),
        CandidateCause("A proxy answers with a page of its own.", .proxy),
      ],
      nextStep: """
        Make sure that {host} is the server you mean (`{show-settings}`); the beginning of \
        what it sent is below.
        """),
    CatalogEntry(
      "network-bad-address", owner: .you,
      title: "The address may not be used",
      meaning: """
        Greenbox sends secrets and tokens over https and TLS only, and this address is neither.
        """,
      candidates: [
        CandidateCause("An overridden endpoint has a wrong scheme or shape.", .overridden),
        CandidateCause("The server's discovery document names such an address."),
      ],
      nextStep: """
        Correct the override so that it begins with https:// and a host (`{show-settings}` \
        tells its source).
        """),
    CatalogEntry(
      "network-other", owner: .you,
      title: "The exchange with {host} failed",
      meaning: "The network library gave up for a reason of its own, told below.",
      candidates: [
        CandidateCause("A passing trouble on the way."),
        CandidateCause("Something on this server: memory, limits, a library."),
      ],
      nextStep: """
        Repeat with `{verify}`; if the same words come again, search for them by \
        what the library said.
        """),
  ]
}
