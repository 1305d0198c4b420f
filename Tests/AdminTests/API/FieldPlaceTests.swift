import Admin
import Testing

@Suite("Where something is wrong, in words")
struct FieldPlaceTests {
    @Test(
        "A path is said in the reader's language",
        arguments: [
            ("title", "标题", "title"),
            ("reports[503].points[0].value", "第504份报告第1项数据的数值", "report 504, figure 1, value"),
            ("recipients[1]", "第2个主送单位", "recipient 2"),
            ("reports[0].period", "第1份报告的报告期", "report 1, period"),
            ("strange.name", "strange的名称", "strange, name"),
        ]
    )
    func phrase(field: String, chinese: String, english: String) {
        #expect(FieldPlace.phrase(field) == Phrase(chinese, english))
    }
}
