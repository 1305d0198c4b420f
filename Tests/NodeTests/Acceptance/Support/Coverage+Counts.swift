import Admin

extension Coverage {
    /// The same without the times of its figures.
    var counts: Coverage {
        Coverage(
            period: self.period,
            reported: self.reported,
            expected: self.expected,
            others: self.others,
            missing: self.missing
        )
    }
}
