internal import Decision
package import OfficeWork
package import SyncProtocol

/// What a snapshot says of who wrote a record, and when.
///
/// It is read out of the feeds themselves: what is signed there is the history, and an index beside them would be one
/// more thing that could be wrong.
package struct StoredHistories {
    /// All changes of a space that touched a record, as far as it was looked for them.
    package struct History: Sendable {
        /// The latest first.
        package let touches: [RecordTouch]
        /// Whether older changes were not looked at, or some are damaged here.
        package let isCut: Bool
    }

    /// So many changes of a space are looked at for one record, from the latest back.
    private static let changesMax = 20_000
    /// The same in bytes.
    private static let byteCountMax = 64 * 1024 * 1024
    private static let pageBytesMax = 1024 * 1024

    let connection: any SQLConnection
    let directory: Directory
    let suite: SignatureSuite
    /// Whose word counts in which records.
    let catalogue: RecordCatalogue

    package func history(of reference: RecordReference) throws(StoreError) -> History {
        guard let space = self.directory.space(reference.space) else {
            return History(touches: [], isCut: false)
        }
        var search = Search(record: reference.record)
        // What somebody wrote whose word does not count in the record is no part of its history.
        for place in self.directory.feeds.indices
        where self.directory.feeds[place].space == space
            && self.catalogue.admits(
                self.directory.feeds[place].key.path,
                to: reference.record.kind,
                in: reference.space
            )
        {
            try self.search(place, &search)
        }
        let touches = search.touches.sorted { ($1.stamp, $1.change) < ($0.stamp, $0.change) }
        return History(touches: touches, isCut: search.isCut)
    }

    private struct Search {
        let record: RecordID
        var touches: [RecordTouch] = []
        var changes = 0
        var byteCount = 0
        var isCut = false

        var isOver: Bool {
            self.changes >= StoredHistories.changesMax
                || self.byteCount >= StoredHistories.byteCountMax
        }
    }

    /// Goes back through a feed, stretch by stretch.
    private func search(_ place: Int, _ search: inout Search) throws(StoreError) {
        let feed = self.directory.feeds[place]
        var last = feed.applied
        while last > feed.feed.base {
            guard !search.isOver else {
                search.isCut = true
                return
            }
            let page = try StoredChange.lastPage(
                feed: Directory.id(place),
                through: last,
                countMax: Self.changesMax - search.changes,
                byteCountMax: Self.pageBytesMax,
                self.connection
            )
            guard let first = page.last else {
                search.isCut = true
                return
            }
            search.changes += page.count
            for stored in page {
                search.byteCount += stored.signed.byteCount
                self.read(stored, of: feed, &search)
            }
            last = first.number - 1
        }
    }

    private func read(_ stored: StoredChange, of feed: FeedEntry, _ search: inout Search) {
        guard stored.signed.body.contains(search.record.key) else { return }
        guard stored.isWhole(by: self.suite),
            let change = try? Change(decoding: stored.signed.body),
            let edits = try? change.edits()
        else {
            search.isCut = true
            return
        }
        edits.forEachNumbered { edit, firstIndex in
            guard edit.record == search.record else { return }
            search.touches.append(
                RecordTouch(
                    change: ChangeID(prefixOf: stored.digest),
                    office: feed.key.path,
                    user: change.user,
                    stamp: change.stamp,
                    isSigned: self.suite.isValid(
                        stored.signed.signature,
                        over: stored.signed.signedBytes,
                        publicKey: feed.key.publicKey,
                        suite: feed.key.suite
                    ),
                    firstIndex: firstIndex,
                    fields: edit.fields
                )
            )
        }
    }
}
