internal import Decision
private import SyncProtocol

/// Names a row of a list by the columns that order it, so that a reader goes on behind it whatever has been
/// written meanwhile.
package struct StoreKey: Sendable, Hashable {
    private static let separator: Character = "."

    let list: StoreList
    let parts: [KeyPart]

    init(_ list: StoreList, _ row: any SQLRow) {
        self.list = list
        self.parts = list.columns.enumerated().map { index, column in
            switch column {
            case .integer: .integer(row.integer(index))
            case .text: .text(row.text(index))
            case .bytes: .bytes(row.bytes(index))
            }
        }
    }

    /// The letter of the list, then the columns: `d2018-06-01.1527811200000.5f1d….4`.
    package var text: String {
        let parts = self.parts.map { part in
            switch part {
            case .integer(let value): String(value)
            case .text(let value): value
            case .bytes(let value): Hexadecimal.text(value)
            }
        }
        return String(Unicode.Scalar(self.list.rawValue))
            + parts.joined(separator: String(Self.separator))
    }

    /// Nil when the text is no key of the list.
    package init?(text: String, of list: StoreList) {
        guard text.unicodeScalars.first == Unicode.Scalar(list.rawValue) else { return nil }
        let texts = text.dropFirst()
            .split(separator: Self.separator, omittingEmptySubsequences: false)
        guard texts.count == list.columns.count else { return nil }
        var parts: [KeyPart] = []
        for (text, column) in zip(texts, list.columns) {
            switch column {
            case .integer:
                // As it was written: `+5` and `007` are no keys.
                guard let value = Int64(text), String(value) == text else { return nil }
                parts.append(.integer(value))
            case .text:
                guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7E }) else { return nil }
                parts.append(.text(String(text)))
            case .bytes:
                guard let value = Hexadecimal.bytes(String(text)) else { return nil }
                parts.append(.bytes(value))
            }
        }
        self.list = list
        self.parts = parts
    }

    var values: [SQLValue] { self.parts.map(\.value) }
}

extension KeyPart {
    var value: SQLValue {
        switch self {
        case .integer(let value): .integer(value)
        case .text(let value): .text(value)
        case .bytes(let value): .bytes(value)
        }
    }
}
