internal import Decision

/// The tables, in the SQL that the engines share (see ``SQLConnection/create(_:)``).
package enum Schema {
    /// Raised whenever the tables change. Stores of lower versions are refused (decision 0023): those up to 8 were
    /// brought up to date step by step, by programs that nobody uses.
    static let version = 18

    /// Makes the tables of a new store; refuses a store of another version.
    package static func prepare(_ connection: any SQLConnection) throws(StoreError) {
        try connection.create(
            """
            CREATE TABLE IF NOT EXISTS meta(key TEXT NOT NULL PRIMARY KEY, number BIGINT, bytes BYTES)
            """
        )
        let found = Int(
            clamping: try connection.integer("SELECT number FROM meta WHERE key = 'schema'")
        )
        guard found <= Self.version else { throw .tooNew(found: found, known: Self.version) }
        guard found < Self.version else { return }
        guard found == 0 else { throw .tooOld(found: found, known: Self.version) }
        try connection.transaction { () throws(StoreError) in
            try connection.create(Self.tables)
            try connection.keepRows(of: "audit")
            try Meta.schema.set(.number(Int64(Self.version)), connection)
        }
    }

    /// Long names get a local integer once (`office`, `space`, `author`, `feed`), which never leaves
    /// the store; whatever is written per change has ordered integer keys. `totals.own` lists the indicators of
    /// which the office itself has a figure, between commas. `document_number` has all numbers that a record
    /// takes of which its issuer gives each once; `document.due` is a day by its number since 1970-01-01.
    private static let tables: StaticString = """
        CREATE TABLE commit_point(
            id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
            number BIGINT NOT NULL,
            token BYTES NOT NULL,
            previous_token BYTES NOT NULL,
            at BIGINT NOT NULL,
            summary BYTES
        );
        CREATE TABLE office(
            id BIGINT NOT NULL PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            parent BIGINT,
            level TEXT,
            name TEXT,
            name_english TEXT,
            hosted_by TEXT,
            listing TEXT,
            places BIGINT
        );
        CREATE INDEX office_by_parent ON office(parent);
        CREATE TABLE space(
            id BIGINT NOT NULL PRIMARY KEY,
            kind BIGINT NOT NULL,
            owner BIGINT NOT NULL,
            local BYTES NOT NULL,
            charter BYTES NOT NULL,
            digest_sum BYTES NOT NULL,
            digest_count BIGINT NOT NULL,
            UNIQUE (kind, owner, local)
        );
        CREATE TABLE author(id BIGINT NOT NULL PRIMARY KEY, bytes BYTES NOT NULL UNIQUE);
        CREATE TABLE feed(
            id BIGINT NOT NULL PRIMARY KEY,
            space BIGINT NOT NULL,
            author BIGINT NOT NULL,
            incarnation BIGINT NOT NULL,
            base BIGINT NOT NULL,
            branch BYTES NOT NULL,
            suite BIGINT NOT NULL,
            public_key BYTES NOT NULL,
            office BIGINT NOT NULL,
            head_number BIGINT NOT NULL,
            head_digest BYTES NOT NULL,
            head_stamp BIGINT NOT NULL,
            applied_number BIGINT NOT NULL,
            byte_count BIGINT NOT NULL,
            is_split BIGINT NOT NULL,
            last_at BIGINT NOT NULL,
            UNIQUE (space, author, incarnation, base, branch)
        );
        CREATE TABLE change(
            position BIGINT NOT NULL PRIMARY KEY,
            digest BYTES NOT NULL,
            body BYTES NOT NULL,
            signature BYTES NOT NULL
        );
        CREATE TABLE damage(
            position BIGINT NOT NULL PRIMARY KEY,
            standing BIGINT NOT NULL,
            noticed_at BIGINT NOT NULL
        );
        CREATE TABLE record(
            space BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            key BYTES NOT NULL,
            state BYTES NOT NULL,
            is_unknown BIGINT NOT NULL,
            position BIGINT NOT NULL,
            PRIMARY KEY (space, kind, key)
        );
        CREATE INDEX record_unknown ON record(space) WHERE is_unknown = 1;
        CREATE TABLE record_conflict(
            space BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            key BYTES NOT NULL,
            fields BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (space, kind, key)
        );
        CREATE INDEX record_conflict_newest ON record_conflict(at, space, kind, key);
        CREATE TABLE version_floor(
            office BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            version BIGINT NOT NULL,
            PRIMARY KEY (office, kind)
        );
        CREATE TABLE document(
            kind BIGINT NOT NULL,
            rank BIGINT NOT NULL,
            space BIGINT NOT NULL,
            key BYTES NOT NULL,
            number TEXT,
            period TEXT,
            about TEXT,
            due BIGINT,
            step BIGINT,
            PRIMARY KEY (kind, rank, space, key)
        );
        CREATE INDEX document_by_space ON document(space, kind, rank, key);
        CREATE INDEX document_by_number ON document(number, kind) WHERE number IS NOT NULL;
        CREATE INDEX document_by_period ON document(period, kind, rank, space, key)
            WHERE period IS NOT NULL;
        CREATE INDEX document_by_about ON document(about, kind, rank, space, key)
            WHERE about IS NOT NULL;
        CREATE INDEX document_directive ON document(key) WHERE kind = 10;
        CREATE TABLE document_number(
            space BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            number TEXT NOT NULL,
            key BYTES NOT NULL,
            PRIMARY KEY (space, kind, number, key)
        );
        CREATE TABLE receipt(
            directive BYTES NOT NULL,
            office BIGINT NOT NULL,
            issuer TEXT NOT NULL,
            delivered_at BIGINT,
            opened_at BIGINT,
            signed_at BIGINT,
            signed_by TEXT,
            PRIMARY KEY (directive, office)
        );
        CREATE TABLE reply(
            directive BYTES NOT NULL,
            office BIGINT NOT NULL,
            issuer TEXT NOT NULL,
            at BIGINT NOT NULL,
            versions BIGINT NOT NULL,
            PRIMARY KEY (directive, office)
        );
        CREATE TABLE succession(
            declared_by TEXT NOT NULL,
            old_path TEXT NOT NULL,
            new_paths TEXT NOT NULL,
            since BIGINT NOT NULL,
            listing TEXT NOT NULL,
            PRIMARY KEY (declared_by, old_path)
        );
        CREATE TABLE attachment(
            id BIGINT NOT NULL PRIMARY KEY,
            content BYTES NOT NULL,
            space BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            key BYTES NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            byte_count BIGINT NOT NULL,
            UNIQUE (space, kind, key, content)
        );
        CREATE INDEX attachment_by_content ON attachment(content);
        CREATE TABLE totals(
            office BIGINT NOT NULL,
            period TEXT NOT NULL,
            own TEXT,
            reported BIGINT NOT NULL,
            content BYTES NOT NULL,
            PRIMARY KEY (office, period)
        );
        CREATE INDEX totals_reporters ON totals(period, office) WHERE own IS NOT NULL;
        CREATE TABLE quarantine(
            id BIGINT NOT NULL PRIMARY KEY,
            digest BYTES NOT NULL UNIQUE,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            space TEXT,
            author BYTES,
            incarnation BIGINT,
            number BIGINT,
            peer TEXT NOT NULL,
            body BYTES NOT NULL,
            signature BYTES NOT NULL,
            byte_count BIGINT NOT NULL,
            times BIGINT NOT NULL,
            received_at BIGINT NOT NULL
        );
        CREATE TABLE audit(
            number BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            records TEXT NOT NULL,
            previous BYTES NOT NULL,
            hash BYTES NOT NULL
        );
        CREATE INDEX audit_by_actor ON audit(actor, number);
        CREATE TABLE token(
            hash BYTES NOT NULL PRIMARY KEY,
            office TEXT NOT NULL,
            level TEXT NOT NULL,
            name TEXT NOT NULL,
            name_english TEXT,
            made_by TEXT NOT NULL,
            made_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            used_at BIGINT,
            used_by BYTES
        );
        CREATE TABLE certificate(
            id BIGINT NOT NULL PRIMARY KEY,
            peer TEXT NOT NULL,
            ours BYTES NOT NULL,
            theirs BYTES NOT NULL
        );
        CREATE INDEX certificate_by_peer ON certificate(peer, id);
        CREATE TABLE event(
            id BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            details BYTES NOT NULL,
            subject TEXT
        );
        CREATE INDEX event_by_kind ON event(kind, at);
        CREATE TABLE note(
            kind BIGINT NOT NULL,
            subject BYTES NOT NULL,
            signer TEXT NOT NULL,
            at BIGINT NOT NULL,
            id BYTES NOT NULL,
            body BYTES NOT NULL,
            author BYTES NOT NULL,
            signature BYTES NOT NULL,
            chain BYTES,
            kept_at BIGINT NOT NULL,
            PRIMARY KEY (kind, subject, signer)
        );
        CREATE INDEX note_by_id ON note(id);
        CREATE TABLE note_delivery(
            peer TEXT NOT NULL,
            kind BIGINT NOT NULL,
            subject BYTES NOT NULL,
            signer TEXT NOT NULL,
            id BYTES NOT NULL,
            PRIMARY KEY (peer, kind, subject, signer)
        );
        CREATE TABLE confirmation(
            feed BIGINT NOT NULL,
            reader TEXT NOT NULL,
            number BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (feed, reader, number)
        );
        """

    /// All tables.
    static let tableNames: [String] = [
        "meta", "commit_point", "office", "space", "author", "feed", "change", "damage", "record",
        "record_conflict",
        "version_floor", "document", "document_number", "receipt", "reply",
        "succession", "attachment", "totals", "quarantine", "audit", "token", "certificate",
        "event", "note", "note_delivery", "confirmation",
    ]

    /// Takes away all that can be derived from the feeds again.
    static let clearDerived: [StaticString] = [
        "DELETE FROM record",
        "DELETE FROM record_conflict",
        "DELETE FROM document",
        "DELETE FROM document_number",
        "DELETE FROM receipt",
        "DELETE FROM reply",
        "DELETE FROM attachment",
        "DELETE FROM totals",
        "DELETE FROM version_floor",
        "DELETE FROM succession",
        """
        UPDATE office SET level = NULL, name = NULL, name_english = NULL, hosted_by = NULL,
            listing = NULL, places = NULL
        """,
    ]
}
