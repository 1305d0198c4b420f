/// A revision in eight characters that people can type: FNV-1a over its text.
///
/// It tells whether a record is still as it was shown; what a write rests on is the revision itself.
enum RevisionMark {
    static func text(_ revision: String) -> String {
        var hash: UInt32 = 0x811C_9DC5
        for byte in revision.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
