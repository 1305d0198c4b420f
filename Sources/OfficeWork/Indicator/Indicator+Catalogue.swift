extension Indicator {
    /// Every indicator, ascending by number without a gap from 1. Append only, and raise
    /// the store's derivation version: figures that have come before are counted then.
    package static let all: [Indicator] = [
        Self(1, "societies.participating", "参与承接的学会", "Societies taking part", .society),
        Self(2, "functions.evaluation", "承接的科技评估职能", "Evaluation functions", .function),
        Self(3, "functions.qualification", "承接的资格认定职能", "Qualification functions", .function),
        Self(4, "functions.standards", "承接的标准研制职能", "Standards functions", .function),
        Self(5, "functions.nomination", "承接的奖励推荐职能", "Award nominations", .function),
        Self(6, "contracts.in-force", "执行中的任务书", "Task contracts in force", .copy),
        Self(7, "contracts.stopped", "终止的任务书", "Task contracts stopped", .copy),
        Self(8, "funding.fiscal", "财政经费", "Fiscal funding", .yuan),
        Self(9, "funding.other", "其他经费", "Other funding", .yuan),
        Self(10, "stages.on-time", "按期完成的阶段", "Stages closed on time", .piece),
        Self(11, "briefs.issued", "印发的简报", "Briefs issued", .issue),
        Self(12, "items.published", "公开的信息", "Items published", .item),
        Self(13, "complaints.received", "收到的投诉", "Complaints received", .matter),
        Self(14, "models.promoted", "推广的模式", "Models promoted", .piece),
        Self(15, "training.held", "举办的培训", "Training held", .session),
    ]

    private struct Unit {
        let code: String
        let chinese: String
        var fractionDigits = 0

        static let society = Unit(code: "society", chinese: "家")
        static let function = Unit(code: "function", chinese: "项")
        static let copy = Unit(code: "contract", chinese: "份")
        /// Money is kept to the fen.
        static let yuan = Unit(code: "yuan", chinese: "元", fractionDigits: 2)
        static let piece = Unit(code: "piece", chinese: "个")
        static let issue = Unit(code: "issue", chinese: "期")
        static let item = Unit(code: "item", chinese: "条")
        static let matter = Unit(code: "case", chinese: "件")
        static let session = Unit(code: "session", chinese: "场")
    }

    private init(
        _ number: UInt16,
        _ code: String,
        _ nameChinese: String,
        _ nameEnglish: String,
        _ unit: Unit
    ) {
        self.number = number
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.unit = unit.code
        self.unitChinese = unit.chinese
        self.fractionDigits = unit.fractionDigits
        self.aggregation = .sum
    }
}
