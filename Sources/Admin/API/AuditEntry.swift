/// Something that somebody did on this node, or the node by itself: a row of its audit log.
package struct AuditEntry: Codable, Sendable, Equatable {
    /// One more than the row before.
    package let number: Int64
    /// UTC milliseconds.
    package let at: Int64
    /// Nil for what the node did by itself.
    package let user: String?
    /// A stable word like `receipt-signed`; ``AuditAction`` has those that this version knows.
    package let action: String
    /// What it was about, as people call it: the first ones.
    package let subjects: [String]
    /// How many there are of all.
    package let count: Int
    /// The records that were written, for programs.
    package let records: String
    /// True where the row does not follow from its own hash: somebody wrote to the file; nil for one that does.
    package let altered: Bool?

    package init(
        number: Int64,
        at: Int64,
        user: String?,
        action: String,
        subjects: [String],
        count: Int,
        records: String,
        altered: Bool? = nil
    ) {
        self.number = number
        self.at = at
        self.user = user
        self.action = action
        self.subjects = subjects
        self.count = count
        self.records = records
        self.altered = altered
    }

    /// Who did it.
    package var actor: Phrase {
        self.user.map { Phrase(same: $0) } ?? Phrase("本节点", "this node")
    }

    /// Who did what: “张三 签收 科协发学字〔2015〕60号”. An action of a later version is shown as it is, a row that
    /// was altered with a mark before it.
    package var words: Phrase {
        let (actor, done) = (self.actor, Words.audit(self.action, self.subject))
        let isAltered = self.altered == true
        return Phrase(
            "\(isAltered ? "【已被改动】" : "")\(actor.chinese) \(done.chinese)",
            "\(isAltered ? "[altered] " : "")\(actor.english) \(done.english)"
        )
    }

    /// What it was about, in words.
    private var subject: Phrase {
        let more = self.count - self.subjects.count
        return Phrase(
            self.subjects.joined(separator: "、") + (more > 0 ? " 等 \(self.count) 项" : ""),
            self.subjects.joined(separator: ", ")
                + (more > 0 ? " and \(more) more (\(self.count) in all)" : "")
        )
    }
}
