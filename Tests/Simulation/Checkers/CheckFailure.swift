internal import Decision

/// A run in which something was not as it must be.
package struct CheckFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// Something false was said or stored.
        case correctness
        /// Nothing false, but the offices did not come to an end in time.
        case liveness
    }

    package let kind: Kind
    /// The checker that found it.
    package let checker: String
    /// The office where it was found. Nil: the whole tree.
    package let office: Int?
    package let detail: String
    /// The fault of a decision that it comes from: the writer may get round it.
    let fault: DecisionFault?

    package init(_ kind: Kind, _ checker: String, office: Int?, _ detail: String) {
        self.kind = kind
        self.checker = checker
        self.office = office
        self.detail = detail
        self.fault = nil
    }

    /// What was asked of a store cannot be decided, or not be stored.
    init(_ fault: DecisionFault) {
        self.kind = .correctness
        self.checker = "what is asked of a store can be decided"
        self.office = nil
        self.detail = "\(fault)"
        self.fault = fault
    }

    package var description: String {
        let place = self.office.map { " at office \($0)" } ?? ""
        return "\(self.kind.rawValue) (\(self.checker))\(place): \(self.detail)"
    }
}
