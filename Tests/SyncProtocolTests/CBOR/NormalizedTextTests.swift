import Foundation
import Testing

@testable import SyncProtocol

@Suite("Unicode form NFC")
struct NormalizedTextTests {
    /// What is entered, and what is signed.
    static let cases: [(entered: String, normalized: String)] = [
        ("e\u{301}", "\u{E9}"),
        ("A\u{30A}", "\u{C5}"),
        ("\u{212B}", "\u{C5}"),
        ("\u{2126}", "\u{3A9}"),
        // Two marks: the order of their classes, and one that composes across another.
        ("q\u{307}\u{323}", "q\u{323}\u{307}"),
        ("a\u{323}\u{302}", "\u{1EAD}"),
        ("a\u{302}\u{323}", "\u{1EAD}"),
        // Excluded from composition: the decomposed form is the normal one.
        ("\u{958}", "\u{915}\u{93C}"),
        ("\u{FB1D}", "\u{5D9}\u{5B4}"),
        // Hangul: conjoining letters become syllables, with and without a final.
        ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
        ("\u{1100}\u{1161}", "\u{AC00}"),
        ("\u{AC00}\u{11A8}", "\u{AC01}"),
        // Japanese voicing marks.
        ("\u{304B}\u{3099}", "\u{304C}"),
        // CJK compatibility ideographs are other spellings of unified ones.
        ("\u{F900}", "\u{8C48}"),
        ("\u{FA10}", "\u{585A}"),
        ("\u{2F800}", "\u{4E3D}"),
        ("\u{2F81A}", "\u{51AC}"),
        ("科协\u{F98A}", "科协\u{529B}"),
        // A mark after Chinese text and after ASCII in one text.
        ("四川 cafe\u{301}", "四川 caf\u{E9}"),
        ("\u{1F71}", "\u{3AC}"),
        ("\u{340}", "\u{300}"),
        ("\u{2000}", "\u{2002}"),
        ("\u{2329}", "\u{3008}"),
    ]

    @Test("Other spellings become the normal one and are refused on the wire", arguments: cases)
    func changed(entered: String, normalized: String) {
        #expect(!NormalizedText.isNormalized(entered))
        #expect(NormalizedText.isNormalized(normalized))
        let result = NormalizedText.normalize(entered)
        #expect(Array(result.utf8) == Array(normalized.utf8))
        var encoder = CBOREncoder()
        encoder.text(entered)
        #expect(refusal(of: encoder.bytes) == CBORError(.notNormalized, at: 0))
    }

    @Test(
        "Normal text stays as it is",
        arguments: [
            "", "plain", "关于做好2026年全国科技工作者日有关工作的通知", "（一）“科普”——①Ⅳ…",
            "\u{AC01}", "\u{304C}", "q\u{323}\u{307}", "ﬁ", "㈠㎡", "\u{301}", "👩‍🔬",
            "\u{20000}\u{2A6D6}",
            "བོད་ཡིག", "ئۇيغۇر", "ꆈꌠ",
        ]
    )
    func unchanged(text: String) {
        #expect(NormalizedText.isNormalized(text))
        #expect(Array(NormalizedText.normalize(text).utf8) == Array(text.utf8))
    }

    @Test("Normalising twice is normalising once")
    func idempotent() {
        var random = SeededRandom(seed: 3)
        let alphabet: [Unicode.Scalar] = [
            "a", "e", "\u{301}", "\u{323}", "\u{302}", "\u{1100}", "\u{1161}", "\u{11A8}",
            "\u{AC00}",
            "科", "\u{F900}", "\u{3099}", "\u{304B}", "\u{345}", "\u{1FF3}",
        ]
        for _ in 0..<2000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<random.int(1...6) {
                scalars.append(alphabet[random.int(0...(alphabet.count - 1))])
            }
            let once = NormalizedText.normalize(String(scalars))
            #expect(NormalizedText.isNormalized(once))
            #expect(once == String(scalars), "canonically equivalent")
            #expect(Array(NormalizedText.normalize(once).utf8) == Array(once.utf8))
        }
    }

    @Test("The short cut for Chinese text agrees with the full rule, alone and before a mark")
    func shortCut() {
        for value in UInt32(0x80)...0xFFFF {
            // The two may know different versions of Unicode: newer characters are left out.
            guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age,
                age.major <= 15
            else { continue }
            for text in [String(scalar), String(scalar) + "\u{302}"] {
                let full = text.precomposedStringWithCanonicalMapping
                let isNormal = full.utf8.elementsEqual(text.utf8)
                guard NormalizedText.isNormalized(text) != isNormal else { continue }
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }
}
