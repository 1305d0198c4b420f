import Foundation
import PlainText
import Testing

@testable import Admin

@Suite("What is said of events")
struct EventWordsTests {
    /// A value of each name that no other name has, and what people read of it.
    private static func value(
        _ name: EventParameter
    ) -> (value: EventDetails.Value, zh: String, en: String) {
        let index = Int64(EventParameter.allCases.firstIndex(of: name) ?? 0)
        switch name.form {
        case .text: return (.text("<\(name.rawValue)>"), "<\(name.rawValue)>", "<\(name.rawValue)>")
        case .count: return (.number(7_000 + index), "\(7_000 + index)", "\(7_000 + index)")
        case .moment:
            let moment = 1_525_327_200_000 + index * 86_400_000
            let words = ChinaTime.words(moment)
            return (.number(moment), words.chinese, words.english)
        case .list:
            return (.list(["<\(name.rawValue)>"]), "<\(name.rawValue)>", "<\(name.rawValue)>")
        case .phrase:
            return (.phrase(chinese: "<坏>", english: "<bad>"), "<坏>", "<bad>")
        }
    }

    private static func details(
        _ kind: EventKind,
        without left: [EventParameter] = []
    ) -> EventDetails {
        kind.parameters.filter { !left.contains($0) }.reduce(EventDetails()) {
            $0.with($1, Self.value($1).value)
        }
    }

    private static func count(_ part: String, in text: String) -> Int {
        text.components(separatedBy: part).count - 1
    }

    /// Reasons for which the words differ, and so do not show the stable word itself.
    private static let reasons: [EventKind: [String]] = [
        .incarnationOpened: [
            "database-behind-fence", "database-differs-from-fence", "own-change-damaged",
            "store-salvaged",
            "fence-missing", "neighbour-ahead",
        ],
        .clockCorrected: ["behind", "went-back"],
        .pastRecovered: ["", "root"],
        .changeDamaged: ["own", "received"],
    ]

    @Test(
        "Each kind has words in both languages that name each value once",
        arguments: EventKind.allCases
    )
    func everyKind(_ kind: EventKind) {
        let words = Words.event(kind.rawValue)
        #expect(words.chinese != kind.rawValue && words.english != kind.rawValue)
        #expect(words.chinese.contains(/\p{Han}/) && !words.english.contains(/\p{Han}/))
        let text = EventWords(Self.details(kind)).text(kind)
        #expect(text.chinese.contains(/\p{Han}/))
        #expect(!text.english.contains(/\p{Han}/), "\(text.english)")
        #expect(!text.english.contains("—") && !text.chinese.contains("—"), "\(text)")
        for name in kind.parameters where name != .reason || Self.reasons[kind] == nil {
            // Who claims is said of one reason alone.
            let value = Self.value(name)
            #expect(Self.count(value.zh, in: text.chinese) == 1, "\(name): \(text.chinese)")
            #expect(Self.count(value.en, in: text.english) == 1, "\(name): \(text.english)")
        }
    }

    @Test("Reasons that are not shown as words of their own each say something else")
    func reasons() {
        for (kind, reasons) in Self.reasons {
            let details = Self.details(kind, without: [.missing])
            let texts = reasons.map { EventWords(details.with(.reason, $0)).text(kind) }
            #expect(Set(texts.map(\.chinese)).count == reasons.count, "\(kind)")
            #expect(Set(texts.map(\.english)).count == reasons.count, "\(kind)")
        }
    }

    @Test("A used token is told once, in the words of the one who reads it")
    func usedToken() {
        let event = NodeEvent(
            at: 0,
            kind: "connection-refused",
            parameters: EventDetails().with(.host, "10.1.2.3").with(.reason, "enrolment-refused")
                .with(.detail, "token-used")
        )
        #expect(event.words.chinese == "拒绝了来自 10.1.2.3 的加入请求：令牌已被使用。")
        #expect(
            event.words.english
                == "A request to join from 10.1.2.3 was refused: the token has been used."
        )
    }

    @Test("What may be left out leaves no gap", arguments: EventKind.allCases)
    func leftOut(_ kind: EventKind) {
        let optional: [EventParameter] = [
            .claimant, .detail, .hereChange, .hereAt, .sources, .missing, .unasked, .forks,
        ]
        guard kind != .claimUnproven else { return }
        let text = EventWords(Self.details(kind, without: optional)).text(kind)
        #expect(!text.english.contains("—") && !text.chinese.contains("—"), "\(text)")
        #expect(!text.english.contains("()") && !text.chinese.contains("（）"), "\(text)")
    }

    @Test("A kind and values of a later version are shown as they are")
    func later() throws {
        let json = #"{"at":1,"kind":"moon-rose","parameters":{"height":3,"office":"510000"}}"#
        let event = try JSONDecoder().decode(NodeEvent.self, from: Data(json.utf8))
        #expect(event.words == Phrase(same: "moon-rose"))
        #expect(event.parameters == EventDetails().with(.office, "510000"))
        let again = try JSONDecoder().decode(
            NodeEvent.self,
            from: JSONEncoder().encode(event)
        )
        #expect(again == event)
    }
}
