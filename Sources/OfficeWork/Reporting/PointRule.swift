private import PlainText
internal import SyncProtocol

/// Checks the figures of a report.
enum PointRule {
    /// - Returns: ascending by period and indicator.
    /// - Throws: `count`, or what ``point(_:_:reportPeriod:)`` throws, or `duplicate`.
    static func points(
        _ drafts: [PointDraft],
        reportPeriod: Period
    ) throws(ValidationError) -> [DataPoint] {
        guard (1...ValidationLimits.pointsMax).contains(drafts.count) else {
            throw ValidationError(
                "points",
                .count,
                chinese: "应有1至\(ValidationLimits.pointsMax)个数据，现有\(drafts.count)个；多时请分成几份报告。",
                english: """
                    There are \(drafts.count) figures, 1 to \(ValidationLimits.pointsMax) are \
                    allowed: use several reports for more.
                    """
            )
        }
        var keyed: [(key: FigureKey, index: Int, point: DataPoint)] = []
        keyed.reserveCapacity(drafts.count)
        for (index, draft) in drafts.enumerated() {
            let point = try Self.point(draft, "points[\(index)]", reportPeriod: reportPeriod)
            let key = FigureKey(period: point.period, indicator: point.indicator.number)
            keyed.append((key, index, point))
        }
        keyed.sort { ($0.key, $0.index) < ($1.key, $1.index) }
        for (before, after) in zip(keyed, keyed.dropFirst()) where before.key == after.key {
            let code = after.point.indicator.code
            throw ValidationError(
                "points[\(after.index)].indicator",
                .duplicate,
                chinese: "指标\(code)在报告期\(after.key.period)已有数据（第\(before.index + 1)个），请只留一个。",
                english: """
                    The indicator \(code) has a figure for \(after.key.period) already, in \
                    points[\(before.index)]: keep one of them.
                    """
            )
        }
        return keyed.map(\.point)
    }

    private static func point(
        _ draft: PointDraft,
        _ field: String,
        reportPeriod: Period
    ) throws(ValidationError) -> DataPoint {
        guard let indicator = Indicator.byCode(draft.indicator) else {
            throw Self.unknown(draft.indicator, "\(field).indicator")
        }
        let period: Period
        if let text = draft.period, !text.isEmpty {
            period = try EntryRule.period(text, "\(field).period")
        } else {
            period = reportPeriod
        }
        let value = try Self.value(draft.value, "\(field).value", of: indicator)
        if let unit = draft.unit, unit != indicator.unit, unit != indicator.unitChinese {
            throw ValidationError(
                "\(field).unit",
                .unit,
                chinese: "指标\(indicator.nameChinese)的单位是\(indicator.unitChinese)，请换算后填写。",
                english: "The unit of \(indicator.code) is \(indicator.unit): convert the figure."
            )
        }
        return DataPoint(indicator: indicator, period: period, value: value)
    }

    private static func unknown(_ code: String, _ field: String) -> ValidationError {
        let near = Indicator.near(code)
        let said = near.isEmpty ? [Indicator.all[0]] : near
        return ValidationError(
            field,
            .indicator,
            chinese: "没有这个指标，"
                + (near.isEmpty ? "请从指标目录中选用代码，如" : "相近的有")
                + said.map { "\($0.code)（\($0.nameChinese)）" }.joined(separator: "、")
                + "。目录：cast-admin indicator list",
            english: "There is no such indicator. "
                + (near.isEmpty ? "A code is like " : "Near ones are ")
                + said.map { "\($0.code) (\($0.nameEnglish))" }.joined(separator: ", ")
                + ". All: cast-admin indicator list"
        )
    }

    /// A figure as people enter it.
    static func value(
        _ text: String,
        _ field: String,
        of indicator: Indicator
    ) throws(ValidationError) -> DecimalValue {
        let number: String
        do throws(SpellingFault) {
            number = try DecimalSpelling.canonical(text)
        } catch {
            throw ValidationError(
                field,
                .decimalFormat,
                chinese: "不是数。\(error.chinese)请写成12、3.50、1,200或35万的形式，单位另填。",
                english: """
                    This is not a number. \(error.english)Write it like 12, 3.50 or 1,200, without a unit.
                    """
            )
        }
        guard let value = DecimalValue(number) else {
            throw Self.unfit(number, field, of: indicator)
        }
        guard -value.exponent <= indicator.fractionDigits else {
            throw Self.fraction(field, of: indicator)
        }
        let range = 0...Indicator.scaledValueMax
        guard let scaled = value.scaled(fractionDigits: indicator.fractionDigits),
            range.contains(scaled)
        else { throw Self.range(field, of: indicator) }
        return value
    }

    /// What is wrong with a number that ``DecimalValue`` does not take: it is too long for it.
    private static func unfit(
        _ number: String,
        _ field: String,
        of indicator: Indicator
    ) -> ValidationError {
        let fraction = number.split(separator: ".").dropFirst().first ?? ""
        return fraction.utf8.count > DecimalValue.fractionDigitsMax
            ? Self.fraction(field, of: indicator) : Self.range(field, of: indicator)
    }

    private static func fraction(_ field: String, of indicator: Indicator) -> ValidationError {
        ValidationError(
            field,
            .fractionDigits,
            chinese: "指标\(indicator.nameChinese)最多\(indicator.fractionDigits)位小数，请四舍五入。",
            english: """
                \(indicator.code) has at most \(indicator.fractionDigits) digits behind the \
                point: round the figure.
                """
        )
    }

    private static func range(_ field: String, of indicator: Indicator) -> ValidationError {
        let max = indicator.text(scaled: Indicator.scaledValueMax)
        return ValidationError(
            field,
            .range,
            chinese: "数值应在0至\(max)之间，请核对。",
            english: "The figure lies outside of 0 to \(max): check it."
        )
    }
}
