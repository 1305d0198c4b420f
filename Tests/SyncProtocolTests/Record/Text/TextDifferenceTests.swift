import Testing

@testable import SyncProtocol

@Suite("What was changed in a text")
struct TextDifferenceTests {
    private static func hunks(_ old: String, _ new: String) -> [String] {
        let difference = TextDifference(from: Array(old), to: Array(new))
        return difference.hunks.map { hunk in
            "\(shown(difference.old[hunk.old]))→\(shown(difference.new[hunk.new]))"
        }
    }

    /// Long ones by their length: a failure compares what it shows.
    private static func shown(_ characters: ArraySlice<Character>) -> String {
        characters.count > 99 ? "\(characters.count) characters" : String(characters)
    }

    private static func carriedOut(_ difference: TextDifference) -> String {
        var (result, end) = ("", 0)
        for hunk in difference.hunks {
            result += String(difference.old[end..<hunk.old.lowerBound])
            result += String(difference.new[hunk.new])
            end = hunk.old.upperBound
        }
        return result + String(difference.old[end...])
    }

    @Test(
        "It is said as a person would",
        arguments: [
            ("", "", []), ("通知", "通知", []), ("", "通知", ["→通知"]), ("通知", "", ["通知→"]),
            ("关于通知", "关于开展的通知", ["→开展的"]),
            ("关于开展全国科普日的通知", "关于举办全国科技周的通知", ["开展→举办", "普日→技周"]),
            // The one letter that happens to be the same is no reason to leave it standing.
            ("甲乙的丙丁", "一二的三四", ["甲乙的丙丁→一二的三四"]),
            // What is seen as one is never cut.
            ("👩‍👩‍👧", "👩‍👩‍👦", ["👩‍👩‍👧→👩‍👩‍👦"]), ("e\u{301}", "e", ["é→e"]),
        ] as [(String, String, [String])]
    )
    func said(old: String, new: String, hunks: [String]) {
        #expect(Self.hunks(old, new) == hunks)
    }

    @Test("Long passages are compared by lines, and lines by characters")
    func lines() {
        let lines = (0..<3_000).map { "第\($0)条　各级科协应当做好工作。\n" }
        var changed = lines
        changed[10] = "第10条　各级科协和学会应当做好工作。\n"
        changed.insert("附则\n", at: 1_500)
        changed.remove(at: 2_900)
        #expect(
            Self.hunks(lines.joined(), changed.joined()) == [
                "→和学会", "→附则\n", "第2899条　各级科协应当做好工作。\n→",
            ]
        )
    }

    @Test("A long line that is another one altogether takes its place whole")
    func whole() {
        let old = String((0..<5_000).map { Character(Unicode.Scalar(UInt8(97 + $0 % 7))) })
        let new = String((0..<5_000).map { Character(Unicode.Scalar(UInt8(110 + $0 % 11))) })
        #expect(Self.hunks("甲\(old)", "甲\(new)") == ["5000 characters→5000 characters"])
    }

    @Test("Carried out, it gives the new version", arguments: UInt64(500)..<560)
    func carriedOut(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var old = ""
        for _ in 0..<random.int(0...30) { old = TextWriter.rewrite(old, &random) }
        var new = old
        for _ in 0..<random.int(1...20) { new = TextWriter.rewrite(new, &random) }
        let difference = TextDifference(from: Array(old), to: Array(new))
        #expect(Self.carriedOut(difference) == new)
        let bounds = difference.hunks.flatMap { [$0.old.lowerBound, $0.old.upperBound] }
        #expect(bounds == bounds.sorted())
    }
}
