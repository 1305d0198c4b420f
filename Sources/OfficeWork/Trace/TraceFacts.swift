/// What is known to have happened with a directive at one office. The bits are on the wire.
package struct TraceFacts: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue & 0b1_1111
    }

    /// It is on the office's disk.
    package static let received = TraceFacts(rawValue: 1)
    /// Its signatures were checked there. A node stores nothing that it has not checked.
    package static let verified = TraceFacts(rawValue: 2)
    /// A person has opened it.
    package static let opened = TraceFacts(rawValue: 4)
    package static let signed = TraceFacts(rawValue: 8)
    package static let answered = TraceFacts(rawValue: 16)

    /// What follows from a receipt and a reply: whoever signs or answers has opened what it has.
    package init(_ receipt: Receipt?, isAnswered: Bool) {
        self.init(
            isReceived: receipt != nil,
            isOpened: receipt?.openedAt != nil,
            isSigned: receipt?.signedAt != nil,
            isAnswered: isAnswered
        )
    }

    package init(isReceived: Bool, isOpened: Bool, isSigned: Bool, isAnswered: Bool) {
        var facts: TraceFacts = []
        if isSigned { facts.insert(.signed) }
        if isAnswered { facts.insert(.answered) }
        if isOpened || !facts.isEmpty { facts.insert(.opened) }
        if isReceived || !facts.isEmpty { facts.formUnion([.received, .verified]) }
        self = facts
    }
}
