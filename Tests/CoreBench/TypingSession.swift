import SyncProtocol

/// Several people who type and erase letter by letter in one text, each at a place of his own that jumps from
/// time to time, and hear of each other now and then: each letter is a change.
struct TypingSession {
    private struct Edit {
        let operation: FieldOperation
        let origin: OperationOrigin
    }

    private var edits: [Edit] = []
    /// How many letters live at the end.
    private(set) var livingCount = 0

    /// Erased after so many typed.
    private static let typedPerErasure = 5
    /// Typed at one place before it jumps.
    private static let burst = 200

    init(editCount: Int, authorCount: Int) {
        // Each types behind what he typed last; all begin behind one common letter, and nobody's place is
        // another's: so the anchors are known without a text for each.
        let author = AuthorID(high: 0, low: 0)
        func origin(_ number: Int) -> OperationOrigin {
            OperationOrigin(
                change: ChangeID(high: Self.spread(UInt64(number)), low: UInt64(number)),
                stamp: Stamp(milliseconds: Int64(number)),
                author: author,
                incarnation: 0
            )
        }
        let first = origin(0)
        self.edits.append(Edit(operation: .insert("字", at: .start), origin: first))
        var places = [TextElement](
            repeating: TextElement(Dot(change: first.change, index: 0), 0),
            count: authorCount
        )
        var typed: [TextElement] = []
        self.livingCount = 1
        for number in 1..<editCount {
            let (writer, turn) = (number % authorCount, number / authorCount)
            let origin = origin(number)
            if turn % (Self.typedPerErasure + 1) == Self.typedPerErasure,
                let last = typed.popLast(),
                let span = TextSpan(last.insertion, 0..<1)
            {
                self.edits.append(Edit(operation: .erase([span]), origin: origin))
                self.livingCount -= 1
                continue
            }
            if turn % Self.burst == 0, !typed.isEmpty {
                places[writer] = typed[Int(Self.spread(UInt64(number)) % UInt64(typed.count))]
            }
            self.edits.append(
                Edit(operation: .insert("字", at: .after(places[writer])), origin: origin)
            )
            places[writer] = TextElement(Dot(change: origin.change, index: 0), 0)
            typed.append(places[writer])
            self.livingCount += 1
        }
    }

    /// The text after all changes, taken up one by one.
    func merged(reversed: Bool = false) -> String {
        var state = RecordState()
        for edit in reversed ? self.edits.reversed() : self.edits {
            state.apply([RecordEdit.Field(1, edit.operation)], from: edit.origin, firstIndex: 0)
        }
        return state.text(1)?.text ?? ""
    }

    /// Hashes lie anywhere; so must these (SplitMix64).
    private static func spread(_ number: UInt64) -> UInt64 {
        var word = number &* 0x9E37_79B9_7F4A_7C15
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
