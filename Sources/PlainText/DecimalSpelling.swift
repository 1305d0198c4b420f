/// Numbers as people write them, in the one spelling that programs read.
package enum DecimalSpelling {
    /// How many zeros the words for great numbers stand for.
    private static let tens: [(word: Unicode.Scalar, zeros: Int)] = [
        ("万", 4), ("萬", 4), ("亿", 8), ("億", 8),
    ]
    private static let groupDigits = 3
    /// The longest entry that is looked at, in characters.
    private static let lengthMax = 64

    /// `１２`, `1,200`, `35万` and `3.5万` give `12`, `1200`, `350000` and `35000`; what has that spelling already
    /// stays as it is.
    package static func canonical(_ text: String) throws(SpellingFault) -> String {
        var scalars = FoldedText.scalars(text, keepsBlanks: true)
        guard !scalars.isEmpty, scalars.count <= Self.lengthMax else { throw .shape }
        let all = scalars
        func fault() -> SpellingFault {
            .of(all) { "0123456789,.".unicodeScalars.contains($0) || $0 == "-" }
        }
        var zeros = 0
        if let last = scalars.last, let unit = Self.tens.first(where: { $0.word == last }) {
            zeros = unit.zeros
            scalars.removeLast()
            if scalars.last == " " { scalars.removeLast() }
        }
        let isNegative = scalars.first == "-"
        if isNegative { scalars.removeFirst() }
        let parts = scalars.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.ungrouped(parts[0]) else {
            throw fault()
        }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard fraction.allSatisfy(Self.isDigit), parts.count == 1 || !fraction.isEmpty else {
            throw fault()
        }
        // There is no zero below zero.
        let isZero = (whole + fraction).allSatisfy { $0 == "0" }
        return (isNegative && !isZero ? "-" : "") + Self.shifted(whole, fraction, by: zeros)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// The digits without the commas between thousands; nil where there are none or a comma stands elsewhere.
    private static func ungrouped(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
        let groups = scalars.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty,
            groups.allSatisfy({ $0.allSatisfy(Self.isDigit) }),
            groups.count == 1
                || first.count <= Self.groupDigits
                    && groups.dropFirst().allSatisfy({ $0.count == Self.groupDigits })
        else { return nil }
        return groups.flatMap { $0 }
    }

    private static func shifted(
        _ whole: [Unicode.Scalar],
        _ fraction: [Unicode.Scalar],
        by zeros: Int
    ) -> String {
        let moved = fraction.prefix(zeros)
        var digits = whole + moved
        digits += Array(repeating: "0", count: zeros - moved.count)
        // 0.35万 is 3500, not 03500; a number that was written plainly stays as it is.
        if zeros > 0 {
            let significant = digits.drop { $0 == "0" }
            digits = significant.isEmpty ? ["0"] : Array(significant)
        }
        let rest = fraction.dropFirst(zeros)
        return (digits + (rest.isEmpty ? [] : ["."] + rest)).reduce(into: "") {
            $0.unicodeScalars.append($1)
        }
    }
}
