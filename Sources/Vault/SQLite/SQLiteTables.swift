// The tables, as SQLite makes them: those of schema 1, then what each later schema changes. Times are milliseconds since 1970-01-01T00:00:00Z, days
// are days since 1970-01-01, yes and no are 1 and 0. Words that stand for a choice are listed where
// they stand; StoredWords holds each of them against its case. Columns called "sealed" are AES-256-GCM
// of the value; what they are bound to is in AssociatedData. Columns called "seal" are HMAC-SHA-256 of
// what decides where bytes go; what that is, is in RowSeal.
enum SQLiteTables {
  static let first = [
    base, registration, secrets, registrationLists, checks, mailbox, grants, signIn, evidence,
    journal, counts,
  ].joined(separator: "\n")

  private static let base = """
    -- What the vault says of its own key: 'kind' ('file' or 'passphrase'), 'salt', and 'check', a
    -- sealed text that only the right key opens.
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One row: the number of the last change, and of the last one that took a mailbox or a
    -- registration away (or its name). Rows that carry a revision carry the number of their last.
    CREATE TABLE revision (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      number INTEGER NOT NULL,
      removed INTEGER NOT NULL
    ) STRICT;
    INSERT INTO revision (one, number, removed) VALUES (1, 0, 0);
    """

  private static let registration = """
    -- An app registration of the admin's tenant.
    CREATE TABLE registration (
      name TEXT PRIMARY KEY,
      account_type TEXT NOT NULL,       -- 'single' or 'multi'
      cloud TEXT NOT NULL,              -- 'global', 'gcc-high', 'dod', 'china'
      client_id TEXT NOT NULL,          -- "Application (client) ID"
      tenant_id TEXT NOT NULL,          -- "Directory (tenant) ID"
      client_mode TEXT NOT NULL,        -- 'automatic', 'public', 'secret'
      bound_discovery TEXT,             -- host:port of the discovery document it is bound to
      bound_token TEXT,                 -- host:port of the token endpoint, once known
      publisher_who TEXT,               -- who says that the publisher is registered
      publisher_at INTEGER,
      publisher_fingerprint TEXT,
      clock_skew INTEGER,               -- seconds by which the identity server's clock is ahead
      changed INTEGER NOT NULL,
      seal BLOB NOT NULL,               -- of cloud, ids, mode, bound hosts and interfaces
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let secrets = """
    -- The short history of a registration's client secrets, and what is known of each.
    CREATE TABLE registration_secret (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      place TEXT NOT NULL,              -- 'in-force', 'proposed', 'before'
      fingerprint TEXT NOT NULL,        -- HMAC of the value
      secret_id TEXT,                   -- the portal's "Secret ID"
      expires INTEGER,                  -- a day
      stored INTEGER NOT NULL,
      worked INTEGER,                   -- the identity server accepted it last
      said_expired INTEGER,             -- the identity server last said that it has expired
      proof TEXT NOT NULL,              -- 'proved', 'not-proved', 'refused'
      bound_discovery TEXT NOT NULL,    -- the hosts it may be sent to
      bound_token TEXT,
      value BLOB NOT NULL,              -- sealed, bound to these hosts
      PRIMARY KEY (registration, place)
    ) STRICT, WITHOUT ROWID;
    """

  private static let registrationLists = """
    -- The interfaces of the product on which admins sign in, in their order.
    CREATE TABLE registration_interface (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      position INTEGER NOT NULL,
      interface TEXT NOT NULL,
      PRIMARY KEY (registration, position)
    ) STRICT, WITHOUT ROWID;

    -- Who confirmed which of the three custom settings on which interface of the product.
    CREATE TABLE registration_tick (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      interface TEXT NOT NULL,
      setting TEXT NOT NULL,            -- the product's own name, 'CUSTOM_CFG_MAILBOX_OA_…'
      who TEXT NOT NULL,
      at INTEGER NOT NULL,
      fingerprint TEXT,                 -- of the value that was confirmed
      PRIMARY KEY (registration, interface, setting)
    ) STRICT, WITHOUT ROWID;

    -- Which tenant a mail domain belongs to.
    CREATE TABLE registration_domain (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      domain TEXT NOT NULL,
      tenant TEXT NOT NULL,
      PRIMARY KEY (registration, domain)
    ) STRICT, WITHOUT ROWID;

    -- Tenants whose admin consented for everybody, in the order in which it was recorded.
    CREATE TABLE registration_consent (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      position INTEGER NOT NULL,
      tenant TEXT NOT NULL,
      source TEXT NOT NULL,             -- 'endpoint', 'graph', 'attested'
      who TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (registration, position)
    ) STRICT, WITHOUT ROWID;

    -- Pop Servers outside the cloud's own to which access tokens may be sent, in their order.
    CREATE TABLE registration_pop_server (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      position INTEGER NOT NULL,
      server TEXT NOT NULL,
      seal BLOB NOT NULL,               -- of registration and server
      PRIMARY KEY (registration, position)
    ) STRICT, WITHOUT ROWID;
    """

  private static let checks = """
    -- The newest results of the checks that need no mailbox.
    CREATE TABLE registration_check (
      registration TEXT NOT NULL
        REFERENCES registration(name) ON UPDATE CASCADE ON DELETE CASCADE,
      kind TEXT NOT NULL,               -- 'discovery', 'secret', 'graph', 'pop'
      server TEXT NOT NULL,             -- host:port for 'pop', else ''
      at INTEGER NOT NULL,
      endpoint TEXT NOT NULL,           -- host:port that was asked
      client_id TEXT,                   -- the values it was made under; none for 'pop'
      tenant_id TEXT,
      secret_fingerprint TEXT,
      verdict TEXT NOT NULL,            -- 'passed', 'refused', 'network', 'reply', 'skipped'
      ms REAL,
      detail TEXT,                      -- JSON: the refusal, failure, or reason; stages for 'pop'
      PRIMARY KEY (registration, kind, server)
    ) STRICT, WITHOUT ROWID;
    """

  private static let mailbox = """
    -- A mailbox as the mailbox editor shows it, plus who signs in for it.
    CREATE TABLE mailbox (
      name TEXT PRIMARY KEY,
      registration TEXT NOT NULL REFERENCES registration(name) ON UPDATE CASCADE,
      interface TEXT NOT NULL,
      type TEXT NOT NULL,               -- 'service' or 'outreach'
      default_for_interface INTEGER NOT NULL,
      outgoing_enabled INTEGER NOT NULL,
      display_name TEXT NOT NULL,
      envelope_from TEXT NOT NULL,
      friendly_from TEXT NOT NULL,
      reply_to TEXT NOT NULL,
      incoming_enabled INTEGER NOT NULL,
      pop_server TEXT NOT NULL,
      pop_account TEXT NOT NULL,
      authentication_type TEXT NOT NULL, -- 'oauth' or 'password'
      force_reply_between_lines INTEGER NOT NULL,
      forward_rejected_to TEXT NOT NULL,
      ssl_method TEXT NOT NULL,         -- as the editor spells it: 'pop3 ssl port', or another
      sign_in_name TEXT,                -- who signs in, where that is not the Pop Account
      identity_exception INTEGER NOT NULL, -- whether somebody else may sign in
      editor_client TEXT,               -- 'browser-ui' or 'dotnet'
      changed INTEGER NOT NULL,
      seal BLOB NOT NULL,               -- of registration, server, method, account and sign-in name
      revision INTEGER NOT NULL         -- of the last change of it or of anything that is its
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mailbox_registration ON mailbox(registration);
    CREATE INDEX mailbox_revision ON mailbox(revision);

    -- Who ticked which of the ten steps in the mailbox editor.
    CREATE TABLE mailbox_tick (
      mailbox TEXT NOT NULL REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      step INTEGER NOT NULL,            -- 1 to 10, as the article numbers them
      who TEXT NOT NULL,
      at INTEGER NOT NULL,
      fingerprint TEXT,
      PRIMARY KEY (mailbox, step)
    ) STRICT, WITHOUT ROWID;
    """

  private static let grants = """
    -- A grant with its tokens in one row, so that tokens of two generations never stand side by side.
    CREATE TABLE grants (
      mailbox TEXT NOT NULL REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      slot TEXT NOT NULL,               -- 'kept' (OK was given) or 'pending'
      id TEXT NOT NULL,                 -- random; tells one sign-in from the next
      username TEXT,                    -- who signed in; none where the server does not tell
      person TEXT,                      -- that person's display name
      object_id TEXT,
      tenant TEXT,
      mail TEXT,
      addresses TEXT,                   -- JSON: other addresses, a list of texts
      identity_match TEXT NOT NULL,     -- 'same', 'alias', 'exception', 'other', 'not-told'
      scopes TEXT NOT NULL,             -- with spaces between, as RFC 6749 has them
      mode TEXT NOT NULL,               -- 'public' or 'secret': how the client showed itself
      flipped INTEGER NOT NULL,         -- whether the one flip between the modes was made
      client_id TEXT NOT NULL,          -- the values it was made, or last refreshed, under
      tenant_id TEXT NOT NULL,
      secret_fingerprint TEXT,
      bound_discovery TEXT NOT NULL,    -- the hosts its tokens may be sent to
      bound_token TEXT,
      signed_in INTEGER NOT NULL,
      accepted INTEGER,                 -- when OK was given
      refreshed INTEGER,                -- when the refresh token was last redeemed
      access_expires INTEGER NOT NULL,
      refreshable INTEGER NOT NULL,
      standing TEXT NOT NULL,           -- 'good', 'ended', 'used-up', 'secret-refused'
      standing_detail TEXT,             -- JSON: the refusal and its times
      graph TEXT,                       -- JSON: whether Graph told who the user is
      redeeming_since INTEGER,          -- a redemption began whose answer is not kept
      access BLOB NOT NULL,             -- sealed, bound to these hosts
      refresh BLOB,                     -- sealed, bound to these hosts
      PRIMARY KEY (mailbox, slot)
    ) STRICT, WITHOUT ROWID;
    """

  private static let signIn = """
    -- A sign-in that has begun and not ended.
    CREATE TABLE sign_in (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      id TEXT NOT NULL,
      method TEXT NOT NULL,             -- 'device-code'
      stage TEXT NOT NULL,              -- 'awaiting-login', 'awaiting-admin-consent', 'awaiting-ok'
      began INTEGER NOT NULL,
      who TEXT NOT NULL,
      token_endpoint TEXT NOT NULL,     -- the address that is polled
      scope TEXT NOT NULL,
      client_id TEXT NOT NULL,          -- the registration's values at the start
      tenant_id TEXT NOT NULL,
      secret_fingerprint TEXT,
      user_code TEXT,                   -- this and the next six: only while awaiting login
      verification_uri TEXT,
      verification_uri_complete TEXT,
      expires INTEGER,
      poll_interval INTEGER,            -- seconds
      mode TEXT,                        -- 'public' or 'secret'
      flipped INTEGER,
      refusal TEXT,                     -- JSON: why an admin must consent
      device_code BLOB,                 -- sealed, bound to the addresses above
      seal BLOB NOT NULL                -- of the addresses above and the code that is shown
    ) STRICT, WITHOUT ROWID;
    """

  private static let evidence = """
    -- The newest probe of a mailbox, and what it was made against.
    CREATE TABLE probe (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      at INTEGER NOT NULL,
      endpoint TEXT NOT NULL,           -- host:port that was spoken to
      pop_account TEXT NOT NULL,
      pop_server TEXT NOT NULL,
      port INTEGER NOT NULL,
      ssl_method TEXT NOT NULL,
      grant_id TEXT NOT NULL,           -- the grant it was made with, and its registration's values
      client_id TEXT NOT NULL,
      tenant_id TEXT NOT NULL,
      secret_fingerprint TEXT,
      access TEXT NOT NULL,             -- 'verified', 'denied', 'locked', 'server-trouble', 'broken'
      opened_as TEXT,                   -- for 'verified', with the two counts
      messages INTEGER,
      octets INTEGER,
      stage TEXT,                       -- where it was refused: 'dns', 'tcp', … 'quit'
      said TEXT,                        -- the server's own words
      failure TEXT,                     -- JSON: for 'broken', where the exchange broke off
      detail TEXT NOT NULL              -- JSON: stage by stage; read for one mailbox only
    ) STRICT, WITHOUT ROWID;

    -- The last refresh check: the refresh token redeemed with the secret in force.
    CREATE TABLE refresh_check (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      at INTEGER NOT NULL,
      endpoint TEXT NOT NULL,
      mode TEXT NOT NULL,               -- 'public' or 'secret'
      result TEXT NOT NULL,             -- 'passed', 'refused', 'network', 'reply'
      error TEXT,                       -- the OAuth error, or the kind of the failure, for readers
      ms REAL NOT NULL,
      detail TEXT                       -- JSON: the refusal or failure
    ) STRICT, WITHOUT ROWID;

    -- The last sign-in that ended without a grant, until one succeeds.
    CREATE TABLE attempt (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      at INTEGER NOT NULL,
      reason TEXT NOT NULL,             -- 'refused', 'network', 'reply', 'expired', 'declined',
                                        -- 'refused-here', 'wrong-person', 'not-accepted',
                                        -- 'no-refresh-token'
      detail TEXT                       -- JSON: the refusal, the failure, or the two persons
    ) STRICT, WITHOUT ROWID;
    """

  private static let journal = """
    -- Who did what; 10,000 lines are kept. No secret is in it.
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      mailbox TEXT,                     -- none for what concerns a registration or the program
      event TEXT NOT NULL,
      fields TEXT NOT NULL              -- JSON: names and texts
    ) STRICT;
    CREATE INDEX journal_mailbox ON journal(mailbox, seq);
    """

  private static let counts = """
    -- How many mailboxes a console counted in each display state; schema 2 keeps the states instead.
    CREATE TABLE state_count (
      state INTEGER PRIMARY KEY,        -- S1 to S16, by number
      mailboxes INTEGER NOT NULL,
      basis TEXT NOT NULL,              -- SHA-256 of the program's version and the settings in force
      until INTEGER,                    -- when a state may change by time alone
      revision INTEGER NOT NULL
    ) STRICT;
    """

  /// The state of each mailbox in place of sums that any change made worthless.
  static let second = """
    DROP TABLE state_count;

    -- In which display state a console found each mailbox, for the next one's first picture.
    CREATE TABLE mailbox_state (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON UPDATE CASCADE ON DELETE CASCADE,
      state INTEGER NOT NULL,           -- S1 to S16, by number
      until INTEGER                     -- when it may change by time alone
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mailbox_state_state ON mailbox_state(state);
    CREATE INDEX mailbox_state_until ON mailbox_state(until);

    -- At most one row: what these states were found by. Without it they count for nothing; with it they
    -- hold for all mailboxes but those that were changed after that revision.
    CREATE TABLE state_basis (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      basis TEXT NOT NULL,              -- SHA-256 of version, settings and registrations; while they
                                        -- are being written, whose claim that is
      revision INTEGER NOT NULL
    ) STRICT;
    """
}
