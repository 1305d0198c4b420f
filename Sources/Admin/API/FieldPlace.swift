/// Where in what was handed in something is wrong, as people say it.
package enum FieldPlace {
    private static let names: [String: Phrase] = [
        "id": Phrase("编号", "id"), "number": Phrase("文号", "number"), "title": Phrase("标题", "title"),
        "body": Phrase("正文", "text"), "text": Phrase("正文", "text"),
        "urgency": Phrase("紧急程度", "urgency"), "issuedOn": Phrase("成文日期", "date of issue"),
        "replyBy": Phrase("报送期限", "date for replies"),
        "carriesOut": Phrase("贯彻的文件", "what it carries out"),
        "recipients": Phrase("主送单位", "recipients"), "directive": Phrase("文件", "directive"),
        "reports": Phrase("报告", "reports"), "report": Phrase("报告", "report"),
        "period": Phrase("报告期", "period"), "points": Phrase("数据", "figures"),
        "indicator": Phrase("指标", "indicator"), "value": Phrase("数值", "value"),
        "unit": Phrase("单位", "unit"),
        "office": Phrase("单位", "office"), "offices": Phrase("单位", "offices"),
        "name": Phrase("名称", "name"),
        "nameEnglish": Phrase("英文名称", "English name"), "level": Phrase("级别", "level"),
        "kind": Phrase("种类", "kind"), "to": Phrase("新位置", "new place"),
        "reason": Phrase("原因", "reason"),
        "validHours": Phrase("有效期", "validity"), "attachments": Phrase("附件", "files"),
        "content": Phrase("文件标识", "content"), "version": Phrase("版本", "version"),
        "peer": Phrase("对方", "peer"),
        "X-Cast-User": Phrase("操作人", "user"),
    ]
    /// One of several, by what they are together.
    private static let single: [String: Phrase] = [
        "reports": Phrase("份报告", "report"), "points": Phrase("项数据", "figure"),
        "recipients": Phrase("个主送单位", "recipient"), "attachments": Phrase("个附件", "file"),
        "offices": Phrase("个单位", "office"),
    ]

    /// `reports[3].points[0].value` is 第4份报告第1项数据的数值. A name that is not known is said as it is.
    package static func phrase(_ field: String) -> Phrase {
        let parts = field.split(separator: ".").map { Self.part(String($0)) }
        return Phrase(
            parts.enumerated().map { index, part in
                // Between an element and what is in it.
                (index > 0 && !part.chinese.hasPrefix("第") ? "的" : "") + part.chinese
            }.joined(),
            parts.map(\.english).joined(separator: ", ")
        )
    }

    private static func part(_ text: String) -> Phrase {
        guard let match = text.wholeMatch(of: /(.+)\[([0-9]{1,9})\]/), let index = Int(match.2)
        else { return Self.names[text] ?? Phrase(same: text) }
        let name = String(match.1)
        let kind = Self.single[name] ?? Phrase(same: name)
        return Phrase("第\(index + 1)\(kind.chinese)", "\(kind.english) \(index + 1)")
    }
}
