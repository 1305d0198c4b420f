import Admin
import OfficeWork
import SyncProtocol

/// What can be wrong with what is asked of a record.
enum RecordFault {
    static func unknownKind(_ code: String, _ catalogue: RecordCatalogue) -> APIError {
        let kinds = catalogue.all.map(\.code).joined(separator: ", ")
        return APIError(
            .notFound,
            chinese: "没有种类为“\(code)”的记录",
            english: "there is no kind of record “\(code)”",
            field: "kind",
            rule: "kind",
            hintChinese: "种类有：\(kinds)",
            hintEnglish: "the kinds are \(kinds)"
        )
    }

    static func badID(_ id: String, of kind: RecordDeclaration) -> APIError {
        let form = Self.form(of: kind.key)
        return APIError(
            .malformed,
            chinese: "“\(id)”不是\(kind.name.chinese)的编号：应为\(form.chinese)",
            english: "“\(id)” is no id of a \(kind.name.english): it is \(form.english)",
            field: "id",
            rule: "id-format"
        )
    }

    private static func form(of key: KeyRule) -> Phrase {
        switch key {
        case .drawn: Phrase("32位十六进制数字", "32 hexadecimal digits")
        case .of: Phrase("所对应文件的32位十六进制编号", "the 32 hexadecimal digits of the directive")
        case .office: Phrase("单位代码", "an office's id")
        case .period: Phrase("报告期，如2018Q2", "a period like 2018Q2")
        case .bytes: Phrase("十六进制数字", "hexadecimal digits")
        }
    }

    static func unknownRecord(
        _ id: String,
        of kind: RecordDeclaration,
        _ office: OfficePath
    ) -> APIError {
        APIError(
            .notFound,
            chinese: "\(office.office) 没有编号为 \(id) 的\(kind.name.chinese)",
            english: "\(office.office) has no \(kind.name.english) \(id)",
            field: "id",
            rule: "known-record",
            hintChinese: "属于其他单位的记录请写明 office",
            hintEnglish: "of a record of another office say the office"
        )
    }

    static func notSettled(_ kind: RecordDeclaration) -> APIError {
        APIError(
            .conflict,
            chinese: "\(kind.name.chinese)并存的内容不能逐项裁定",
            english: "what is at odds in a \(kind.name.english) is not settled field by field",
            field: "kind",
            rule: "settlement",
            hintChinese: "请另行办理：文件另发，报告另报，机构变动重新登记",
            hintEnglish: "issue, submit or declare anew what holds"
        )
    }

    static let badRevision = APIError(
        .malformed,
        chinese: "revision 不是由本接口给出的版本标记",
        english: "revision is none that a record was shown with",
        field: "revision",
        rule: "revision",
        hintChinese: "请先查看该记录，并原样交回其 revision",
        hintEnglish: "look at the record first and hand its revision back as it is"
    )

    static func badChange(_ field: String) -> APIError {
        APIError(
            .malformed,
            chinese: "of 应为变更编号（32位十六进制数字）",
            english: "of names a change by its 32 hexadecimal digits",
            field: "\(field).of",
            rule: "id-format"
        )
    }

    /// Something came between what the author was shown and the write.
    ///
    /// - Parameter field: as it stands now; nil when nothing stands there any more.
    static func changedMeanwhile(_ field: RecordField?) -> APIError {
        let name = field?.name ?? Phrase("该记录", "record")
        let values = field?.entries.map { Self.said($0) } ?? []
        return APIError(
            .conflict,
            chinese: "“\(name.chinese)”在查看之后已有变化，本次未写入；现为："
                + values.map(\.chinese).joined(separator: "；"),
            english: "the \(name.english) has changed since it was shown, and nothing was written; "
                + "it says now: " + values.map(\.english).joined(separator: "; "),
            field: field.map { "fields.\($0.code)" } ?? "fields",
            rule: APIError.changedRule,
            hintChinese: "请重新查看该记录，再决定取舍",
            hintEnglish: "look at the record again, then decide"
        )
    }

    /// A value, and who wrote it when.
    private static func said(_ entry: RecordEntry) -> Phrase {
        let value = entry.value
        let text =
            (value.text ?? value.list?.joined(separator: ", ")
            ?? value.files?.map(\.name).joined(separator: ", ") ?? "").prefix(Self.shownMax)
        let by = [entry.user, entry.at.map { ChinaTime.text($0) }].compactMap { $0 }
        return Phrase(
            "“\(text)”（\(by.joined(separator: "，"))）",
            "“\(text)” (\(by.joined(separator: ", ")))"
        )
    }

    /// Characters of a value in an error.
    private static let shownMax = 120

    static func settled(_ name: DeclaredName) -> APIError {
        APIError(
            .conflict,
            chinese: "“\(name.chinese)”没有并存的不同内容，无需裁定",
            english: "nothing is at odds in the \(name.english): there is nothing to settle",
            field: "fields",
            rule: "at-odds",
            hintChinese: "请重新查看该记录",
            hintEnglish: "look at the record again"
        )
    }
}
