package import SyncProtocol

/// One office's standing with one directive.
package struct OfficeStep: Hashable, Sendable {
    /// How it is known.
    package enum Basis: Hashable, Sendable {
        /// By the office's own records: every time is exact.
        case record
        /// By name in the fold of its branch, since this time, UTC seconds; nil when that is not known.
        case fold(since: Int64?)
        /// The fold of its branch does not name it: it has come so far at least, by this time, UTC seconds.
        case atLeast(by: Int64?)
        /// Not at all: its branch has told nothing yet that covers it.
        case unknown
    }

    package let office: OfficePath
    package let standing: TraceStanding
    package let basis: Basis
    package let receipt: OfficeReceipt?
    package let answer: OfficeAnswer?
    /// See ``TraceReading/isComingUp(_:)``.
    package let isComingUp: Bool
    /// The office nearest to it known to hold the directive, when it has not arrived.
    package let lastHop: OfficePath?
}
