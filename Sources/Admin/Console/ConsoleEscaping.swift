import Mustache

/// Escapes text for HTML, byte by byte.
///
/// The template library compares whole characters, so that a quotation mark followed by a combining
/// accent (one character, two code points) is left as it is, and would end an attribute in a browser,
/// which reads code points. Names come from other offices: they must never be able to do that.
struct ConsoleEscaping: MustacheContentType {
    /// The name under which templates ask for it.
    static let name = "CONSOLE"

    func escapeText(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): escaped.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): escaped.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): escaped.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): escaped.append(contentsOf: "&#39;".utf8)
            case 0: escaped.append(contentsOf: "\u{FFFD}".utf8)
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
