private import PlainText
package import SyncProtocol

/// A directive that was checked and may be issued.
package struct DirectiveContent: Hashable, Sendable {
    package let id: DirectiveID
    package let number: String
    package let title: String
    package let body: String
    package let urgency: Urgency
    package let issuedOn: CivilDate
    package let replyBy: CivilDate?
    package private(set) var recipients: [Recipient]
    package let carriesOut: String?
    package let attachments: [Attachment]

    /// Checks what was handed in, in the order of the parameters; the first rule broken is thrown.
    ///
    /// - Parameters:
    ///   - id: 32 hexadecimal digits.
    ///   - number: 文号, see ``DocumentNumber``; its year not after the year of `issuedOn`.
    ///   - title: 1...``ValidationLimits/titleCharactersMax`` characters.
    ///   - body: at most ``ValidationLimits/bodyBytesMax`` bytes; empty only where files are attached, as a
    ///     notice may consist of them.
    ///   - urgency: `urgent`, `expedited` or `normal`.
    ///   - issuedOn: a day as ``EntryRule/date(_:_:)`` reads it.
    ///   - replyBy: the same, not before `issuedOn`.
    ///   - recipients: 1...``ValidationLimits/recipientsMax`` texts of ``Recipient``, none twice.
    ///   - carriesOut: 文号 of the directive that this one carries out.
    ///   - attachments: at most ``ValidationLimits/attachmentsMax`` files that are here, none twice.
    package init(
        validating id: String,
        number: String,
        title: String,
        body: String,
        urgency: String,
        issuedOn: String,
        replyBy: String?,
        recipients: [String],
        carriesOut: String?,
        attachments: [AttachmentDraft] = []
    ) throws(ValidationError) {
        self.id = try EntryRule.identifier(id, "id")
        let number = try DocumentNumber(validating: number, field: "number")
        self.number = number.text
        self.title = try TextRule.line(
            title,
            "title",
            charactersMax: ValidationLimits.titleCharactersMax
        )
        try ClassificationMark.refuse(inTitle: self.title, "title")
        self.body = try TextRule.passage(body, "body", bytesMax: ValidationLimits.bodyBytesMax)
        if attachments.isEmpty { try TextRule.require(self.body, "body") }
        try ClassificationMark.refuse(in: self.body, "body")
        self.urgency = try Self.urgency(urgency)
        let issuedOn = try EntryRule.date(issuedOn, "issuedOn")
        self.issuedOn = issuedOn
        try Self.checkYear(of: number, issuedOn)
        self.replyBy = try Self.replyBy(replyBy, issuedOn)
        self.recipients = try Self.recipients(recipients)
        if let carriesOut, !carriesOut.isEmpty {
            self.carriesOut = try DocumentNumber(validating: carriesOut, field: "carriesOut").text
        } else {
            self.carriesOut = nil
        }
        self.attachments = try AttachmentRule.attachments(attachments)
    }

    /// The same, once: its id is new, and an office gives a document number once. A directive cannot be
    /// taken back, and everybody below would have to tell two of one number apart.
    package func part(issuer: OfficePath) -> LocalAct.Part {
        let intent = self.intent(issuer: issuer)
        let number = Uniqueness.value(DirectiveField.number.rawValue, .text(self.number))
        return LocalAct.Part(
            [intent],
            if: [
                .isNew(RecordContent(of: intent, DirectiveField.allCases.map(\.rawValue))),
                .isUnique(intent.reference, number),
            ]
        )
    }

    /// Refuses dates that can only be a slip of the pen. Apart from the rest: only whoever takes an entry in
    /// knows the day.
    ///
    /// - Throws: `too-far-ahead`.
    package func checkDates(today: CivilDate) throws(ValidationError) {
        try AheadRule.check(
            self.issuedOn,
            "issuedOn",
            daysMax: ValidationLimits.daysAheadMax,
            today: today
        )
        guard let replyBy = self.replyBy else { return }
        try AheadRule.check(
            replyBy,
            "replyBy",
            daysMax: ValidationLimits.replyDaysAheadMax,
            today: today
        )
    }

    /// The same, addressed to offices by their places, each once: what a person wrote is understood when
    /// the directive is issued, and then fixed.
    package func addressed(to recipients: [Recipient]) -> DirectiveContent {
        var content = self
        content.recipients = recipients.reduce(into: []) { fixed, recipient in
            if !fixed.contains(recipient) { fixed.append(recipient) }
        }
        return content
    }

    /// What writes the directive into the issuer's space.
    package func intent(issuer: OfficePath) -> RecordIntent {
        var fields: [FieldIntent] = [
            .choose(DirectiveField.number, self.number),
            .choose(DirectiveField.title, self.title),
            .choose(DirectiveField.body, self.body),
            .choose(DirectiveField.urgency, self.urgency.rawValue),
            .choose(DirectiveField.issuedOn, self.issuedOn.description),
        ]
        if let replyBy = self.replyBy {
            fields.append(.choose(DirectiveField.replyBy, replyBy.description))
        }
        let recipients = self.recipients.map { Value.text($0.text) }
        fields.append(.choose(DirectiveField.recipients, .list(recipients)))
        if let carriesOut = self.carriesOut {
            fields.append(.choose(DirectiveField.carriesOut, carriesOut))
        }
        fields += Attachment.intents(self.attachments, DirectiveField.attachments)
        return RecordIntent(
            space: SpaceID(.directives, of: issuer),
            record: RecordKind.directive.record(self.id.bytes),
            fields: fields
        )
    }
}

extension DirectiveContent {
    private static func urgency(_ text: String) throws(ValidationError) -> Urgency {
        guard let urgency = Urgency(rawValue: text) else {
            throw ValidationError(
                "urgency",
                .urgency,
                chinese: "紧急程度应为urgent（特急）、expedited（加急）或normal（平件）。",
                english: "The urgency is one of urgent, expedited and normal."
            )
        }
        return urgency
    }

    private static func checkYear(
        of number: DocumentNumber,
        _ issuedOn: CivilDate
    ) throws(ValidationError) {
        guard number.year > issuedOn.year else { return }
        throw ValidationError(
            "number",
            .year,
            chinese: "文号年份\(number.year)晚于成文日期\(issuedOn)，请核对两者。",
            english: """
                The number's year \(number.year) lies after the date of issue \(issuedOn): check both.
                """
        )
    }

    private static func replyBy(
        _ text: String?,
        _ issuedOn: CivilDate
    ) throws(ValidationError) -> CivilDate? {
        guard let text, !text.isEmpty else { return nil }
        let replyBy = try EntryRule.date(text, "replyBy")
        guard replyBy >= issuedOn else {
            throw ValidationError(
                "replyBy",
                .dateOrder,
                chinese: "报送期限\(replyBy)早于成文日期\(issuedOn)，请改为当日或以后。",
                english: """
                    The reply is due on \(replyBy), before the date of issue \(issuedOn): give that \
                    day or a later one.
                    """
            )
        }
        return replyBy
    }

    private static func recipients(_ texts: [String]) throws(ValidationError) -> [Recipient] {
        guard (1...ValidationLimits.recipientsMax).contains(texts.count) else {
            throw ValidationError(
                "recipients",
                .count,
                chinese:
                    "主送单位应有1至\(ValidationLimits.recipientsMax)个，现有\(texts.count)个；单位多时请用level:或all。",
                english: """
                    There are \(texts.count) recipients, 1 to \(ValidationLimits.recipientsMax) are \
                    allowed: address many offices by level or all.
                    """
            )
        }
        var recipients: [Recipient] = []
        for (index, text) in texts.enumerated() {
            guard let recipient = Recipient(text) else {
                throw Self.noRecipient(text, "recipients[\(index)]")
            }
            guard !recipients.contains(recipient) else {
                throw ValidationError(
                    "recipients[\(index)]",
                    .duplicate,
                    chinese: "主送单位\(recipient)重复，请删去一个。",
                    english: "The recipient \(recipient) is there twice: delete one."
                )
            }
            recipients.append(recipient)
        }
        return recipients
    }

    private static func noRecipient(_ text: String, _ field: String) -> ValidationError {
        let shown = text.prefix(ValidationLimits.titleCharactersMax)
        if text.hasPrefix(Recipient.levelPrefix) {
            return ValidationError(
                field,
                .recipientFormat,
                chinese: "“\(shown)”不是级别；级别有\(LevelWord.names(of: LevelWord.all))。",
                english: """
                    “\(shown)” is no level; the levels are \(LevelWord.codes()).
                    """
            )
        }
        return ValidationError(
            field,
            .recipientFormat,
            chinese: "“\(shown)”不是主送单位；应为单位代码或完整路径、level:级别、children（直属单位）或all（全部下级）。",
            english: """
                “\(shown)” is no recipient: that is an office's id or whole path, level:NAME, \
                children or all.
                """
        )
    }
}
