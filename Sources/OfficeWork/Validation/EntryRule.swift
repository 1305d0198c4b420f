private import PlainText
internal import SyncProtocol

/// Reads the short entries that several kinds of documents share.
package enum EntryRule {
    static func identifier<Subject>(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(hex: text) else {
            throw ValidationError(
                field,
                .identifierFormat,
                chinese: "编号应为32位十六进制数字，由提交方随机生成。",
                english: "An id has 32 hexadecimal digits: let the caller draw it at random."
            )
        }
        return id
    }

    /// A day in one of the spellings of ``DateSpelling``.
    package static func date(_ text: String, _ field: String) throws(ValidationError) -> CivilDate {
        let fault: SpellingFault
        do throws(SpellingFault) {
            if let date = CivilDate(try DateSpelling.canonical(text)) { return date }
            fault = .shape
        } catch {
            fault = error
        }
        throw ValidationError(
            field,
            .dateFormat,
            chinese: "不是有效日期。\(fault.chinese)请写成2015-07-17的形式。",
            english: "This is not a date. \(fault.english)Write it like 2015-07-17."
        )
    }

    /// A period in one of the spellings of ``PeriodSpelling``.
    package static func period(_ text: String, _ field: String) throws(ValidationError) -> Period {
        let fault: SpellingFault
        do throws(SpellingFault) {
            if let period = Period(try PeriodSpelling.canonical(text)) { return period }
            fault = .shape
        } catch {
            fault = error
        }
        throw ValidationError(
            field,
            .periodFormat,
            chinese: "\(fault.chinese)报告期应写成2018（年）、2018H1（半年）、2018Q2（季度）或2018-06（月）。",
            english: "\(fault.english)A period is written 2018, 2018H1, 2018Q2 or 2018-06."
        )
    }

    static func office(_ text: String, _ field: String) throws(ValidationError) -> OfficeID {
        guard !text.contains(where: \.isWhitespace) else {
            throw ValidationError(
                field,
                .officeFormat,
                chinese: "单位代码中有空格：“\(DisplayText.cleaned(text))”。代码中不得有空格，一次一个代码。",
                english: """
                    There is a space in the office's id “\(DisplayText.cleaned(text))”: an id has none, \
                    and this takes one id.
                    """
            )
        }
        guard let office = OfficeID(text) else {
            throw ValidationError(
                field,
                .officeFormat,
                chinese: "单位代码应为1至\(OfficeID.lengthMax)位字母、数字或连字符。",
                english: """
                    An office's id has 1 to \(OfficeID.lengthMax) letters, digits or hyphens.
                    """
            )
        }
        guard !Recipient.isReserved(office) else {
            throw ValidationError(
                field,
                .officeFormat,
                chinese: "“\(office)”另有含义，不能作单位代码。请另取一个。",
                english:
                    "“\(office)” means something else here and is no office's id: choose another."
            )
        }
        return office
    }

    /// A directive named by its id or its document number, in its one spelling.
    static func directiveReference(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> String {
        if let id = DirectiveID(hex: text) { return id.description }
        return try DocumentNumber(validating: text, field: field).text
    }
}
