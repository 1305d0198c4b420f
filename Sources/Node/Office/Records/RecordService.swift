import Admin
import OfficeWork
import Store
import SyncProtocol

/// Records of every kind, by what is declared of it.
struct RecordService: Sendable {
    let context: OfficeContext
    let attachments: AttachmentService

    /// What is declared of each kind.
    func kinds() -> [RecordKindDetail] { self.context.catalogue.all.map { RecordKindDetail($0) } }

    func records(
        _ code: String,
        _ query: RecordQuery,
        _ page: PageRequest
    ) async throws -> RecordList {
        let (words, kind) = (
            self.words, try RecordNaming.kind(code, of: self.context.catalogue)
        )
        return try await self.context.read { snapshot, roster in
            let listing = RecordListing(
                kind: kind,
                snapshot: snapshot,
                roster: roster,
                words: words
            )
            return try listing.list(query, page)
        }
    }

    func record(_ place: RecordPlace) async throws -> RecordDetail {
        let words = self.words
        return try await self.read(place) { target, snapshot, roster in
            let history = try snapshot.histories.history(of: target.reference)
            return words.detail(target, history.touches, roster)
        }
    }

    func history(_ place: RecordPlace) async throws -> RecordHistory {
        let words = self.words
        return try await self.read(place) { target, snapshot, roster in
            words.history(target, try snapshot.histories.history(of: target.reference), roster)
        }
    }

    func conflicts(_ page: PageRequest) async throws -> Page<RecordConflict> {
        let (words, catalogue) = (self.words, self.context.catalogue)
        return try await self.context.read { snapshot, roster in
            let found = try snapshot.records.conflicts(try page.range(of: .conflicts))
            return try Page(found) { row in
                guard let kind = catalogue[row.reference.record.kind] else {
                    throw StoreError.damaged(detail: "a conflict of an unknown kind")
                }
                let target = try RecordTarget(kind, row.reference, row.state, snapshot)
                let history = try snapshot.histories.history(of: row.reference)
                return words.conflict(target, at: row.at, history.touches, roster)
            }
        }
    }

    private var words: RecordWords { RecordWords(attachments: self.attachments) }

    private func read<Answer: Sendable>(
        _ place: RecordPlace,
        _ body: @escaping @Sendable (RecordTarget, StoreSnapshot, Roster) throws -> Answer
    ) async throws -> Answer {
        let catalogue = self.context.catalogue
        return try await self.context.read { snapshot, roster in
            let target = try RecordTarget(
                place,
                of: try place.office.map { try roster.find($0, field: "office") } ?? roster.own,
                catalogue,
                snapshot,
                roster
            )
            return try body(target, snapshot, roster)
        }
    }
}
