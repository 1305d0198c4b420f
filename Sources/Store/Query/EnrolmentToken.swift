private import OfficeWork
package import SyncProtocol

/// A single-use permission to join under this office. The token itself is never stored.
package struct EnrolmentToken: Sendable, Hashable {
    /// The hash of the token.
    package let hash: Digest256
    /// The office that may join.
    package let office: OfficePath
    package let level: Level
    package let name: String
    package let nameEnglish: String?
    package let madeBy: String
    /// UTC milliseconds.
    package let expiresAt: Int64

    package init(
        hash: Digest256,
        office: OfficePath,
        level: Level,
        name: String,
        nameEnglish: String?,
        madeBy: String,
        expiresAt: Int64
    ) {
        self.hash = hash
        self.office = office
        self.level = level
        self.name = name
        self.nameEnglish = nameEnglish
        self.madeBy = madeBy
        self.expiresAt = expiresAt
    }

    /// What comes of handing in a token.
    package enum Use: Sendable, Hashable {
        /// It was good, and is now used up.
        case accepted(EnrolmentToken)
        case unknown
        case expired
        case usedBefore
        /// It was made for another office; it stays good for that one.
        case wrongOffice
    }
}

extension OfficeStore {
    /// Stores a token and its audit row in one transaction.
    package func add(_ token: EnrolmentToken) async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                try writer.add(token, transaction)
            }
        }
    }

    /// Uses a token up: of two callers with the same token one gets it, whatever the timing. The one
    /// that got it may ask again until the token expires, since the answer may have been lost.
    ///
    /// - Parameters:
    ///   - hash: the hash of what was handed in.
    ///   - office: the office that wants to join.
    ///   - author: the signing key it wants to join with.
    package func useToken(
        _ hash: Digest256,
        for office: OfficePath,
        by author: AuthorID
    ) async throws(StoreError) -> EnrolmentToken.Use {
        try await self.transact { writer, transaction throws(StoreError) in
            try writer.useToken(hash, for: office, by: author, transaction)
        }
    }

    /// Records an event for people.
    package func record(_ event: StoreEvent) async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                try writer.record(event, transaction)
            }
        }
    }

    /// Keeps something that is no change, like a damaged frame or the greeting of an unknown peer.
    package func quarantine(_ unit: QuarantinedUnit) async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                try writer.quarantine(unit, transaction)
            }
        }
    }

    /// Adds a row to the audit log, for acts that write nothing else here.
    package func audit(
        user: String,
        action: String,
        subject: String
    ) async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                try writer.audit.append(
                    user: user,
                    action: action,
                    subject: subject,
                    transaction
                )
            }
        }
    }
}

extension Writer {
    fileprivate func add(
        _ token: EnrolmentToken,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        try transaction.connection.run(
            """
            INSERT INTO token(hash, office, level, name, name_english, made_by, made_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            .bytes(token.hash.bytes),
            .text(token.office.description),
            .text(token.level.rawValue),
            .text(token.name),
            .optional(token.nameEnglish),
            .text(token.madeBy),
            .integer(transaction.now),
            .integer(token.expiresAt)
        )
        try self.audit.append(
            user: token.madeBy,
            action: "invite",
            subject: token.office.description,
            transaction
        )
    }

    fileprivate func useToken(
        _ hash: Digest256,
        for office: OfficePath,
        by author: AuthorID,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> EnrolmentToken.Use {
        let found = try transaction.connection.first(
            """
            SELECT office, level, name, name_english, made_by, expires_at, used_by FROM token
            WHERE hash = ?1
            """,
            .bytes(hash.bytes)
        ) { row in (Self.token(row, hash), row.optionalBytes(6)) }
        guard let found, let token = found.0 else { return .unknown }
        guard token.office == office else { return .wrongOffice }
        guard transaction.now < token.expiresAt else { return .expired }
        if let user = found.1 { return user == author.bytes ? .accepted(token) : .usedBefore }
        try transaction.connection.run(
            "UPDATE token SET used_at = ?2, used_by = ?3 WHERE hash = ?1",
            .bytes(hash.bytes),
            .integer(transaction.now),
            .bytes(author.bytes)
        )
        try self.audit.append(
            user: token.madeBy,
            action: "enrol",
            subject: token.office.description,
            transaction
        )
        try self.endHosting(of: token.office, transaction)
        return .accepted(token)
    }

    /// An office that joins writes for itself from now on.
    private func endHosting(
        of office: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let end = OfficeContent.endOfHosting(of: office.office, roster: self.identity.path)
        let outcomes = try self.write([LocalAct(user: nil, parts: [end])], transaction)
        guard case .failure(let error)? = outcomes.first else { return }
        // Whoever is invited without standing in the roster is not hosted.
        if case .conflict = error { return }
        throw error
    }

    private static func token(_ row: any SQLRow, _ hash: Digest256) -> EnrolmentToken? {
        guard let office = OfficePath(text: row.text(0)), let level = Level(rawValue: row.text(1))
        else { return nil }
        return EnrolmentToken(
            hash: hash,
            office: office,
            level: level,
            name: row.text(2),
            nameEnglish: row.optionalText(3),
            madeBy: row.text(4),
            expiresAt: row.integer(5)
        )
    }
}
