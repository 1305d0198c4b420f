import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// The lowest versions in which offices may write.
struct VersionService: Sendable {
    let context: OfficeContext

    func versionFloors() async throws -> [VersionFloorSummary] {
        let catalogue = self.context.catalogue
        return try await self.context.read { snapshot in
            try snapshot.offices.versionFloors().map { row in
                let kind = catalogue[row.floor.kind]
                return VersionFloorSummary(
                    kind: Int(row.floor.kind),
                    name: kind?.code,
                    version: Int64(row.floor.version),
                    ownVersion: kind.map { Int64($0.version) },
                    setBy: row.owner.office.text
                )
            }
        }
    }

    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement {
        let catalogue = self.context.catalogue
        let named = catalogue.kind(code: draft.kind)?.number
        guard let kind = named ?? UInt16(draft.kind) else {
            throw RosterFault.unknownKind(draft.kind)
        }
        guard let version = UInt32(exactly: draft.version), version > 0 else {
            throw RosterFault.badFloor
        }
        let part = VersionFloor(kind: kind, version: version).part(roster: self.context.office)
        let name = catalogue[kind]?.code ?? "\(kind)"
        let note = AuditNote(.versionFloorSet, "\(name) \(version)")
        let act = LocalAct(note, user: try caller.person, parts: [part])
        return try await self.context.acknowledged([String(kind)], act)
    }
}
