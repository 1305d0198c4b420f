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

    /// - Parameter office: to which the record belongs.
    /// - Throws: ``APIError`` when there is no such kind, or no such record of the office.
    init(
        _ place: RecordPlace,
        of office: OfficePath,
        _ catalogue: RecordCatalogue,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws {
        guard let kind = catalogue.kind(code: place.kind) else {
            throw RecordFault.unknownKind(place.kind, catalogue)
        }
        var owner = office
        var key = kind.key.key(place.id)
        if kind.key == .office, place.office == nil {
            // An office stands in the roster of its parent, the root in its own.
            let path = try roster.find(place.id, field: "id")
            (owner, key) = (path.parent ?? path, Array(path.office.text.utf8))
        }
        if key == nil, Self.isNamedByDirective(kind) {
            // People know a directive by its number.
            let found = try DirectiveLookup(snapshot, roster).find(place.id)
            key = found.directive.id.bytes
            if kind.space == .directives, place.office == nil { owner = found.issuer }
        }
        guard let record = key.flatMap({ RecordID(kind: kind.number, key: $0) }) else {
            throw RecordFault.badID(place.id, of: kind)
        }
        let space = SpaceID(kind.space, of: owner)
        guard let state = try snapshot.records.record(record, in: space) else {
            throw RecordFault.unknownRecord(place.id, of: kind, owner)
        }
        try self.init(kind, RecordReference(record, in: space), state, snapshot)
    }

    /// Whether records of a kind are directives, or each is about one.
    private static func isNamedByDirective(_ kind: RecordDeclaration) -> Bool {
        let directive = RecordKind.directive.rawValue
        return kind.number == directive || kind.key == .of(directive)
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
