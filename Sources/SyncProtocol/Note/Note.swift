package enum NoteSubject {}

/// Names a note: the first bytes of the hash over what it signs, signature included.
package typealias NoteID = Identifier<NoteSubject>

/// A small signed value outside the feeds; of several with one subject the latest wins.
///
/// What the link implies does not travel but is signed: the tree, the signer's path, the kind.
package struct Note: Hashable, Sendable {
    /// What the signature is bound to beside the body.
    package struct Context: Hashable, Sendable {
        package let tree: TreeID
        /// The office for which the author signs.
        package let signer: OfficePath

        package init(tree: TreeID, signer: OfficePath) {
            self.tree = tree
            self.signer = signer
        }
    }

    package let kind: NoteKind
    /// Deterministic CBOR; what is in it depends on the kind.
    package let body: [UInt8]
    package let author: AuthorID
    package let signature: [UInt8]
    /// Given when the other end may not have seen any feed of the author.
    package let chain: CredentialChain?

    package init(
        kind: NoteKind,
        body: [UInt8],
        author: AuthorID,
        signature: [UInt8],
        chain: CredentialChain? = nil
    ) {
        self.kind = kind
        self.body = body
        self.author = author
        self.signature = signature
        self.chain = chain
    }

    /// Signs a body.
    ///
    /// - Throws: what the signer throws.
    package init(
        _ kind: NoteKind,
        body: [UInt8],
        in context: Context,
        signer: any Signer,
        chain: CredentialChain? = nil
    ) throws {
        self.init(
            kind: kind,
            body: body,
            author: signer.author,
            signature: try signer.sign(Self.signedBytes(kind, body, context)),
            chain: chain
        )
    }

    /// The bytes that are signed: kind and context, then the body.
    package static func signedBytes(
        _ kind: NoteKind,
        _ body: [UInt8],
        _ context: Context
    ) -> [UInt8] {
        var encoder = CBOREncoder(reservingCapacity: body.count + 64)
        encoder.array(count: 3)
        context.tree.encode(to: &encoder)
        context.signer.encode(to: &encoder)
        encoder.unsigned(kind.rawValue)
        encoder.raw(body)
        return PreAuthenticationEncoding.bytes(
            type: PreAuthenticationEncoding.note,
            body: encoder.bytes
        )
    }

    package func id(by suite: some SignatureVerifier) -> NoteID {
        var encoder = CBOREncoder(reservingCapacity: self.body.count + 128)
        encoder.array(count: 4)
        self.encodeFields(to: &encoder)
        return NoteID(prefixOf: suite.hash(encoder.bytes))
    }

    private func encodeFields(to encoder: inout CBOREncoder) {
        encoder.unsigned(self.kind.rawValue)
        encoder.byteString(self.body)
        self.author.encode(to: &encoder)
        encoder.byteString(self.signature)
    }
}

extension Note: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.chain == nil ? 4 : 5)
        self.encodeFields(to: &encoder)
        self.chain?.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array(max: 5)
        guard count >= 4, let kind = NoteKind(rawValue: try decoder.unsigned()) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self.kind = kind
        self.body = try decoder.byteString(max: NoteLimits.bodyByteCountMax)
        self.author = try AuthorID(from: &decoder)
        self.signature = try decoder.byteString(max: ChangeLimits.signatureByteCountMax)
        self.chain = count == 5 ? try CredentialChain(from: &decoder) : nil
    }
}
