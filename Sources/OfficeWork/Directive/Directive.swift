package import SyncProtocol

/// The fields of a directive's record. The numbers are on the wire: never reuse one.
package enum DirectiveField: UInt16, Sendable, CaseIterable {
    case number = 1
    case title = 2
    case body = 3
    case urgency = 4
    case issuedOn = 5
    case replyBy = 6
    case recipients = 7
    case carriesOut = 8
    case attachments = 9
}

/// A document that goes down the tree (下发文件). Lives in the issuer's `directives` space.
package struct Directive: Hashable, Sendable {
    package let id: DirectiveID
    /// 文号, in the form of ``DocumentNumber``.
    package let number: String
    package let title: String
    package let body: String
    /// ``Urgency/normal`` when a later version wrote a word unknown here.
    package let urgency: Urgency
    /// 成文日期
    package let issuedOn: CivilDate
    /// Where it stands in lists: the date of issue, or the day on which that was written where it lies behind
    /// that day. A date far ahead does not stay on top for good.
    package let listedOn: CivilDate
    /// The last day for a reply, in China. Nil when none is asked.
    package let replyBy: CivilDate?
    /// Classes of offices, and single ones by their whole paths.
    package let recipients: [Recipient]
    /// When it was addressed to them: what decides who was there. The stamp of its signed change.
    package let issuedAt: Stamp
    /// 文号 of the directive that this one carries out.
    package let carriesOut: String?
    package let attachments: [Attachment]
    /// Fields with several unsettled values.
    package let conflicts: Int
    /// When it was written, by its writer's clock: what orders the directives of one day.
    package let writtenAt: Stamp

    /// Nil when number, title, body, date or recipients are missing or unreadable: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let id = DirectiveID(bytes: key),
            let number = state.text(DirectiveField.number),
            let title = state.text(DirectiveField.title),
            let body = state.text(DirectiveField.body),
            let issuedOn = state.text(DirectiveField.issuedOn).flatMap({ CivilDate($0) }),
            let addressed = state.choices(DirectiveField.recipients.rawValue).first,
            case .list(let recipients) = addressed.value
        else { return nil }
        self.id = id
        self.number = number
        self.title = title
        self.body = body
        self.urgency = state.text(DirectiveField.urgency).flatMap(Urgency.init) ?? .normal
        self.issuedOn = issuedOn
        let written = state.choices(DirectiveField.issuedOn.rawValue).first?.stamp.milliseconds
        self.listedOn = min(issuedOn, CivilDate(milliseconds: written ?? .max))
        self.replyBy = state.text(DirectiveField.replyBy).flatMap { CivilDate($0) }
        // A later version may know further kinds of recipients; those known here still count.
        // A mere code names nobody: whoever enters the same one elsewhere later would be addressed, too.
        self.recipients = recipients.compactMap { $0.text.flatMap { Recipient($0) } }
            .filter(\.isFixed)
        self.issuedAt = addressed.stamp
        self.carriesOut = state.optionalText(DirectiveField.carriesOut)
        self.attachments = Attachment.all(in: state, DirectiveField.attachments)
        self.conflicts = Directive.declaration.conflicts(in: state).count
        self.writtenAt = state.choices(DirectiveField.number.rawValue).first?.stamp ?? .zero
    }
}
