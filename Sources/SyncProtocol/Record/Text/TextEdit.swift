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
        self.insertions.map { .insert($0.text, at: $0.anchor) } + self.erasures.map { .erase($0) }
    }

    package func intents(_ number: UInt16) -> [FieldIntent] {
        (self.insertions.map { .insert($0.text, at: $0.anchor) } + self.erasures.map { .erase($0) })
            .map { FieldIntent(number, $0) }
    }

    /// What is erased, as much of it together as one operation can name.
    private var erasures: [[TextSpan]] {
        stride(from: 0, to: self.erased.count, by: FieldOperation.spansMax).map {
            Array(self.erased[$0..<min($0 + FieldOperation.spansMax, self.erased.count)])
        }
    }
}
