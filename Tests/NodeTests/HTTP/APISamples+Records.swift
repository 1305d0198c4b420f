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
        conflicts: 1,
        next: [Self.recordWord]
    )

    static let recordWord = RecordWord(
        code: "reported",
        nameChinese: "已报送",
        nameEnglish: "reported"
    )

    static let recordKind = Self.recordKind(command: nil)

    static let recordKindWithCommand = Self.recordKind(command: "reply send")

    private static func recordKind(command: String?) -> RecordKindDetail {
        RecordKindDetail(
            code: "project",
            nameChinese: "项目",
            nameEnglish: "project",
            number: 900,
            space: "reports",
            key: "drawn",
            command: command,
            isListed: true,
            fields: [
                RecordKindField(
                    code: "title",
                    nameChinese: "标题",
                    nameEnglish: "title",
                    merge: .choice,
                    content: .line,
                    length: RecordTextLength(max: 200, isInBytes: false),
                    words: [Self.recordWord],
                    isEntered: true,
                    isRequired: true,
                    requiredFrom: "reported",
                    openUntil: "reported",
                    roles: ["clerk"]
                )
            ],
            steps: [
                RecordKindStep(
                    step: Self.recordWord,
                    from: ["drafted"],
                    isFirst: true,
                    roles: ["clerk"]
                )
            ]
        )
    }

    static let recordListItem = RecordListItem(
        record: Self.recordSummary,
        number: Self.number,
        title: "关于开展试点的通知",
        period: "2018Q2",
        about: Self.id,
        due: "2018-06-30",
        step: Self.recordWord,
        conflicts: 1,
        revision: "828150",
        fields: [Self.recordField]
    )

    static let recordList = RecordList(items: [Self.recordListItem], kindTotal: 1, next: "d1.1.ab")

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
