/// The columns of a row out of its bytes ("Database File Format", section 2.1).
enum RowContent {
    /// - Returns: nil where the bytes are none that we write.
    static func columns(_ bytes: [UInt8]) -> [SQLValue]? {
        var place = 0
        guard let header = BytePlace.variable(bytes, at: &place).flatMap({ Int(exactly: $0) }),
            header <= bytes.count
        else { return nil }
        var content = header
        var columns: [SQLValue] = []
        while place < header {
            guard let type = BytePlace.variable(bytes, at: &place),
                let count = Self.byteCount(of: type), count <= bytes.count - content
            else { return nil }
            columns.append(Self.value(bytes[content..<content + count], type))
            content += count
        }
        return columns
    }

    /// - Returns: nil for numbers with a fraction, which no table of ours has.
    private static func byteCount(of type: UInt64) -> Int? {
        switch type {
        case 0, 8, 9: 0
        case 1...4: Int(type)
        case 5: 6
        case 6: 8
        case 12...: Int(exactly: (type - 12) / 2)
        default: nil
        }
    }

    private static func value(_ bytes: ArraySlice<UInt8>, _ type: UInt64) -> SQLValue {
        switch type {
        case 0: .null
        case 1...6: .integer(BytePlace.signed(bytes))
        case 8: .integer(0 as Int64)
        case 9: .integer(1 as Int64)
        default:
            type % 2 == 0 ? .bytes(Array(bytes)) : .text(String(decoding: bytes, as: UTF8.self))
        }
    }
}
