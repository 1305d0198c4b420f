import PlainText

/// Reads JSON text and takes nothing that programs could read in two ways: names are there once, text is UTF-8.
struct JSONReader {
    /// Values in values; nothing that is handed in has more than five.
    static let depthMax = 32
    /// Up to here a name is looked for among those before it, beyond in a set.
    private static let fewNames = 16

    private let bytes: [UInt8]
    private var offset = 0
    private var path: [JSONStep] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value of a text, which may have a byte order mark at its head.
    static func read(_ text: some Collection<UInt8>) throws(JSONFault) -> JSONValue {
        let bytes = Array(UTF8Text.withoutMark(text))
        var reader = JSONReader(bytes)
        if String(validating: bytes, as: UTF8.self) == nil {
            reader.offset = UTF8Text.firstFault(in: bytes) ?? 0
            throw reader.fault(.encoding)
        }
        reader.skipSpace()
        let value = try reader.value()
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.fault(.syntax) }
        return value
    }

    private func fault(_ reason: JSONFault.Reason) -> JSONFault {
        let line = self.bytes[..<self.offset].count { $0 == UInt8(ascii: "\n") } + 1
        return JSONFault(reason, path: self.path, place: (self.offset, line))
    }

    private var next: UInt8? {
        self.offset < self.bytes.count ? self.bytes[self.offset] : nil
    }

    private mutating func skipSpace() {
        while let byte = self.next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            self.offset += 1
        }
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard let byte = self.next, UInt32(byte) == character.value else { return false }
        self.offset += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        switch self.next {
        case UInt8(ascii: "{"): return try self.object()
        case UInt8(ascii: "["): return try self.list()
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "t"): return try self.word("true", .bool(true))
        case UInt8(ascii: "f"): return try self.word("false", .bool(false))
        case UInt8(ascii: "n"): return try self.word("null", .null)
        default: return .number(try self.number())
        }
    }

    private mutating func word(
        _ word: String,
        _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        guard self.bytes[self.offset...].starts(with: word.utf8) else { throw self.fault(.syntax) }
        self.offset += word.utf8.count
        return value
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        guard self.path.count < Self.depthMax else { throw self.fault(.depth) }
        self.offset += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        self.skipSpace()
        if self.accept("}") { return .object(members) }
        repeat {
            self.skipSpace()
            guard self.next == UInt8(ascii: "\"") else { throw self.fault(.syntax) }
            let name = try self.string()
            self.path.append(.name(name))
            let isThere =
                members.count < Self.fewNames
                ? members.contains { $0.name == name } : names.contains(name)
            guard !isThere else { throw self.fault(.repeatedName) }
            self.skipSpace()
            guard self.accept(":") else { throw self.fault(.syntax) }
            self.skipSpace()
            members.append(JSONValue.Member(name: name, value: try self.value()))
            if members.count == Self.fewNames { names.formUnion(members.map(\.name)) }
            if members.count > Self.fewNames { names.insert(name) }
            self.path.removeLast()
            self.skipSpace()
        } while self.accept(",")
        guard self.accept("}") else { throw self.fault(.syntax) }
        return .object(members)
    }

    private mutating func list() throws(JSONFault) -> JSONValue {
        guard self.path.count < Self.depthMax else { throw self.fault(.depth) }
        self.offset += 1
        var values: [JSONValue] = []
        self.skipSpace()
        if self.accept("]") { return .list(values) }
        repeat {
            self.skipSpace()
            self.path.append(.index(values.count))
            values.append(try self.value())
            self.path.removeLast()
            self.skipSpace()
        } while self.accept(",")
        guard self.accept("]") else { throw self.fault(.syntax) }
        return .list(values)
    }
}

extension JSONReader {
    private mutating func number() throws(JSONFault) -> String {
        let start = self.offset
        _ = self.accept("-")
        let isZero = self.accept("0")
        if !isZero { try self.digits() }
        if self.accept(".") { try self.digits() }
        if self.accept("e") || self.accept("E") {
            if !self.accept("+") { _ = self.accept("-") }
            try self.digits()
        }
        return String(decoding: self.bytes[start..<self.offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        let start = self.offset
        while let byte = self.next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            self.offset += 1
        }
        guard self.offset > start else { throw self.fault(.syntax) }
    }

    private mutating func string() throws(JSONFault) -> String {
        self.offset += 1
        var text = ""
        while true {
            let start = self.offset
            while let byte = self.next, byte >= 0x20, byte != UInt8(ascii: "\""),
                byte != UInt8(ascii: "\\")
            {
                self.offset += 1
            }
            let plain = self.bytes[start..<self.offset]
            if !plain.isEmpty { text += String(decoding: plain, as: UTF8.self) }
            if self.accept("\"") { return text }
            guard self.accept("\\") else { throw self.fault(.syntax) }
            text.unicodeScalars.append(try self.escaped())
        }
    }

    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        guard let byte = self.next else { throw self.fault(.syntax) }
        self.offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try self.codeUnits()
        default:
            self.offset -= 1
            throw self.fault(.syntax)
        }
    }

    /// A character by its UTF-16 units. Half a pair is no character: it is refused, not repaired.
    private mutating func codeUnits() throws(JSONFault) -> Unicode.Scalar {
        let first = try self.codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), self.accept("\\"), self.accept("u") else {
            throw self.fault(.encoding)
        }
        let second = try self.codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw self.fault(.encoding) }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw self.fault(.encoding) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        let end = self.offset + 4
        guard end <= self.bytes.count else { throw self.fault(.syntax) }
        var unit: UInt16 = 0
        for byte in self.bytes[self.offset..<end] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw self.fault(.syntax)
            }
            unit = unit << 4 | UInt16(digit)
        }
        self.offset = end
        return unit
    }
}
