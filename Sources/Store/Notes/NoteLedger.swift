internal import Decision
package import SyncProtocol

/// Where a store keeps notes, and what it remembers of who has them.
package struct NoteLedger: Sendable {
    let store: OfficeStore

    /// Keeps notes that were checked, and says what became of each. When this returns, the disk has
    /// them.
    ///
    /// - Parameter peer: who brought them; nil for our own.
    package func keep(
        _ notes: [VerifiedNote],
        from peer: OfficePath?
    ) async throws(StoreError) -> [NoteVerdict] {
        // Readers who wait for news see what notes tell, too.
        try await self.store.keep { foresight in
            for note in notes { foresight.expect(note) }
        } _: { (transaction) throws(Interruption) in
            try transaction.keep(notes, from: peer)
        }
    }

    /// Puts a confirmation into quarantine that names another change than ours, and tells people about it.
    ///
    /// - Parameters:
    ///   - position: the change that it names.
    ///   - peer: who brought it.
    package func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath
    ) async throws(StoreError) {
        try await self.store.keep { (transaction) throws(Interruption) in
            try transaction.accuse(note, position, from: peer)
        }
    }

    /// Remembers no more which notes of a kind a neighbour has on its disk.
    ///
    /// - Parameter since: of those that have been kept here since, UTC milliseconds; nil for all.
    package func forgetDeliveries(
        of kind: NoteKind,
        to peer: OfficePath,
        since: Int64? = nil
    ) async throws(StoreError) {
        try await self.store.keep { transaction in
            transaction.forgetDeliveries(of: kind, to: peer, since: since)
        }
    }

    /// Remembers that a neighbour has notes on its disk, so that they are not sent to it again.
    package func settle(_ ids: [NoteID], with peer: OfficePath) async throws(StoreError) {
        try await self.store.keep {
            $0.expect(ids)
        } _: { (transaction) throws(Interruption) in
            try transaction.settle(ids, with: peer)
        }
    }
}
