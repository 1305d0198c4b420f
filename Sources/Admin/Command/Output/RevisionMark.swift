import Admin

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
    /// The revision of a record that is still as somebody was shown it.
    ///
    /// - Throws: ``APIError`` when it is not.
    static func expect(_ mark: String, of shown: RecordDetail) throws(APIError) -> String {
        // Programs hand back the revision itself.
        let known = [Self.text(shown.revision), shown.revision]
        guard known.contains(mark.lowercased()) else {
            throw APIError(
                .conflict,
                chinese: "该记录在查看之后已有变化，本次未写入",
                english: "the record has changed since it was shown; nothing was written",
                field: "seen",
                rule: "changed-meanwhile",
                hintChinese: "请用 record show 重新查看",
                hintEnglish: "look at it again with record show"
            )
        }
        return shown.revision
    }
}
