/// What no two records of one kind in one space may share.
package enum Uniqueness: Hashable, Sendable {
    /// The value of a `choice`; of one with several unsettled values each is taken.
    case value(UInt16, Value)
    /// The key, upper and lower case being equal: people do not tell the two apart.
    case foldedKey

    /// Whether a record other than the one that is to be written has it.
    package func isShared(_ record: RecordID, _ state: RecordState, with wanted: RecordID) -> Bool {
        guard record.kind == wanted.kind, record.key != wanted.key else { return false }
        return switch self {
        case .value(let number, let value): state.choices(number).contains { $0.value == value }
        case .foldedKey: Self.folded(record.key) == Self.folded(wanted.key)
        }
    }

    /// ASCII letters in lower case.
    package static func folded(_ key: [UInt8]) -> [UInt8] {
        key.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}
