import Admin
import ArgumentParser
import Crypto
import Foundation
import NIOCore
import NIOPosix
import SyncProtocol

/// Joins a tree with an invitation.
struct EnrollCommand: NodeCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Joins a tree with an invitation from the office above. 凭上级邀请码加入。",
        discussion: """
            The office above makes the invitation with cast-admin invite. It works once and for at \
            most 24 hours.

            EXAMPLES
              cast-node enroll --data-dir /var/lib/cast --token cast1-…
              cast-node enroll --token-file invitation.txt
            """
    )

    @OptionGroup var data: DataFolderOption
    @OptionGroup var address: AddressOptions
    @OptionGroup var language: LanguageOption

    @Option(help: "The invitation.")
    var token: String?

    @Option(help: "A file that holds the invitation.")
    var tokenFile: String?

    func run(in context: NodeContext) async throws -> ExitStatus {
        try self.address.check()
        let token = try self.invitation(now: context.now())
        let dataFolder = self.data.folder(in: context)
        let folder = IdentityFolder(dataFolder: dataFolder)
        try DurableFile.createFolder(dataFolder)
        guard !folder.isComplete else { throw NodeFailure.alreadySetUp(dataFolder) }
        try context.say(
            "正在向 \(token.parentHost):\(token.parentPort) 申请加入 \(token.path) …",
            "Joining as \(token.path) at \(token.parentHost):\(token.parentPort) …"
        )
        let (identity, name) = try await self.join(token, folder: folder, now: context.now())
        try await NodeSetup.complete(
            identity,
            in: dataFolder,
            registration: nil,
            now: context.now()
        )
        try self.address.write(
            dataFolder: dataFolder,
            parent: HostAndPort(host: token.parentHost, port: token.parentPort)
        )
        try folder.saveCredentials(identity.chain.encoded())
        try context.say(
            "已加入：\(name)（\(identity.path)）。启动：cast-node run --data-dir \(dataFolder)",
            "Joined as \(name) (\(identity.path)). Start it: cast-node run --data-dir \(dataFolder)"
        )
        return .success
    }

    private func invitation(now: Int64) throws -> EnrolmentToken {
        let text: String
        switch (self.token, self.tokenFile) {
        case (let token?, nil): text = token
        case (nil, let file?):
            guard let contents = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw NodeFailure(
                    .notFound,
                    "无法读取邀请码文件 \(file)",
                    "the invitation file \(file) cannot be read"
                )
            }
            text = contents
        default:
            throw UsageFailure(
                "请用 --token 或 --token-file 给出邀请码",
                "give the invitation with --token or --token-file"
            )
        }
        do throws(EnrolmentTokenError) {
            return try EnrolmentToken(text: text, now: now)
        } catch {
            throw NodeFailure(.dataRefused, error.text.chinese, error.text.english)
        }
    }

    private func join(
        _ token: EnrolmentToken,
        folder: IdentityFolder,
        now: Int64
    ) async throws -> (NodeIdentity, String) {
        try folder.create()
        let signer = try Ed25519Signer(seed: Self.signingSeed(in: folder))
        let outcome = try await Self.ask(token, signer: signer, now: now)
        let chain = try? CredentialChain(decoding: outcome.credentials)
        guard let chain, chain.leaf.author == signer.author, chain.path == token.path,
            chain.isValid(in: token.tree, verifier: Ed25519Verifier())
        else {
            throw NodeFailure(
                .dataRefused,
                "上级给出的凭证无效，请联系上级管理员",
                "the credentials given by the office above are not valid; ask its administrator"
            )
        }
        let identity = NodeIdentity(signer: signer, chain: chain, authority: outcome.authority)
        return (identity, outcome.nameChinese)
    }

    /// The signing key is on disk before the parent is asked: if the answer is lost, the same key
    /// asks again and gets the same answer.
    private static func signingSeed(in folder: IdentityFolder) throws -> [UInt8] {
        if let seed = try folder.signingSeedIfPresent() { return seed }
        let seed = NodeIdentity.freshSeed()
        try folder.saveSigningSeed(seed)
        return seed
    }

    private static func ask(
        _ token: EnrolmentToken,
        signer: Ed25519Signer,
        now: Int64
    ) async throws -> EnrolmentOutcome {
        let client = EnrolmentClient(eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        do {
            return try await client.enrol(
                token: token,
                authorityKey: P256.Signing.PrivateKey(),
                signer: signer,
                now: now
            )
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: any Error) -> any Error {
        guard let error = error as? EnrolmentError else { return error }
        let isUnreachable = error.reason == "unreachable" || error.reason == "unavailable"
        return NodeFailure(
            isUnreachable ? .unavailable : .notPermitted,
            error.text.chinese,
            error.text.english
        )
    }
}
