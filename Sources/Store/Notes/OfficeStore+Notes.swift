package import SyncProtocol

extension OfficeStore {
    /// Keeps notes that were checked, and says what became of each. When this returns, the disk has
    /// them.
    ///
    /// - Parameter peer: who brought them; nil for our own.
    package func keep(
        _ notes: [VerifiedNote],
        from peer: OfficePath?
    ) async throws(StoreError) -> [NoteVerdict] {
        // Readers who wait for news see what notes tell, too.
        try await self.transact { writer, transaction throws(StoreError) in
            var verdicts: [NoteVerdict] = []
            for note in notes {
                verdicts.append(try writer.keep(note, from: peer, transaction))
            }
            return verdicts
        }
    }

    /// Puts a receipt into quarantine that names another change than ours, and tells people about it.
    ///
    /// - Parameters:
    ///   - position: the change that it names.
    ///   - peer: who brought it.
    package func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath
    ) async throws(StoreError) {
        try await self.transact { writer, transaction throws(StoreError) in
            try writer.accuse(note, position, from: peer, transaction)
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
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                try transaction.connection.run(
                    """
                    DELETE FROM note_delivery WHERE peer = ?1 AND kind = ?2
                        AND (?3 IS NULL OR EXISTS (SELECT 1 FROM note
                            WHERE note.kind = ?2 AND note.subject = note_delivery.subject
                                AND note.signer = note_delivery.signer AND note.kept_at >= ?3))
                    """,
                    .text(peer.description),
                    .integer(Int64(kind.rawValue)),
                    .optional(since)
                )
            }
        }
    }

    /// Remembers that a neighbour has notes on its disk, so that they are not sent to it again.
    package func settle(_ ids: [NoteID], with peer: OfficePath) async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in
            _ = try writer.transact { transaction throws(StoreError) in
                for id in ids { try writer.settle(id, with: peer, transaction) }
            }
        }
    }
}
