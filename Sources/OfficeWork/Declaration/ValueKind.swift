/// What a value of a field is: how it is entered, what it must be like, and how people read it.
package enum ValueKind: Sendable, Hashable {
    /// One line of text.
    case line(charactersMax: Int)
    /// Text of several lines.
    case passage(charactersMax: Int)
    /// The same of the length of a document.
    case body(bytesMax: Int)
    /// A day, `2018-06-30`.
    case date
    /// A reporting period, `2018Q2`.
    case period
    /// A document number (文号).
    case documentNumber
    /// One of a few words.
    case word([DeclaredWord])
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// A figure of an indicator, in its unit.
    case figure(Indicator)
    /// An instant, UTC milliseconds; never entered.
    case instant
    /// Who did something, see ``UserName``; never entered.
    case user
    /// A place in the tree of offices; never entered.
    case path
    /// To whom a document is addressed, each text a ``Recipient``.
    case recipients
    /// A directive, by its id or its document number.
    case directive
    /// A record of the kind with this number, by its key, see ``KeyRule``. It need not be here.
    case reference(UInt16, KeyRule)
    /// Files.
    case attachments
    /// What an office had replied before, see ``FormerReply``; never entered.
    case formerReply
    /// What has a meaning of its own for the kind, and is shown as it is; never entered.
    case opaque
}
