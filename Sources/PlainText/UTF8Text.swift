/// Bytes that should be text in UTF-8.
package enum UTF8Text {
    /// The text, without a byte order mark at its head; nil when the bytes are not UTF-8. Nothing is repaired:
    /// a repaired character is another one.
    package static func text(_ bytes: some Collection<UInt8>) -> String? {
        String(validating: Self.withoutMark(bytes), as: UTF8.self)
    }

    package static func withoutMark<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
        bytes.starts(with: PlainText.byteOrderMark)
            ? bytes.dropFirst(PlainText.byteOrderMark.count) : bytes[...]
    }

    /// Where the first byte stands that is no part of a character, from 0; nil when all is UTF-8.
    package static func firstFault(in bytes: some Sequence<UInt8>) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }

    /// Why a percent-encoded text cannot be decoded.
    package enum PercentFault: Error, Sendable, Hashable {
        /// A percent sign without two hexadecimal digits: the sign and what follows it.
        case escape(String)
        /// What the escapes stand for is not UTF-8.
        case encoding
    }

    /// What a percent-encoded text stands for. A plus sign is a plus sign.
    package static func percentDecoded(
        _ text: some StringProtocol
    ) throws(PercentFault) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = Self.value(digits) else {
                throw .escape("%" + String(decoding: digits, as: UTF8.self))
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .encoding }
        return decoded
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> UInt8? {
        // A number may begin with a sign, an escape may not.
        guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
