/// Makes signatures with one key. The key may live in a file, a card or a test.
package protocol Signer: Sendable {
    var suite: SuiteNumber { get }
    var publicKey: [UInt8] { get }
    func sign(_ bytes: [UInt8]) throws -> [UInt8]
}

extension Signer {
    package var author: AuthorID { self.suite.author(publicKey: self.publicKey) }
}

/// Checks signatures of one suite.
package protocol SignatureVerifier: Sendable {
    var suite: SuiteNumber { get }
    /// The hash of the suite.
    func hash(_ bytes: [UInt8]) -> Digest256
    /// False for a signature of another suite.
    func isValid(
        _ signature: [UInt8],
        over bytes: [UInt8],
        publicKey: [UInt8],
        suite: SuiteNumber
    ) -> Bool
}
