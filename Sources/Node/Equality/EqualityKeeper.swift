import Decision
import Logging
import Store
import SyncProtocol

/// Signs for this node that both ends of a link have the same, and keeps what the other end signed.
/// Confined to the links' event loop.
struct EqualityKeeper {
    private let context: DriverContext
    /// Our half of the latest certificate of each link.
    private var ours: [LinkID: EqualityStatement] = [:]

    init(_ context: DriverContext) {
        self.context = context
    }

    /// Nil when the key cannot sign, which the log says, or what lies on the disk has shown itself damaged: then
    /// nobody knows what is the same.
    mutating func sign(_ claim: EqualityClaim, on link: LinkID) -> EqualityStatement? {
        guard self.context.store.fault == nil else { return nil }
        let identity = self.context.store.identity
        do {
            let statement = try EqualityStatement(
                claim,
                at: self.context.clock(),
                chain: identity.chain,
                signer: identity.signer
            )
            self.ours[link] = statement
            return statement
        } catch {
            self.context.logger.error("equality was not signed", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Keeps both halves of a certificate when the other end's is good and says the same as ours.
    func keep(_ theirs: EqualityStatement, of link: LinkID, from peer: String) {
        guard let ours = self.ours[link], ours.claim.scopeDigest == theirs.claim.scopeDigest else {
            return
        }
        let store = self.context.store
        let logger = self.context.logger
        Task {
            guard theirs.isValid(in: store.identity.tree, verifier: store.identity.suite) else {
                let unit = QuarantinedUnit(
                    reason: .badSignature,
                    detail: "equality",
                    peer: peer,
                    body: theirs.body,
                    signature: theirs.signature
                )
                try? await store.quarantine(unit)
                return
            }
            do throws(StoreError) {
                try await store.keep(ours: ours, theirs: theirs)
            } catch {
                logger.error("a certificate was not kept", metadata: ["error": "\(error)"])
            }
        }
    }

    mutating func linkClosed(_ link: LinkID) {
        self.ours[link] = nil
    }
}
