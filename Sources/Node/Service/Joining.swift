import Admin
import Crypto
import Decision
import Foundation
import NIOCore
import NIOPosix
import SyncProtocol

/// Becomes an office of a tree: asks the parent with a token and checks what it answers.
final class Joining: Sendable {
    /// Who the new office is, and the name that its parent knows it by.
    struct Outcome: Sendable {
        let identity: NodeIdentity
        let name: String
    }

    let token: EnrolmentToken
    private let suites: SuiteRegistry
    private let dataFolder: String
    private let folder: IdentityFolder

    init(token: EnrolmentToken, dataFolder: String, suites: SuiteRegistry = .shipped) {
        self.token = token
        self.suites = suites
        self.dataFolder = dataFolder
        self.folder = IdentityFolder(dataFolder: dataFolder)
    }

    /// Leaves everything in the data folder except the credentials, which are to be written last.
    ///
    /// - Parameter now: UTC milliseconds.
    /// - Throws: ``EnrolmentError``, or ``NodeFailure`` when the answer is not sound.
    func run(now: Int64) async throws -> Outcome {
        let isNew = !FileManager.default.fileExists(atPath: self.folder.path)
        // Before anything is left behind or said to anybody.
        let suite = try self.suite()
        try self.folder.create()
        let signer = try suite.signer(seed: self.signingSeed(for: suite))
        let outcome: Outcome
        do {
            outcome = try await self.ask(signer: signer, now: now)
        } catch let error as EnrolmentError where isNew && error.isRefusal {
            // The key was made for this and nobody knows it.
            try? self.folder.removeSigningSeed()
            throw error
        }
        try NodeSetup.complete(outcome.identity, in: self.dataFolder, now: now)
        try await NodeSetup.note(outcome.identity, in: self.dataFolder)
        return outcome
    }

    /// Asks the parent and checks what it answers. Writes nothing.
    func ask(signer: any Signer, now: Int64) async throws -> Outcome {
        let client = EnrolmentClient(eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        let answer = try await client.enrol(
            token: self.token,
            authorityKey: P256.Signing.PrivateKey(),
            signer: signer,
            now: now
        )
        return try self.checked(answer, signer)
    }

    private func checked(_ answer: EnrolmentOutcome, _ signer: any Signer) throws -> Outcome {
        let context = TreeContext(tree: self.token.tree, suite: try self.suite())
        guard let chain = try? CredentialChain(decoding: answer.credentials),
            chain.leaf.author == signer.author, chain.path == self.token.path,
            chain.isValid(in: context.tree, verifier: context.suite)
        else {
            throw NodeFailure(
                .dataRefused,
                "上级给出的凭证无效，请联系上级管理员",
                "the credentials given by the office above are not valid; ask its administrator"
            )
        }
        let identity = NodeIdentity(
            context: context,
            signer: signer,
            own: OwnAuthors(writing: signer.author),
            chain: chain,
            authority: answer.authority
        )
        return Outcome(identity: identity, name: answer.nameChinese)
    }

    /// By which the tree goes.
    private func suite() throws -> SignatureSuite {
        guard let suite = self.suites[self.token.suite] else {
            throw NodeFailure.unknownSuite(self.token.suite, self.suites)
        }
        return suite
    }

    /// The signing key is on disk before the parent is asked: if the answer is lost, the same key
    /// asks again and gets the same answer.
    private func signingSeed(for suite: SignatureSuite) throws -> [UInt8] {
        if let seed = try self.folder.signingSeedIfPresent(for: suite) { return seed }
        let seed = NodeIdentity.freshSeed(for: suite)
        try self.folder.saveSigningSeed(seed)
        return seed
    }
}
