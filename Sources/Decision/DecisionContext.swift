package import SyncProtocol

/// What comes to a decision from outside the store: who decides, when, and the chance that it may use.
package struct DecisionContext: Sendable {
    package let identity: StoreIdentity
    package let limits: DecisionLimits
    /// The machine's clock, UTC milliseconds.
    package let now: Int64
    /// The same in microseconds, for what people and measurements are told.
    package let microseconds: Int64
    /// Random bits, drawn for this transaction alone.
    package let entropy: Digest256
    /// All, but in tests.
    package let steps: VerificationSteps

    package init(
        identity: StoreIdentity,
        limits: DecisionLimits,
        now: Int64,
        microseconds: Int64,
        entropy: Digest256,
        steps: VerificationSteps = .all
    ) {
        self.identity = identity
        self.limits = limits
        self.now = now
        self.microseconds = microseconds
        self.entropy = entropy
        self.steps = steps
    }

    /// Who writes.
    var author: AuthorID { self.identity.own.writing }

    /// Who writes and has written on this node.
    var own: OwnAuthors { self.identity.own }
}

/// How much the store keeps of what nobody asked for.
package struct DecisionLimits: Sendable {
    package let quarantineItemsMax: Int
    /// In bytes.
    package let quarantineBytesMax: Int
    /// No clock that is right shows an earlier time, UTC milliseconds.
    package let earliestMilliseconds: Int64

    package init(
        quarantineItemsMax: Int,
        quarantineBytesMax: Int,
        earliestMilliseconds: Int64
    ) {
        self.quarantineItemsMax = quarantineItemsMax
        self.quarantineBytesMax = quarantineBytesMax
        self.earliestMilliseconds = earliestMilliseconds
    }
}
