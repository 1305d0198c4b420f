/// One thing that is checked about what is received, or that a store sees to when it decides. A node takes all of
/// these steps, always; tests leave one out to prove that something fails then.
package enum VerificationStep: UInt32, Sendable, Hashable, CaseIterable {
    case bodySize, signatureSize, tree, scope, openingAuthor, signature, right, payload
    case chainRootDepth, chainRootKey, chainPath, chainTree, chainIssuer, chainSignature
    case firstNumber, branch, numberOrder, previousHash, risingStamp, strandCount, gap
    case successionSay
    case equalityTree, equalityOffice, equalityChain, equalitySignature
    case noteScope, noteAuthor, noteSignature, noteContent, noteAge, noteReach
    case contentManifest, contentChunk
    case ownRight, ownFeed, stampsAhead, hold, duplicate, ancestors, places
    case charter, grant
}

extension VerificationStep {
    /// Those about notes.
    package static let ofNotes: [Self] = [
        .noteScope, .noteAuthor, .noteSignature, .noteContent, .noteAge, .noteReach,
    ]
    /// Those about parts of files.
    package static let ofContents: [Self] = [.contentManifest, .contentChunk]
    /// Those that a store takes when it decides.
    package static let ofDecisions: [Self] = [
        .gap, .ownRight, .ownFeed, .stampsAhead, .hold, .duplicate, .ancestors, .places,
    ]
}

/// The steps that are taken: all, but in a test that proves the need of one.
package struct VerificationSteps: Sendable, Hashable {
    /// One bit for each step.
    private let omitted: UInt64

    package static let all = VerificationSteps(omitted: 0)

    /// For tests only.
    package static func allBut(_ steps: VerificationStep...) -> VerificationSteps {
        steps.reduce(.all) { $0.without($1) }
    }

    /// For tests only.
    package func without(_ step: VerificationStep) -> VerificationSteps {
        VerificationSteps(omitted: self.omitted | 1 << UInt64(step.rawValue))
    }

    /// Whether the step is taken.
    package func takes(_ step: VerificationStep) -> Bool {
        self.omitted & 1 << UInt64(step.rawValue) == 0
    }

    /// Whether the check holds, if it is made at all.
    package func pass(_ step: VerificationStep, _ check: @autoclosure () -> Bool) -> Bool {
        !self.takes(step) || check()
    }
}

/// Decides about a change by itself: a pure function of signed data, the tree and the verifier (D5).
package struct ChangeVerifier<Verifier: SignatureVerifier>: Sendable {
    package let tree: TreeID
    private let verifier: Verifier
    private let steps: VerificationSteps

    package init(tree: TreeID, verifier: Verifier, steps: VerificationSteps = .all) {
        self.tree = tree
        self.verifier = verifier
        self.steps = steps
    }

    /// - Parameters:
    ///   - signed: what came over the link.
    ///   - scope: whether the space belongs on the link that brought it, as far as is known here or an opening's
    ///     charter says.
    ///   - key: what the feed's opening said, if it is known here. For an opening it is not asked.
    package func verify(
        _ signed: SignedChange,
        inScope scope: (SpaceID, Charter?) -> Bool = { _, _ in true },
        key: (FeedID) -> AuthorKey?
    ) -> ChangeVerification {
        let steps = self.steps
        guard steps.pass(.bodySize, signed.body.count <= ChangeLimits.bodyByteCountMax),
            steps.pass(
                .signatureSize,
                signed.signature.count <= ChangeLimits.signatureByteCountMax
            )
        else {
            return .refused(.tooLarge, detail: "\(signed.byteCount) bytes", signed, nil)
        }
        let change: Change
        do throws(CBORError) {
            change = try Change(decoding: signed.body)
        } catch {
            return .refused(.malformedChange, detail: error.description, signed, nil)
        }
        guard steps.pass(.tree, change.tree == self.tree) else {
            return .refused(.wrongTree, detail: "tree \(change.tree)", signed, change)
        }
        let suite = self.verifier.suite
        guard change.suite == suite else {
            return .refused(.wrongSuite, detail: "suite \(change.suite)", signed, change)
        }
        // What goes on in a case is judged by its opening, which may have come just before.
        let isOpened =
            change.feed.space.kind == .case && change.opening == nil && key(change.feed) != nil
        guard steps.pass(.scope, isOpened || scope(change.feed.space, change.charter)) else {
            return .refused(.outOfScope, detail: "space \(change.feed.space)", signed, change)
        }
        let author: AuthorKey
        if let opening = change.opening {
            guard opening.credentials.allSatisfy({ $0.suite == suite }) else {
                let other = opening.credentials.first { $0.suite != suite }?.suite
                let detail = "credential of suite \(other ?? suite)"
                return .refused(.wrongSuite, detail: detail, signed, change)
            }
            guard steps.pass(.openingAuthor, opening.leaf.author == change.feed.author),
                opening.leaf.suite == change.suite,
                opening.isValid(in: self.tree, verifier: self.verifier, steps: steps)
            else {
                return .refused(.badCredential, detail: "path \(opening.path)", signed, change)
            }
            guard steps.pass(.charter, self.isGood(change.charter, in: change.feed.space)) else {
                let detail = "charter of \(change.feed.space)"
                return .refused(.badCredential, detail: detail, signed, change)
            }
            author = AuthorKey(opening.leaf)
        } else if let known = key(change.feed) {
            author = known
        } else {
            return .openingMissing(change)
        }
        return self.verify(signed, change, by: author)
    }

    private func verify(
        _ signed: SignedChange,
        _ change: Change,
        by author: AuthorKey
    ) -> ChangeVerification {
        let bytes = signed.signedBytes
        guard author.suite == change.suite,
            self.steps.pass(
                .signature,
                self.verifier.isValid(
                    signed.signature,
                    over: bytes,
                    publicKey: author.publicKey,
                    suite: author.suite
                )
            )
        else {
            return .refused(.badSignature, detail: "author \(change.feed.author)", signed, change)
        }
        guard self.isEntitled(author.path, to: change) else {
            let detail = "\(author.path) may not write in \(change.feed.space)"
            return .refused(.notAuthorised, detail: detail, signed, change)
        }
        var edits: [RecordEdit] = []
        do throws(CBORError) {
            edits = try change.edits()
        } catch {
            guard self.steps.pass(.payload, false) else {
                return .refused(.malformedOperations, detail: error.description, signed, change)
            }
        }
        return .good(
            VerifiedChange(
                signed: signed,
                change: change,
                digest: self.verifier.hash(bytes),
                edits: edits
            )
        )
    }

    // MARK: Cases

    /// Whether the owner of the space has signed a charter; of what is no case there is none.
    private func isGood(_ charter: Charter?, in space: SpaceID) -> Bool {
        guard let charter else { return true }
        return charter.space == space
            && charter.isValid(in: self.tree, verifier: self.verifier, steps: self.steps)
    }

    /// Whether an office may write a change. In a case that is said once, by the charter in the feed's opening; how far
    /// it holds is said by later charters.
    private func isEntitled(_ office: OfficePath, to change: Change) -> Bool {
        let space = change.feed.space
        guard space.kind == .case else {
            return self.steps.pass(.right, space.mayWrite(office))
        }
        guard let charter = change.charter, office != space.owner else { return true }
        return self.steps.pass(
            .grant,
            !change.feed.isCharter && charter.terms.admits(office)
        )
    }
}
