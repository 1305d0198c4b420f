package import SyncProtocol

extension OfficeStore {
    /// Changes do not seem to be on the disk as they were written: looks at them again, puts right what can
    /// be, and tells people of the rest.
    package func noteDamage(_ changes: [ChangePlace]) async throws(StoreError) {
        guard !changes.isEmpty else { return }
        _ = try await self.commit { writer, transaction throws(StoreError) in
            try writer.noteDamage(changes, transaction)
        }
    }

    /// A neighbour has refused a change: looks whether it is one that the disk has not kept.
    ///
    /// - Returns: where it is damaged here, by the names of our strands.
    package func examine(_ refused: ChangePlace) async throws(StoreError) -> [ChangePlace] {
        // A neighbour may refuse as often as it likes: what is whole costs no commit.
        let suspects = try await self.perform { writer throws(StoreError) in
            try writer.suspects(refused)
        }
        guard !suspects.isEmpty else { return [] }
        return try await self.commit { writer, transaction throws(StoreError) in
            try writer.noteDamage(suspects, transaction)
        }
    }

    /// Nobody has a change of our own that is damaged here: withdraws it with all that stands behind it in
    /// its feed, and writes that again in a new incarnation.
    package func rewrite(_ change: ChangePlace) async throws(StoreError) {
        try await self.commit { writer, transaction throws(StoreError) in
            guard try !writer.noteDamage([change], transaction).isEmpty else { return }
            try writer.rewrite(change, transaction)
        }
    }

    /// Changes that are damaged here and that neighbours are asked for, at most so many.
    package func damagedChanges(max: Int = .max) throws(StoreError) -> [DamagedChange] {
        let own = self.identity.path
        return try self.driver.read { connection throws(StoreError) in
            let rows = try connection.map(
                """
                SELECT position, noticed_at FROM damage WHERE standing <> ?1
                ORDER BY position LIMIT ?2
                """,
                .integer(DamageTable.Standing.withdrawn.rawValue),
                .integer(max)
            ) { row in (row.integer(0), row.integer(1)) }
            guard !rows.isEmpty else { return [] }
            let directory = try Directory(own: own, from: connection)
            return rows.compactMap { position, at in
                let place = Directory.place(ChangePosition.feed(position))
                guard directory.feeds.indices.contains(place) else { return nil }
                return DamagedChange(
                    change: ChangePlace(
                        feed: directory.feeds[place].feed,
                        number: ChangePosition.number(position)
                    ),
                    noticedAt: at
                )
            }
        }
    }

    /// Runs a body in a transaction of its own and tells the relay what became durable.
    private func commit<Value: Sendable>(
        _ body: @escaping @Sendable (Writer, StoreTransaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let handler = self.handler
        return try await self.perform { writer throws(StoreError) in
            let (value, transaction) = try writer.transact { transaction throws(StoreError) in
                try body(writer, transaction)
            }
            handler.value?(transaction.report, transaction.notices)
            return value
        }
    }
}

/// A change that is damaged here.
package struct DamagedChange: Sendable, Hashable {
    package let change: ChangePlace
    /// UTC milliseconds.
    package let noticedAt: Int64
}
