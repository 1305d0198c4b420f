package import SyncProtocol

/// A progress report that was checked and may be submitted.
package struct ReportContent: Hashable, Sendable {
    package let id: ReportID
    package let title: String
    package let period: Period
    package let text: String
    /// As it was handed in: an id or a 文号.
    package let directive: String?
    /// The directive that this meant when it was handed in; nil when none is known.
    package private(set) var answered: DirectiveID?
    /// Ascending by period and indicator.
    package let points: [DataPoint]
    package let attachments: [Attachment]

    /// Checks what was handed in, in the order of the parameters; the first rule broken is thrown.
    ///
    /// - Parameters:
    ///   - id: 32 hexadecimal digits.
    ///   - title: 1...``ValidationLimits/titleCharactersMax`` characters.
    ///   - period: `2018`, `2018H1`, `2018Q2` or `2018-06`.
    ///   - text: at most ``ValidationLimits/reportCharactersMax`` characters.
    ///   - directive: the directive that it answers: 32 hexadecimal digits or a 文号.
    ///   - points: 1...``ValidationLimits/pointsMax`` figures, none twice for one period.
    ///   - attachments: at most ``ValidationLimits/attachmentsMax`` files that are here, none twice.
    package init(
        validating id: String,
        title: String,
        period: String,
        text: String,
        directive: String?,
        points: [PointDraft],
        attachments: [AttachmentDraft] = []
    ) throws(ValidationError) {
        self.id = try EntryRule.identifier(id, "id")
        self.title = try TextRule.line(
            title,
            "title",
            charactersMax: ValidationLimits.titleCharactersMax
        )
        try ClassificationMark.refuse(inTitle: self.title, "title")
        let period = try EntryRule.period(period, "period")
        self.period = period
        self.text = try TextRule.passage(
            text,
            "text",
            charactersMax: ValidationLimits.reportCharactersMax
        )
        try ClassificationMark.refuse(in: self.text, "text")
        if let directive, !directive.isEmpty {
            self.directive = try EntryRule.directiveReference(directive, "directive")
        } else {
            self.directive = nil
        }
        self.points = try PointRule.points(points, reportPeriod: period)
        self.attachments = try AttachmentRule.attachments(attachments)
    }

    /// The same, once: a report that is there already must be this one.
    package func part(
        by office: OfficePath,
        at: Int64,
        user: String,
        suite: SignatureSuite
    ) -> LocalAct.Part {
        let intents = self.intents(by: office, at: at, user: user, suite: suite)
        return LocalAct.Part(
            intents,
            if: [.isNew(RecordContent(of: intents[0], [ReportField.contentDigest.rawValue]))]
        )
    }

    /// Refuses periods that can only be a slip of the pen.
    ///
    /// - Throws: `too-far-ahead`.
    package func checkPeriods(today: CivilDate) throws(ValidationError) {
        try AheadRule.check(self.period, "period", today: today)
        for point in self.points where point.period != self.period {
            try AheadRule.check(point.period, "points", today: today)
        }
    }

    /// The same, about one directive for good, whatever others give the same number to later.
    package func answering(_ directive: DirectiveID) -> ReportContent {
        var content = self
        content.answered = directive
        return content
    }

    /// What writes the report and its figures: the report's record first, then one record of figures
    /// for each period, ascending.
    ///
    /// - Parameters:
    ///   - office: the office that reports.
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    ///   - suite: by which the tree hashes.
    package func intents(
        by office: OfficePath,
        at: Int64,
        user: String,
        suite: SignatureSuite
    ) -> [RecordIntent] {
        var intents = [self.reportIntent(by: office, at: at, user: user, suite)]
        var start = self.points.startIndex
        while start < self.points.endIndex {
            let period = self.points[start].period
            let rest = self.points[start...]
            let end = rest.firstIndex { $0.period != period } ?? self.points.endIndex
            intents.append(
                Figures.intent(of: office, period: period, points: Array(self.points[start..<end]))
            )
            start = end
        }
        return intents
    }

    /// The first sixteen bytes of the hash over all that was entered: equal for equal reports.
    package func digest(by suite: SignatureSuite) -> [UInt8] {
        var encoder = CBOREncoder(reservingCapacity: 512)
        encoder.array(count: 4 + self.points.count * 3 + self.attachments.count * 4)
        encoder.text(self.title)
        encoder.text(self.period.text)
        encoder.text(self.text)
        encoder.text(self.directive ?? "")
        for point in self.points {
            encoder.unsigned(UInt64(point.indicator.number))
            encoder.text(point.period.text)
            point.value.encode(to: &encoder)
        }
        for value in self.attachments.flatMap(\.values) { value.encode(to: &encoder) }
        return Array(suite.hash(encoder.bytes).bytes.prefix(16))
    }

    private func reportIntent(
        by office: OfficePath,
        at: Int64,
        user: String,
        _ suite: SignatureSuite
    ) -> RecordIntent {
        var fields: [FieldIntent] = [
            .choose(ReportField.title, self.title),
            .choose(ReportField.period, self.period.text),
            .choose(ReportField.text, self.text),
        ]
        if let directive = self.answered?.description ?? self.directive {
            fields.append(.choose(ReportField.directive, directive))
        }
        fields += [
            .choose(ReportField.submittedAt, .integer(at)),
            .choose(ReportField.user, user),
            .choose(ReportField.pointCount, .integer(Int64(self.points.count))),
            .choose(ReportField.contentDigest, .bytes(self.digest(by: suite))),
        ]
        fields += Attachment.intents(self.attachments, ReportField.attachments)
        return RecordIntent(
            space: SpaceID(.reports, of: office),
            record: RecordKind.report.record(self.id.bytes),
            fields: fields
        )
    }
}
