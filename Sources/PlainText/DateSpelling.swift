/// Days as people write them, in the one spelling that programs read. Whether there is such a day is not asked.
package enum DateSpelling {
    private static let lengthMax = 32

    /// `2018/02/03`, `2018.2.3`, `2018-2-3`, `2018年2月3日` and `20180203` give `2018-02-03`.
    package static func canonical(_ text: String) throws(SpellingFault) -> String {
        if Self.isCanonical(text.utf8) { return text }
        let scalars = FoldedText.scalars(text)
        guard !scalars.isEmpty, scalars.count <= Self.lengthMax else { throw .shape }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        guard
            let match = String(line).wholeMatch(
                of:
                    /([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|\/([0-9]{1,2})\/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]|([0-9]{2})([0-9]{2}))/
            )
        else {
            throw .of(scalars) { "0123456789-/.年月日号".unicodeScalars.contains($0) }
        }
        let parts = [
            match.2, match.3, match.4, match.5, match.6, match.7, match.8, match.9, match.10,
            match.11,
        ].compactMap { $0 }
        return "\(match.1)-"
            + parts.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }
            .joined(separator: "-")
    }

    /// What programs write needs no patterns.
    private static func isCanonical(_ text: String.UTF8View) -> Bool {
        text.count == 10
            && zip(text, "0000-00-00".utf8).allSatisfy { byte, shape in
                shape == UInt8(ascii: "-")
                    ? byte == shape : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
