/// Refuses what lies so far ahead that it can only be a slip of the pen.
enum AheadRule {
    /// - Throws: `too-far-ahead`.
    static func check(
        _ day: CivilDate,
        _ field: String,
        daysMax: Int,
        today: CivilDate
    ) throws(ValidationError) {
        let last = CivilDate(daysSinceEpoch: today.daysSinceEpoch + daysMax)
        guard day > last else { return }
        throw ValidationError(
            field,
            .tooFarAhead,
            chinese: "\(day)太远：最晚\(last)（今天之后\(daysMax)天），请核对年份。",
            english: """
                \(day) is too far ahead: \(last) at the latest, \(daysMax) days from today. Check the year.
                """
        )
    }

    /// - Throws: `too-far-ahead` when the period begins too late.
    static func check(
        _ period: Period,
        _ field: String,
        today: CivilDate
    ) throws(ValidationError) {
        let daysMax = ValidationLimits.daysAheadMax
        let last = CivilDate(daysSinceEpoch: today.daysSinceEpoch + daysMax)
        guard period.firstDay > last else { return }
        throw ValidationError(
            field,
            .tooFarAhead,
            chinese: "报告期\(period)太远：最晚从\(last)（今天之后\(daysMax)天）开始，请核对年份。",
            english: """
                The period \(period) is too far ahead: it begins on \(last) at the latest, \(daysMax) days \
                from today. Check the year.
                """
        )
    }
}
