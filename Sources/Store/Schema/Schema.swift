internal import Decision

/// The tables and how they came to be. A migration that has been shipped never changes.
enum Schema {
    private static let migrations: [StaticString] = [
        Self.first, Self.reportPeriods, Self.directiveTimes, Self.directiveAnswers, Self.damage,
        Self.directiveNumbers, Self.formerListings, Self.packedTotals,
    ]

    static var version: Int { Self.migrations.count }

    /// Brings the tables up to date and gives back the version that was found.
    @discardableResult
    static func migrate(_ connection: any SQLConnection) throws(StoreError) -> Int {
        try connection.script(
            """
            CREATE TABLE IF NOT EXISTS meta(
                key TEXT NOT NULL PRIMARY KEY, number INTEGER, bytes BLOB
            ) WITHOUT ROWID
            """
        )
        let found = Int(
            clamping: try connection.integer("SELECT number FROM meta WHERE key = 'schema'")
        )
        guard found <= Self.version else { throw .tooNew(found: found, known: Self.version) }
        for number in found..<Self.version {
            try connection.transaction { () throws(StoreError) in
                try connection.script(Self.migrations[number])
                try Meta.schema.set(.number(Int64(number + 1)), connection)
            }
        }
        return found
    }

    /// Long names get a local integer once (`office`, `space`, `author`, `feed`), which never leaves
    /// the store; whatever is written per change has ordered integer keys.
    private static let first: StaticString = """
        CREATE TABLE commit_point(
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            token BLOB NOT NULL,
            previous_token BLOB NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE office(
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            parent INTEGER,
            level TEXT,
            name TEXT,
            name_english TEXT,
            hosted_by TEXT
        );
        CREATE INDEX office_by_parent ON office(parent);
        CREATE TABLE space(
            id INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            digest_sum BLOB NOT NULL,
            digest_count INTEGER NOT NULL,
            UNIQUE (kind, owner)
        );
        CREATE TABLE author(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL UNIQUE);
        CREATE TABLE feed(
            id INTEGER PRIMARY KEY,
            space INTEGER NOT NULL,
            author INTEGER NOT NULL,
            incarnation INTEGER NOT NULL,
            base INTEGER NOT NULL,
            branch BLOB NOT NULL,
            suite INTEGER NOT NULL,
            public_key BLOB NOT NULL,
            office INTEGER NOT NULL,
            head_number INTEGER NOT NULL,
            head_digest BLOB NOT NULL,
            head_stamp INTEGER NOT NULL,
            applied_number INTEGER NOT NULL,
            byte_count INTEGER NOT NULL,
            is_split INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            UNIQUE (space, author, incarnation, base, branch)
        );
        CREATE TABLE change(
            position INTEGER PRIMARY KEY,
            digest BLOB NOT NULL,
            body BLOB NOT NULL,
            signature BLOB NOT NULL
        );
        CREATE TABLE record(
            space INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            key BLOB NOT NULL,
            state BLOB NOT NULL,
            is_unknown INTEGER NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (space, kind, key)
        ) WITHOUT ROWID;
        CREATE INDEX record_unknown ON record(space) WHERE is_unknown = 1;
        CREATE TABLE version_floor(
            office INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (office, kind)
        ) WITHOUT ROWID;
        CREATE TABLE directive(
            issued_on TEXT NOT NULL,
            space INTEGER NOT NULL,
            id BLOB NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (issued_on, space, id)
        ) WITHOUT ROWID;
        CREATE INDEX directive_by_id ON directive(id);
        CREATE INDEX directive_by_number ON directive(number);
        CREATE TABLE receipt(
            directive BLOB NOT NULL,
            office INTEGER NOT NULL,
            issuer TEXT NOT NULL,
            delivered_at INTEGER,
            opened_at INTEGER,
            signed_at INTEGER,
            signed_by TEXT,
            PRIMARY KEY (directive, office)
        ) WITHOUT ROWID;
        CREATE TABLE reply(
            directive BLOB NOT NULL,
            office INTEGER NOT NULL,
            issuer TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (directive, office)
        ) WITHOUT ROWID;
        CREATE TABLE report(
            submitted_at INTEGER NOT NULL,
            office INTEGER NOT NULL,
            id BLOB NOT NULL,
            PRIMARY KEY (submitted_at, office, id)
        ) WITHOUT ROWID;
        CREATE INDEX report_by_office ON report(office, submitted_at, id);
        CREATE TABLE succession(
            declared_by TEXT NOT NULL,
            old_path TEXT NOT NULL,
            new_paths TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (declared_by, old_path)
        ) WITHOUT ROWID;
        CREATE TABLE attachment(
            id INTEGER PRIMARY KEY,
            content BLOB NOT NULL,
            space INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            key BLOB NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            byte_count INTEGER NOT NULL,
            UNIQUE (space, kind, key, content)
        );
        CREATE INDEX attachment_by_content ON attachment(content);
        CREATE TABLE rollup(
            office INTEGER NOT NULL,
            period TEXT NOT NULL,
            indicator INTEGER NOT NULL,
            own INTEGER,
            own_conflicts INTEGER NOT NULL,
            total INTEGER NOT NULL,
            offices INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (office, period, indicator)
        ) WITHOUT ROWID;
        CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            space TEXT,
            author BLOB,
            incarnation INTEGER,
            number INTEGER,
            peer TEXT NOT NULL,
            body BLOB NOT NULL,
            signature BLOB NOT NULL,
            byte_count INTEGER NOT NULL,
            times INTEGER NOT NULL,
            received_at INTEGER NOT NULL
        );
        CREATE TABLE audit(
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            user TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL
        );
        CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
        CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
        CREATE TABLE token(
            hash BLOB NOT NULL PRIMARY KEY,
            office TEXT NOT NULL,
            level TEXT NOT NULL,
            name TEXT NOT NULL,
            name_english TEXT,
            made_by TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER,
            used_by BLOB
        ) WITHOUT ROWID;
        CREATE TABLE certificate(
            id INTEGER PRIMARY KEY,
            peer TEXT NOT NULL,
            ours BLOB NOT NULL,
            theirs BLOB NOT NULL
        );
        CREATE INDEX certificate_by_peer ON certificate(peer, id);
        CREATE TABLE event(
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            chinese TEXT NOT NULL,
            english TEXT NOT NULL,
            subject TEXT
        );
        CREATE TABLE note(
            kind INTEGER NOT NULL,
            subject BLOB NOT NULL,
            signer TEXT NOT NULL,
            at INTEGER NOT NULL,
            id BLOB NOT NULL,
            body BLOB NOT NULL,
            author BLOB NOT NULL,
            signature BLOB NOT NULL,
            chain BLOB,
            kept_at INTEGER NOT NULL,
            PRIMARY KEY (kind, subject, signer)
        ) WITHOUT ROWID;
        CREATE INDEX note_by_id ON note(id);
        CREATE TABLE note_delivery(
            peer TEXT NOT NULL,
            kind INTEGER NOT NULL,
            subject BLOB NOT NULL,
            signer TEXT NOT NULL,
            id BLOB NOT NULL,
            PRIMARY KEY (peer, kind, subject, signer)
        ) WITHOUT ROWID;
        CREATE TABLE confirmation(
            feed INTEGER NOT NULL,
            reader TEXT NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (feed, reader, number)
        ) WITHOUT ROWID;
        """

    /// Lists of reports are asked for by period.
    private static let reportPeriods: StaticString = """
        ALTER TABLE report ADD COLUMN period TEXT NOT NULL DEFAULT '';
        """

    /// Directives of one day are listed by the time at which they were written.
    private static let directiveTimes: StaticString = """
        ALTER TABLE directive ADD COLUMN written_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX directive_newest ON directive(issued_on, written_at, id);
        """

    /// Whom a directive addresses follows from when offices were listed; reports answer directives, and replies
    /// may be at odds.
    private static let directiveAnswers: StaticString = """
        ALTER TABLE office ADD COLUMN listing TEXT;
        ALTER TABLE reply ADD COLUMN versions INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE report ADD COLUMN directive TEXT;
        CREATE INDEX report_by_directive ON report(directive, submitted_at)
            WHERE directive IS NOT NULL;
        CREATE INDEX reply_at_odds ON reply(office) WHERE versions > 1;
        """

    /// Changes of which the disk has not kept what was written; see ``DamageTable``.
    private static let damage: StaticString = """
        CREATE TABLE damage(
            position INTEGER PRIMARY KEY,
            standing INTEGER NOT NULL,
            noticed_at INTEGER NOT NULL
        );
        """

    /// What a directive's number takes, so that no other one of its issuer is given it: of one with several
    /// unsettled numbers all of them.
    private static let directiveNumbers: StaticString = """
        CREATE TABLE directive_number(
            space INTEGER NOT NULL,
            number TEXT NOT NULL,
            id BLOB NOT NULL,
            PRIMARY KEY (space, number, id)
        ) WITHOUT ROWID;
        """

    /// Words about moves say since when the office had stood at its old place.
    private static let formerListings: StaticString = """
        ALTER TABLE succession ADD COLUMN listing TEXT NOT NULL DEFAULT '';
        """

    /// All totals of an office and a period lie in one row (see ``Totals``); `own` lists the indicators of which the
    /// office itself has a figure, between commas. What is derived is derived anew.
    private static let packedTotals: StaticString = """
        DROP TABLE rollup;
        CREATE TABLE totals(
            office INTEGER NOT NULL,
            period TEXT NOT NULL,
            own TEXT,
            reported INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (office, period)
        ) WITHOUT ROWID;
        CREATE INDEX totals_reporters ON totals(period, office) WHERE own IS NOT NULL;
        ALTER TABLE audit RENAME COLUMN user TO actor;
        DELETE FROM meta WHERE key LIKE 'past\\_%' ESCAPE '\\';
        """

    /// Takes away all that can be derived from the feeds again.
    static let clearDerived: StaticString = """
        DELETE FROM record;
        DELETE FROM directive;
        DELETE FROM directive_number;
        DELETE FROM receipt;
        DELETE FROM reply;
        DELETE FROM report;
        DELETE FROM attachment;
        DELETE FROM totals;
        DELETE FROM version_floor;
        DELETE FROM succession;
        UPDATE office SET level = NULL, name = NULL, name_english = NULL, hosted_by = NULL,
            listing = NULL;
        """
}
