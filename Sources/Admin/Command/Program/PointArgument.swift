import Admin
import PlainText

/// One figure as written on the command line: `indicator=value[:unit]`.
enum PointArgument {
    static func parse(_ text: String) throws(UsageFailure) -> DataPointDraft {
        guard
            let match = text.wholeMatch(
                of: /(?<indicator>[^=＝]+)[=＝](?<value>[^:：]+)([:：](?<unit>.*\S.*))?/
            )
        else { throw Self.failure(text, .shape) }
        let value: String
        do throws(SpellingFault) {
            value = try DecimalSpelling.canonical(String(match.value))
        } catch {
            throw Self.failure(text, error)
        }
        return DataPointDraft(
            indicator: PlainText.trimmed(match.indicator),
            value: value,
            unit: match.unit.map { PlainText.trimmed($0) }
        )
    }

    private static func failure(_ text: String, _ fault: SpellingFault) -> UsageFailure {
        // A hint follows: the sentence before it has no end of its own.
        let why = Phrase(
            fault.chinese.isEmpty ? "" : "：" + fault.chinese.dropLast("。".count),
            fault.english.isEmpty ? "" : ". " + PlainText.trimmed(fault.english).dropLast(".".count)
        )
        return UsageFailure(
            "--point 要写成 指标=数值 或 指标=数值:单位，如 societies.participating=12:家，不能是“\(text)”"
                + why.chinese,
            "--point is indicator=value or indicator=value:unit, like societies.participating=12, "
                + "not “\(text)”" + why.english
        )
    }
}
