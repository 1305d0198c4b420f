/// Numbers as a page of SQLite holds them; nil where they would not lie within the bytes.
enum BytePlace {
    static func number16(_ bytes: [UInt8], at place: Int) -> Int? {
        guard place >= 0, place + 2 <= bytes.count else { return nil }
        return Int(bytes[place]) << 8 | Int(bytes[place + 1])
    }

    static func number32(_ bytes: [UInt8], at place: Int) -> UInt32? {
        guard place >= 0, place + 4 <= bytes.count else { return nil }
        return bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A number of one to nine bytes, seven bits each and eight in the ninth; moves the place behind it.
    static func variable(_ bytes: [UInt8], at place: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard place >= 0, place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            guard index < 8 else { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
        }
        return value
    }

    /// A number with its sign, of one to eight bytes.
    static func signed(_ bytes: ArraySlice<UInt8>) -> Int64 {
        let isNegative = (bytes.first ?? 0) & 0x80 != 0
        return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}
