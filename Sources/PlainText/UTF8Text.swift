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

    /// Whether a percent-encoded text decodes to UTF-8. Signs without two hexadecimal digits stay as they are.
    package static func isPercentEncodedText(_ text: some StringProtocol) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return true }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return Self.firstFault(in: bytes) == nil
    }
}
