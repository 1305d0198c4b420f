internal import PlainText
internal import SyncProtocol

/// What a record's key is made of, and how people and programs write it.
package enum KeyRule: Sendable, Hashable {
    /// Sixteen bytes that whoever makes the record has drawn: 32 hexadecimal digits.
    case drawn
    /// The key of another record, of the kind with this number: there is one for each office and that record.
    case of(UInt16)
    /// An office's id.
    case office
    /// A reporting period, `2018Q2`.
    case period
    /// Bytes that have no other form: hexadecimal digits.
    case bytes

    /// The key that a text names; nil when it names none.
    package func key(_ text: String) -> [UInt8]? {
        switch self {
        case .drawn, .of: Self.identifier(text)
        case .office: OfficeID(text).map { Array($0.text.utf8) }
        case .period:
            (try? PeriodSpelling.canonical(text)).flatMap { Period($0) }.map { Array($0.text.utf8) }
        case .bytes:
            Hexadecimal.bytes(text).flatMap {
                (1...RecordID.keyByteCountMax).contains($0.count) ? $0 : nil
            }
        }
    }

    private static func identifier(_ text: String) -> [UInt8]? {
        RecordKeyID(hex: text).map { $0.bytes }
    }

    /// A key as ``key(_:)`` reads it.
    package func text(_ key: [UInt8]) -> String {
        switch self {
        case .drawn, .of, .bytes: Hexadecimal.text(key)
        case .office, .period: DisplayText.cleaned(String(decoding: key, as: UTF8.self))
        }
    }
}

private enum RecordKeySubject {}

/// Sixteen bytes in hexadecimal digits.
private typealias RecordKeyID = Identifier<RecordKeySubject>
