import Testing

@testable import SyncProtocol

extension ChangeVerification {
    /// The reason when the change was refused.
    var refusal: RefusalReason? {
        if case .refused(let reason, _, _, _) = self { reason } else { nil }
    }

    var good: VerifiedChange? {
        if case .good(let change) = self { change } else { nil }
    }
}

extension SampleTree {
    /// Verifies an opening: nothing is known of its feed.
    func verify(_ signed: SignedChange) -> ChangeVerification {
        self.verifier.verify(signed) { _ in nil }
    }

    /// Verifies a change of a feed that is known to be this office's.
    func verify(_ signed: SignedChange, by office: SampleOffice) -> ChangeVerification {
        self.verifier.verify(signed) { _ in AuthorKey(office.chain.leaf) }
    }

    /// A verified change, or a failed test.
    func verified(
        _ signed: SignedChange,
        by office: SampleOffice,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> VerifiedChange {
        try #require(
            self.verify(signed, by: office).good,
            "the change should be good",
            sourceLocation: sourceLocation
        )
    }
}
