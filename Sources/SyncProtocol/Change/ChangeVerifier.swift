/// Decides about a change by itself: a pure function of signed data, the tree and the verifier (D5).
package struct ChangeVerifier<Verifier: SignatureVerifier>: Sendable {
    package let tree: TreeID
    private let verifier: Verifier

    package init(tree: TreeID, verifier: Verifier) {
        self.tree = tree
        self.verifier = verifier
    }

    /// - Parameters:
    ///   - signed: what came over the link.
    ///   - scope: whether the space belongs on the link that brought it.
    ///   - key: what the feed's opening said, if it is known here. For an opening it is not asked.
    package func verify(
        _ signed: SignedChange,
        inScope scope: (SpaceID) -> Bool = { _ in true },
        key: (FeedID) -> AuthorKey?
    ) -> ChangeVerification {
        guard signed.body.count <= ChangeLimits.bodyByteCountMax,
            signed.signature.count <= ChangeLimits.signatureByteCountMax
        else {
            return .refused(.tooLarge, detail: "\(signed.byteCount) bytes", signed, nil)
        }
        let change: Change
        do throws(CBORError) {
            change = try Change(decoding: signed.body)
        } catch {
            return .refused(.malformedChange, detail: error.description, signed, nil)
        }
        guard change.tree == self.tree else {
            return .refused(.wrongTree, detail: "tree \(change.tree)", signed, change)
        }
        guard scope(change.feed.space) else {
            return .refused(.outOfScope, detail: "space \(change.feed.space)", signed, change)
        }
        let author: AuthorKey
        if let opening = change.opening {
            guard opening.leaf.author == change.feed.author, opening.leaf.suite == change.suite,
                opening.isValid(in: self.tree, verifier: self.verifier)
            else {
                return .refused(.badCredential, detail: "path \(opening.path)", signed, change)
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
            self.verifier.isValid(
                signed.signature,
                over: bytes,
                publicKey: author.publicKey,
                suite: author.suite
            )
        else {
            return .refused(.badSignature, detail: "author \(change.feed.author)", signed, change)
        }
        guard change.feed.space.mayWrite(author.path) else {
            let detail = "\(author.path) may not write in \(change.feed.space)"
            return .refused(.notAuthorised, detail: detail, signed, change)
        }
        do throws(CBORError) {
            let edits = try change.edits()
            return .good(
                VerifiedChange(
                    signed: signed,
                    change: change,
                    digest: Digest256.hash(bytes),
                    edits: edits
                )
            )
        } catch {
            return .refused(.malformedOperations, detail: error.description, signed, change)
        }
    }
}
