import Admin

/// One figure as written on the command line: `indicator=value[:unit]`.
enum PointArgument {
    static func parse(_ text: String) throws(UsageFailure) -> DataPointDraft {
        guard
            let match = text.wholeMatch(
                of: /(?<indicator>[^=\s]+)=(?<value>-?[0-9]+(\.[0-9]+)?)(:(?<unit>[^\s].*))?/
            )
        else {
            throw UsageFailure(
                "--point 要写成 指标=数值 或 指标=数值:单位，如 societies.participating=12:家，不能是“\(text)”",
                "--point is indicator=value or indicator=value:unit, like societies.participating=12, "
                    + "not “\(text)”"
            )
        }
        return DataPointDraft(
            indicator: String(match.indicator),
            value: String(match.value),
            unit: match.unit.map(String.init)
        )
    }
}
