@testable import SyncProtocol

/// Somebody who writes in a text together with others.
struct TextWriter {
    let number: Int
    private(set) var state = TextState()
    private var writtenCount = 0

    init(_ number: Int) {
        self.number = number
    }

    /// One change and what it does.
    struct Change: Hashable {
        let id: ChangeID
        let operations: [FieldOperation]
    }

    var text: String { self.state.text }

    mutating func write(_ text: String) -> Change {
        self.writtenCount += 1
        let label = [
            UInt8(self.number), UInt8(self.writtenCount >> 8), UInt8(self.writtenCount & 255),
        ]
        let change = Change(
            id: ChangeID(prefixOf: SignatureSuite.ed25519.hash(label)),
            operations: self.state.edit(to: text).operations
        )
        self.take(change)
        return change
    }

    mutating func take(_ change: Change) {
        for (index, operation) in change.operations.enumerated() {
            let dot = Dot(change: change.id, index: UInt32(index))
            switch operation {
            case .insert(let text, let anchor):
                self.state.apply([TextRun(text, at: anchor, dot: dot, stamp: .zero)], [])
            case .erase(let spans): self.state.apply([], spans)
            default: continue
            }
        }
    }

    /// The text as somebody might go on with it: something put in, taken out, or both.
    static func rewrite(_ text: String, _ random: inout SeededRandom) -> String {
        var characters = Array(text)
        for _ in 0..<random.int(1...3) {
            let place = random.int(0...characters.count)
            if random.chance(35), !characters.isEmpty {
                let end = min(characters.count, place + random.int(1...3))
                characters.removeSubrange(place..<end)
            } else {
                let words = ["省", "市科协", "通知e\u{301}", "🇨🇳", "a\n", "年年年"]
                characters.insert(contentsOf: words[random.int(0...words.count - 1)], at: place)
            }
        }
        return NormalizedText.normalize(String(characters))
    }
}
