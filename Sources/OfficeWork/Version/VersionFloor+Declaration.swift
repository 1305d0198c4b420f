internal import SyncProtocol

extension VersionFloor {
    /// The lowest version that may write a kind of record.
    package static let declaration = RecordDeclaration(
        number: RecordKind.versionFloor.rawValue,
        code: "version-floor",
        name: DeclaredName("版本下限", "version floor"),
        space: .roster,
        key: .bytes,
        entering: .byCommand("floor set"),
        fields: [
            FieldDeclaration(
                VersionFloorField.version,
                "version",
                DeclaredName("版本", "version"),
                .choice(.integer(1...Int64(UInt32.max))),
                // Of several the greatest counts: nothing is left to be settled.
                role: .bookkeeping,
                presence: .filled
            )
        ]
    )
}
