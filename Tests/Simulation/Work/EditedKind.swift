package import OfficeWork
package import SyncProtocol

/// The kinds of records that people edit in a simulation: declared like those of a node, and every node knows them.
package enum EditedKind {
    /// Of an office's reports: the offices above it write in them, too.
    package static let report: UInt16 = 901
    /// Of a case.
    package static let matter: UInt16 = 902

    /// All of type `choice`.
    package static let fields: [UInt16] = [1, 2, 3, 4]
    private static let charactersMax = 40

    package static let catalogue = RecordCatalogue(
        RecordCatalogue.standard.all + [
            declaration(Self.report, "edited", in: .reports),
            declaration(Self.matter, "matter", in: .case),
        ]
    )

    private static func declaration(
        _ number: UInt16,
        _ code: String,
        in space: SpaceKind
    ) -> RecordDeclaration {
        RecordDeclaration(
            number: number,
            code: code,
            name: DeclaredName("记录", code),
            space: space,
            key: .bytes,
            authority: .writers,
            fields: Self.fields.map { field in
                FieldDeclaration(
                    field,
                    "part\(field)",
                    DeclaredName("第\(field)部分", "part \(field)"),
                    .choice(.line(charactersMax: Self.charactersMax))
                )
            }
        )
    }

    /// A record with a small key: nil in a space in which none lies.
    package static func record(_ key: UInt8, in space: SpaceID) -> RecordReference? {
        let kinds = [Self.report, Self.matter]
        return kinds.first { self.catalogue[$0]?.space == space.kind }
            .flatMap { RecordID(kind: $0, key: [key]) }.map { RecordReference($0, in: space) }
    }
}
