package import SyncProtocol

/// The fields of a version floor's record. The numbers are on the wire: never reuse one.
package enum VersionFloorField: UInt16, Sendable, CaseIterable {
    case version = 1
}

/// The lowest version in which records of a kind may be written, as an office's roster sets it for
/// itself and all below it. A program below the floor reads and relays such records, and writes none.
package struct VersionFloor: Hashable, Sendable {
    /// The number of a record kind. This program need not know it.
    package let kind: UInt16
    package let version: UInt32

    package init(kind: UInt16, version: UInt32) {
        self.kind = kind
        self.version = version
    }

    /// Nil when the key is no kind, or no believable version is given. Of several unsettled values the
    /// greatest counts: whoever asked for it had a reason.
    package init?(key: [UInt8], state: RecordState) {
        guard key.count == 2 else { return nil }
        let versions = state.choices(VersionFloorField.version.rawValue).compactMap {
            $0.value.integer.flatMap { UInt32(exactly: $0) }
        }
        guard let version = versions.max() else { return nil }
        self.kind = UInt16(key[0]) << 8 | UInt16(key[1])
        self.version = version
    }

    /// The same, unless the roster says so already.
    package func part(roster owner: OfficePath) -> LocalAct.Part {
        let intent = self.intent(roster: owner)
        let content = RecordContent(of: intent, [VersionFloorField.version.rawValue])
        return LocalAct.Part([intent], if: [.isNotSaid(content)])
    }

    /// What sets the floor in an office's roster.
    package func intent(roster owner: OfficePath) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.roster, of: owner),
            record: RecordKind.versionFloor.record([
                UInt8(self.kind >> 8), UInt8(truncatingIfNeeded: self.kind),
            ]),
            fields: [.choose(VersionFloorField.version, .integer(Int64(self.version)))]
        )
    }
}
