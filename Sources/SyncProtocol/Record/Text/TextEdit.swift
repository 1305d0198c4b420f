/// What somebody did to a text that they saw.
package struct TextEdit: Hashable, Sendable {
    package struct Insertion: Hashable, Sendable {
        package let text: String
        package let anchor: TextAnchor
    }

    /// In the order of the text.
    package var insertions: [Insertion] = []
    /// In the form of ``TextSpan/union(_:)``.
    package var erased: [TextSpan] = []

    package var operations: [FieldOperation] {
        self.insertions.flatMap(\.pieces).map { .insert($0.text, at: $0.anchor) }
            + self.erasures.map { .erase($0) }
    }

    package func intents(_ number: UInt16) -> [FieldIntent] {
        self.insertions.flatMap(\.pieces)
            .map { FieldIntent(number, .insert($0.text, at: $0.anchor)) }
            + self.erasures.map { FieldIntent(number, .erase($0)) }
    }

    /// What is erased, as much of it together as one operation can name.
    private var erasures: [[TextSpan]] {
        stride(from: 0, to: self.erased.count, by: FieldOperation.spansMax).map {
            Array(self.erased[$0..<min($0 + FieldOperation.spansMax, self.erased.count)])
        }
    }
}

extension TextEdit.Insertion {
    /// As many as are needed for each to fit into one operation. They hang on one element: in one change they are
    /// read in the order of their operations.
    fileprivate var pieces: [Self] {
        guard self.text.utf8.count > Value.byteCountMax else { return [self] }
        var (pieces, piece) = ([Self](), String.UnicodeScalarView())
        var byteCount = 0
        for scalar in self.text.unicodeScalars {
            let length = UTF8.width(scalar)
            if byteCount + length > Value.byteCountMax {
                pieces.append(Self(text: String(piece), anchor: self.anchor))
                (piece, byteCount) = (String.UnicodeScalarView(), 0)
            }
            piece.append(scalar)
            byteCount += length
        }
        return pieces + [Self(text: String(piece), anchor: self.anchor)]
    }
}
