import Admin
import OfficeWork
import Store
import SyncProtocol

/// Finds which record people and programs mean: by its kind, its key and its office.
struct RecordNaming {
    let catalogue: RecordCatalogue
    let snapshot: StoreSnapshot
    let roster: Roster

    /// - Throws: ``APIError`` when there is no such kind.
    static func kind(
        _ code: String,
        of catalogue: RecordCatalogue
    ) throws(APIError) -> RecordDeclaration {
        guard let kind = catalogue.kind(code: code) else {
            throw RecordFault.unknownKind(code, catalogue)
        }
        return kind
    }

    /// The record that is meant, whether it is here or not.
    ///
    /// - Parameter office: to which it belongs, where its key does not say so.
    /// - Throws: ``APIError`` when there is no such kind, or the id is none of it.
    func reference(
        _ place: RecordPlace,
        of office: OfficePath
    ) throws -> (kind: RecordDeclaration, reference: RecordReference) {
        let kind = try Self.kind(place.kind, of: self.catalogue)
        var owner = office
        var key = kind.key.key(place.id)
        if kind.key == .office, place.office == nil {
            // An office stands in the roster of its parent, the root in its own.
            let path = try self.roster.find(place.id, field: "id")
            (owner, key) = (path.parent ?? path, Array(path.office.text.utf8))
        }
        if key == nil, Self.isNamedByDirective(kind) {
            // People know a directive by its number.
            let found = try DirectiveLookup(self.snapshot, self.roster).find(place.id)
            key = found.directive.id.bytes
            if kind.space == .directives, place.office == nil { owner = found.issuer }
        }
        guard let record = key.flatMap({ RecordID(kind: kind.number, key: $0) }) else {
            throw RecordFault.badID(place.id, of: kind)
        }
        return (kind, RecordReference(record, in: SpaceID(kind.space, of: owner)))
    }

    /// Whether records of a kind are directives, or each is about one.
    private static func isNamedByDirective(_ kind: RecordDeclaration) -> Bool {
        let directive = RecordKind.directive.rawValue
        return kind.number == directive || kind.key == .of(directive)
    }
}
