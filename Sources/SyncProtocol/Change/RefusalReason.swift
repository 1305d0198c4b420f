/// Why a change, a frame or a peer was not accepted. The words are part of the wire format.
package enum RefusalReason: String, Sendable, Hashable, CaseIterable {
    case malformedFrame = "malformed-frame"
    case malformedChange = "malformed-change"
    case tooLarge = "too-large"
    case wrongTree = "wrong-tree"
    /// Signed by other algorithms than those that the tree goes by.
    case wrongSuite = "wrong-suite"
    case stampNotRising = "stamp-not-rising"
    case badSignature = "bad-signature"
    case badCredential = "bad-credential"
    case notAuthorised = "not-authorised"
    case outOfScope = "out-of-scope"
    case malformedOperations = "malformed-operations"
    case forked = "forked"
    case unknownPeer = "unknown-peer"
    case badCertificate = "bad-certificate"
    /// A part of a file that its name does not admit.
    case wrongContent = "wrong-content"
}
