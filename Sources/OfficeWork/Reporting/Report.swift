package import SyncProtocol

/// The fields of a report's record. The numbers are on the wire: never reuse one.
package enum ReportField: UInt16, Sendable, CaseIterable {
    case title = 1
    case period = 2
    case text = 3
    case directive = 4
    case submittedAt = 5
    case user = 6
    case pointCount = 7
    case contentDigest = 8
    case attachments = 9
}

/// What an office says about its progress (进展报告). Lives in its `reports` space; the figures that
/// came with it are records of their own, see ``Figures``.
package struct Report: Hashable, Sendable {
    package let id: ReportID
    package let title: String
    package let period: Period
    package let text: String
    /// The directive that it answers: its id or its 文号.
    package let directive: String?
    /// Milliseconds since 1970 UTC.
    package let submittedAt: Int64
    /// Where it stands in lists: the same, but at most a day behind the stamp with which that was written.
    /// Milliseconds since 1970 UTC.
    package let listedAt: Int64
    package let user: String
    /// How many figures came with it.
    package let pointCount: Int
    /// Tells whether a report that comes again is the same, see ``ReportContent/digest``.
    package let contentDigest: [UInt8]?
    package let attachments: [Attachment]
    /// Fields with several unsettled values.
    package let conflicts: Int

    /// Nil when the key is no report's id, or a field other than directive and point count is
    /// missing: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let id = ReportID(bytes: key),
            let title = state.text(ReportField.title),
            let period = state.text(ReportField.period).flatMap({ Period($0) }),
            let text = state.text(ReportField.text),
            let submittedAt = state.integer(ReportField.submittedAt),
            let user = state.text(ReportField.user)
        else { return nil }
        self.id = id
        self.title = title
        self.period = period
        self.text = text
        self.directive = state.optionalText(ReportField.directive)
        self.submittedAt = submittedAt
        let written = state.choices(ReportField.submittedAt.rawValue).first?.stamp.milliseconds
        self.listedAt = min(
            submittedAt,
            written.map { $0 + CivilDate.dayMilliseconds } ?? submittedAt
        )
        self.user = user
        let count = state.integer(ReportField.pointCount) ?? 0
        self.pointCount = Int(min(max(0, count), Int64(ValidationLimits.pointsMax)))
        self.contentDigest = state.choice(ReportField.contentDigest.rawValue)?.bytes
        self.attachments = Attachment.all(in: state, ReportField.attachments)
        self.conflicts = Report.declaration.conflicts(in: state).count
    }
}
