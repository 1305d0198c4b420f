package import Decision
package import SyncProtocol

// What the node has to keep beside changes and notes.

extension OfficeStore {
    /// Stores a token and its audit row in one transaction.
    package func add(_ token: JoinPermit) async throws(StoreError) {
        try await self.keep { $0.add(token) }
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
    ) async throws(StoreError) -> JoinPermit.Use {
        try await self.keep { (transaction) throws(Interruption) in
            try transaction.useToken(hash, for: office, by: author)
        }
    }

    /// Records an event for people.
    package func record(_ event: StoreEvent) async throws(StoreError) {
        try await self.keep { $0.record(event) }
    }

    /// Keeps something that is no change, like a damaged frame or the greeting of an unknown peer.
    package func quarantine(_ unit: QuarantinedUnit) async throws(StoreError) {
        try await self.keep {
            $0.expect(unit)
        } _: { (transaction) throws(Interruption) in
            try transaction.quarantine(unit)
        }
    }

    /// Adds a row to the audit log, for acts that write nothing else here.
    ///
    /// - Parameter user: nil for what the node does by itself.
    package func audit(_ note: AuditNote, by user: String?) async throws(StoreError) {
        try await self.keep { $0.audit(note, by: user) }
    }

    /// Keeps the certificate of a link; the oldest ones of the neighbour give way.
    package func keep(
        ours: EqualityStatement,
        theirs: EqualityStatement
    ) async throws(StoreError) {
        try await self.keep { $0.keep(ours: ours, theirs: theirs) }
    }

    /// Everything that can come back has come: says so in an event.
    ///
    /// - Parameters:
    ///   - sources: the offices that gave changes back.
    ///   - asked: the neighbours that have nothing more of ours. What is missing can still be at the others.
    /// - Returns: the event; nil when nothing was being fetched back.
    @discardableResult
    package func concludePast(
        from sources: [String],
        asked: [OfficePath]
    ) async throws(StoreError) -> StoreEvent? {
        let listener = self.listener
        return try await self.perform { writer throws(StoreError) in
            guard writer.state.past.lost != nil else { return nil }
            let commit = try writer.transact { $0.concludePast(from: sources, asked: asked) }
            listener.tell(commit)
            return commit.value
        }
    }
}
