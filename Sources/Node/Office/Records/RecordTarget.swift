import Admin
import OfficeWork
import Store
import SyncProtocol

/// A record that is here, and what is declared of its kind.
struct RecordTarget: Sendable {
    let kind: RecordDeclaration
    let reference: RecordReference
    let state: RecordState
    /// What people call the record: its number, title or name, or the number of the directive that it is about; nil where
    /// it has none.
    let title: String?

    init(
        _ kind: RecordDeclaration,
        _ reference: RecordReference,
        _ state: RecordState,
        _ snapshot: StoreSnapshot
    ) throws(StoreError) {
        self.kind = kind
        self.reference = reference
        self.state = state
        self.title = try Self.title(kind, reference.record, state, snapshot)
    }

    /// A record that is not here yet.
    init(of kind: RecordDeclaration, _ reference: RecordReference, _ entries: RecordEntries) {
        self.kind = kind
        self.reference = reference
        self.state = RecordState()
        self.title =
            [kind.index?.number, kind.index?.title].compactMap { $0 }
            .compactMap { entries.entry($0)?.content?.value?.text }.first
    }

    /// - Parameter office: to which the record belongs.
    /// - Throws: ``APIError`` when there is no such kind, or no such record of the office.
    init(
        _ place: RecordPlace,
        of office: OfficePath,
        _ catalogue: RecordCatalogue,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws {
        let naming = RecordNaming(catalogue: catalogue, snapshot: snapshot, roster: roster)
        let (kind, reference) = try naming.reference(place, of: office)
        guard
            let state = try snapshot.records.record(reference.record, in: reference.space)
        else {
            throw RecordFault.unknownRecord(place.id, of: kind, reference.space.owner)
        }
        try self.init(kind, reference, state, snapshot)
    }

    /// As its kind writes its key.
    var id: String { self.kind.key.text(self.reference.record.key) }

    var office: OfficePath { self.reference.space.owner }

    private static func title(
        _ kind: RecordDeclaration,
        _ record: RecordID,
        _ state: RecordState,
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> String? {
        if kind.key == .of(RecordKind.directive.rawValue) {
            guard let id = DirectiveID(bytes: record.key) else { return nil }
            return try snapshot.directives.one(id: id)?.directive.number
        }
        for code in ["number", "title", "name"] {
            guard let field = kind.field(code: code), let value = state.choice(field.number),
                case .text(let text) = RecordReading.shown(value, in: field)
            else { continue }
            return text
        }
        return nil
    }
}
