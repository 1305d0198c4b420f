import Admin

extension APISamples {
    static let recordEntry = RecordEntry(
        value: Self.recordValue,
        change: Self.id,
        at: Self.now,
        user: "张三",
        office: "100000/510000"
    )

    static let recordValue = RecordValue(text: "已落实", at: Self.now, list: ["a"], files: [])

    static let recordField = RecordField(
        code: "text",
        nameChinese: "内容",
        nameEnglish: "text",
        entries: [Self.recordEntry],
        atOdds: true
    )

    static let recordSummary = RecordSummary(
        kind: "reply",
        kindChinese: "回复",
        kindEnglish: "reply",
        id: Self.id,
        office: "100000/510000",
        officeName: "四川省科协",
        title: Self.number,
        maySettle: true
    )

    static let record = RecordDetail(
        record: Self.recordSummary,
        revision: "828150",
        fields: [Self.recordField],
        conflicts: 1
    )

    static let recordFieldChange = RecordFieldChange(
        code: "text",
        nameChinese: "内容",
        nameEnglish: "text",
        value: Self.recordValue,
        before: [Self.recordValue],
        removed: false
    )

    static let recordChange = RecordChange(
        change: Self.id,
        at: Self.now,
        user: "张三",
        office: "100000/510000",
        officeName: "四川省科协",
        verified: true,
        fields: [Self.recordFieldChange]
    )

    static let recordHistory = RecordHistory(changes: [Self.recordChange], isCut: false)

    static let recordConflict = RecordConflict(
        record: Self.recordSummary,
        fields: [Self.recordField],
        at: Self.now
    )
}
