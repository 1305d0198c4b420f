package import Decision
package import SyncProtocol

/// The store at one moment: all answers out of one snapshot fit together.
///
/// It MUST NOT outlive the call that hands it out.
package struct StoreSnapshot {
    let connection: any SQLConnection
    /// Whose store it is, by which the tree hashes, and which kinds of records are known.
    let identity: StoreIdentity
    /// The store's version: rises with every commit.
    package let version: Int64
    /// What is in memory of offices, feeds, spaces and counts. It is of the last commit that was acknowledged when the
    /// snapshot was taken, or of one made since: never older than what a reader may have been told of.
    let state: StoreState

    private var own: OfficePath { self.identity.path }

    var suite: SignatureSuite { self.identity.suite }

    // MARK: Subjects

    package var offices: StoredOffices {
        StoredOffices(connection: self.connection, own: self.own, directory: self.directory)
    }

    package var directives: StoredDirectives {
        StoredDirectives(connection: self.connection, documents: self.documents)
    }

    package var documents: StoredDocuments {
        StoredDocuments(
            connection: self.connection,
            directory: self.directory,
            tally: self.state.tally.documents
        )
    }

    package var reports: StoredReports {
        StoredReports(
            connection: self.connection,
            suite: self.suite,
            directory: self.directory,
            documents: self.state.tally.documents,
            records: self.records
        )
    }

    package var totals: StoredTotals {
        StoredTotals(connection: self.connection, directory: self.directory)
    }

    package var notes: StoredNotes {
        StoredNotes(connection: self.connection, own: self.own, records: self.records)
    }

    package var feeds: StoredFeeds {
        StoredFeeds(connection: self.connection, directory: self.directory)
    }

    package var records: StoredRecords {
        StoredRecords(
            connection: self.connection,
            catalogue: self.identity.catalogue,
            unknownTotal: self.state.tally.documents.unknownRecords,
            conflictTotal: self.state.tally.documents.conflicts
        )
    }

    package var histories: StoredHistories {
        StoredHistories(
            connection: self.connection,
            directory: self.directory,
            suite: self.suite,
            catalogue: self.identity.catalogue
        )
    }

    package var journal: StoreJournal {
        StoreJournal(
            connection: self.connection,
            suite: self.suite,
            quarantined: self.state.quarantine.total.items
        )
    }

    package var attachments: StoredAttachments {
        StoredAttachments(connection: self.connection)
    }

    // MARK: The whole

    /// What is kept in memory of offices, spaces and feeds.
    package var directory: Directory { self.state.directory }

    /// How much there is here; kept, not counted.
    package var counts: StoreCounts {
        let tally = self.state.tally
        return StoreCounts(
            feeds: tally.feeds,
            changes: tally.changes,
            records: tally.records,
            held: tally.held,
            quarantined: self.state.quarantine.total.items,
            quarantineDropped: self.state.quarantine.dropped,
            incarnation: self.state.incarnation,
            unknownRecords: tally.documents.unknownRecords,
            conflicts: tally.documents.conflicts
        )
    }

    /// In which this node writes.
    package func incarnation() throws(StoreError) -> UInt64 {
        UInt64(bitPattern: try Meta.incarnation.number(self.connection) ?? 0)
    }

    /// One digest over the records of all spaces: equal at two offices exactly when their merged records are.
    package var stateDigest: Digest256 { self.state.tally.stateDigest }

    /// The same out of the digests of spaces. Spaces without records count as absent.
    static func stateDigest(
        over digests: some Sequence<(space: SpaceID, digest: SetDigest)>,
        by suite: SignatureSuite
    ) -> Digest256 {
        var sum = SetDigest()
        for (space, digest) in digests where digest.count != 0 {
            sum.insert(StoreTally.element(of: space, digest, by: suite))
        }
        return sum.value(by: suite)
    }

    /// What is being fetched back of our own past; nil when nothing is.
    package func lostPast() throws(StoreError) -> LostPast? {
        try LostPast.load(self.connection)
    }

    /// The latest certificate of the link to a neighbour; nil when there has never been one.
    package func latestCertificate(of peer: OfficePath) throws(StoreError) -> EqualityCertificate? {
        try self.connection.first(
            "SELECT id, ours, theirs FROM certificate WHERE peer = ?1 ORDER BY id DESC LIMIT 1",
            .text(peer.description)
        ) { row -> EqualityCertificate? in
            guard let ours = try? EqualityStatement(decoding: row.bytes(1)),
                let theirs = try? EqualityStatement(decoding: row.bytes(2))
            else { return nil }
            return EqualityCertificate(
                id: row.integer(0),
                peer: peer,
                ours: ours,
                theirs: theirs
            )
        }?
        .flatMap { $0 }
    }
}

extension OfficeStore {
    /// Lends a snapshot to the body. The body blocks its thread while it reads.
    ///
    /// - Throws: ``StoreError/unreadable(record:)`` when a row is not what was written; the writer derives all anew
    ///   then, by itself.
    package func read<Value>(
        _ body: (StoreSnapshot) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let (identity, published) = (self.identity, self.published)
        do throws(StoreError) {
            return try self.driver.read { connection throws(StoreError) in
                try body(
                    StoreSnapshot(
                        connection: connection,
                        identity: identity,
                        version: try connection.integer("SELECT number FROM commit_point"),
                        state: try published.get()
                    )
                )
            }
        } catch {
            self.damage.mend(after: error)
            throw error
        }
    }
}
