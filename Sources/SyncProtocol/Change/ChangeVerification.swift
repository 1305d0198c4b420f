/// What ``ChangeVerifier`` finds about a change by itself.
package enum ChangeVerification: Hashable, Sendable {
    case good(VerifiedChange)
    /// The feed's opening is not known, so the signature cannot be checked yet.
    case openingMissing(Change)
    /// It goes to quarantine, with its exact bytes. The change is nil when it could not be decoded.
    case refused(RefusalReason, detail: String, SignedChange, Change?)
}
