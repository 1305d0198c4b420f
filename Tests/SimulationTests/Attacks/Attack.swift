import Simulation
import SyncProtocol

/// Changes that must not get through, made so that exactly one verification step stands in their way.
struct Attack {
    /// What is sent, in this order.
    var changes: [SignedChange]
    /// Which office gets it, and from whom.
    var victim = "510000"
    var peer: OfficePath
    /// The first is checked, and lost before it reaches the disk.
    var isFirstLost = false
    /// The author has signed all of it: what comes second is a branch, and is kept.
    var isEquivocation = false
    /// How the honest victim notes it. Nil: it waits for what is missing before it.
    var reason: RefusalReason?
}

/// Writes with another key than the one it names.
struct MislabelledSigner: Signer {
    let key: any Signer
    let publicKey: [UInt8]

    var suite: SuiteNumber { self.key.suite }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        // The stand-in for signatures follows from the public key, so the key itself signs.
        try self.key.sign(bytes)
    }
}
