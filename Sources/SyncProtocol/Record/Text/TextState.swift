/// The merged state of a `text` field: a long passage that several people write at once (decision 0031).
///
/// Insertions hang in a tree (``TextAnchor``) and erased elements stay in it without their text, so operations
/// commute, and what two people write at one place stands one after the other, never mixed.
package struct TextState: Sendable {
    /// What was taken up and sorted in.
    private var settled = TextRuns()
    /// What sorting in goes through: ``TextRuns/pieceCount`` of what is settled.
    private var settledCount = 0
    /// What has come since: sorted in when it is read, or when there is much of it.
    private var runs: [TextRun] = []
    private var spans: [TextSpan] = []

    /// So much at least is gathered before it is sorted in; with more there, a quarter as much as is settled.
    private static let gatheredMin = 64

    package init() {}

    init(_ settled: TextRuns) {
        self.settled = settled
        self.settledCount = settled.pieceCount
    }

    // MARK: Merging

    /// Takes up what one change or more have inserted and erased.
    mutating func apply(_ runs: [TextRun], _ spans: [TextSpan]) {
        self.runs += runs
        self.spans += spans
        let gathered = self.runs.count + self.spans.count
        guard gathered > max(Self.gatheredMin, self.settledCount / 4) else { return }
        self.settled.merge(self.runs, self.spans)
        self.settledCount = self.settled.pieceCount
        (self.runs, self.spans) = ([], [])
    }

    // MARK: Reading

    /// All of it in its one form.
    package var content: TextRuns {
        guard !self.runs.isEmpty || !self.spans.isEmpty else { return self.settled }
        var content = self.settled
        content.merge(self.runs, self.spans)
        return content
    }

    /// The text as it is read.
    package var text: String {
        let content = self.content
        return TextOrder(of: content).text(of: content.runs)
    }

    /// The text as it is read where stretches of it are left out.
    package func text(without spans: [TextSpan]) -> String {
        var rest = self
        rest.apply([], spans)
        return rest.text
    }

    /// The operations that make of it what somebody wants who sees it as it is.
    ///
    /// What others have written in the meantime stays where they wrote it: the operations name what was seen.
    package func edit(to text: String) -> TextEdit {
        TextEditor(self.content).edit(to: text)
    }
}

extension TextState: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.content == right.content }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.content)
    }
}
