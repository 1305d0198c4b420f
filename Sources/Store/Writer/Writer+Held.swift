internal import Decision
internal import SyncProtocol

extension Writer {
    /// Applies held changes whose time has come, a turn of them. When none has, it costs no commit.
    ///
    /// - Returns: how many.
    @discardableResult
    func applyHeld(_ listener: CommitListener) throws(StoreError) -> Int {
        self.held.isLeft = false
        let turn = try self.heldTurn()
        guard let last = turn.last else { return 0 }
        self.held.last = last
        let count = try self.apply(turn, listener)
        // Each strand of a turn goes on, or is not due any more: so this comes to an end.
        self.held.isLeft = turn.isFull || count > 0
        return count
    }

    /// What is due.
    func heldTurn() throws(StoreError) -> HeldTurn {
        guard !self.state.directory.waiting.isEmpty else { return try self.heldTurn(in: nil) }
        return try self.driver.read { connection throws(StoreError) in
            try self.heldTurn(in: connection)
        }
    }

    private func heldTurn(in connection: (any SQLConnection)?) throws(StoreError) -> HeldTurn {
        try HeldTurn(
            self.state,
            behind: self.held.last,
            by: self.identity.suite,
            at: self.clock()
        ) { place, after, countMax, byteCountMax throws(StoreError) in
            guard let connection else { return [] }
            do throws(StoreError) {
                return try StoredChange.page(
                    feed: Directory.id(place),
                    after: after,
                    countMax: countMax,
                    byteCountMax: byteCountMax,
                    connection
                )
            } catch {
                // One strand on a damaged page does not stop the others.
                guard error.isDamage else { throw error }
                return []
            }
        }
    }

    /// Applies a turn; when it cannot be stored, its parts by themselves, so that one strand does not stop the others.
    private func apply(
        _ turn: HeldTurn,
        _ listener: CommitListener
    ) throws(StoreError) -> Int {
        do throws(StoreError) {
            var foresight = Foresight(self.state)
            foresight.expect(turn)
            let commit = try self.transact(foresight.needs) { (transaction) throws(Interruption) in
                try transaction.applyHeld(turn)
            }
            listener.tell(commit)
            return commit.value
        } catch {
            guard error.isDataFault || error.isDamage else { throw error }
            let parts = turn.division
            if parts.isEmpty { try self.setAside(turn, error, listener) }
            var count = 0
            for part in parts { count += try self.apply(part, listener) }
            return count
        }
    }

    private func setAside(
        _ turn: HeldTurn,
        _ error: StoreError,
        _ listener: CommitListener
    ) throws(StoreError) {
        listener.fail(error, batches: [])
        do throws(StoreError) {
            listener.tell(
                try self.transact { (transaction) throws(Interruption) in
                    try transaction.setAsideHeld(turn, because: error.english)
                }
            )
        } catch {
            guard error.isDataFault || error.isDamage else { throw error }
            listener.tell(
                try self.transact { (transaction) throws(Interruption) in
                    try transaction.setAsideHeld(turn, because: nil)
                }
            )
        }
    }
}
