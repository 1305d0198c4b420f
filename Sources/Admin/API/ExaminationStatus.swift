import PlainText

/// How far the node's examination of all that it holds has come, which goes on in the background.
package struct ExaminationStatus: Codable, Sendable, Equatable {
    /// What is looked at: `structure`, `changes`, `records`, `lists`, `totals` or `audit`; nil between two rounds.
    package let step: String?
    /// When the round under way began, UTC milliseconds.
    package let startedAt: Int64?
    /// Of the round under way, about; 100 between two.
    package let percent: Int
    /// Looked at in the round under way, or in the last one.
    package let changes: Int64
    package let records: Int64
    /// Rows of lists, totals and the audit log.
    package let rows: Int64
    /// Found in the round under way, or in the last one.
    package let problems: Int
    /// When the last whole round began and ended, UTC milliseconds.
    package let lastStartedAt: Int64?
    package let lastEndedAt: Int64?
    /// What it found.
    package let lastProblems: Int?
    /// How far all that is derived anew from the changes has come; nil while nothing is.
    package let rebuildPercent: Int?

    package init(
        step: String? = nil,
        startedAt: Int64? = nil,
        percent: Int,
        changes: Int64,
        records: Int64,
        rows: Int64,
        problems: Int,
        lastStartedAt: Int64? = nil,
        lastEndedAt: Int64? = nil,
        lastProblems: Int? = nil,
        rebuildPercent: Int? = nil
    ) {
        self.step = step
        self.startedAt = startedAt
        self.percent = percent
        self.changes = changes
        self.records = records
        self.rows = rows
        self.problems = problems
        self.lastStartedAt = lastStartedAt
        self.lastEndedAt = lastEndedAt
        self.lastProblems = lastProblems
        self.rebuildPercent = rebuildPercent
    }

    /// In one line.
    package var words: Phrase {
        let parts = [self.rebuildWords, self.roundWords, self.lastWords].compactMap { $0 }
        return Phrase(
            parts.map(\.chinese).joined(separator: "；"),
            parts.map(\.english).joined(separator: "; ")
        )
    }

    private var rebuildWords: Phrase? {
        self.rebuildPercent.map {
            Phrase("正在由变更重新生成，已完成 \($0)%", "deriving all anew from the changes, \($0)% done")
        }
    }

    private var roundWords: Phrase? {
        guard let step = self.step else { return nil }
        let name = Words.examinationStep(step)
        let found = Self.found(self.problems)
        return Phrase(
            "进行中，约 \(self.percent)%（\(name.chinese)），\(found.chinese)",
            "under way, about \(self.percent)% (\(name.english)), \(found.english)"
        )
    }

    private var lastWords: Phrase {
        guard let endedAt = self.lastEndedAt else {
            return Phrase("尚未完成过一轮", "no round is complete yet")
        }
        let (at, found) = (ChinaTime.text(endedAt), Self.found(self.lastProblems ?? 0))
        return Phrase(
            "最近一轮于 \(at) 完成，\(found.chinese)",
            "last complete at \(at), \(found.english)"
        )
    }

    private static func found(_ count: Int) -> Phrase {
        count == 0
            ? Phrase("未发现问题", "nothing found wrong")
            : Phrase("发现 \(count) 个问题", "\(EnglishCount.text(count, "problem")) found")
    }
}
