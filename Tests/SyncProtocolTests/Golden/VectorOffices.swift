import Testing

@testable import SyncProtocol

/// The offices of the vectors, made from their seeds.
struct VectorOffices {
    struct Content: Decodable {
        struct PreAuthentication: Decodable {
            let type: String
            let body: String
            let bytes: String
        }

        struct Signed: Decodable {
            let body: String
            let signature: String
        }

        struct Office: Decodable {
            let path: String
            let seed: String
            let serial: UInt64
            let publicKey: String
            let author: String
            let credential: Signed
        }

        let tree: String
        let preAuthentication: [PreAuthentication]
        let offices: [Office]
    }

    let content: Content
    let tree: TreeID
    private(set) var offices: [String: SampleOffice] = [:]

    init() throws {
        self.content = try VectorFile.load("identity", as: Content.self)
        self.tree = try #require(TreeID(hex: self.content.tree))
        for office in self.content.offices {
            let signer = try Ed25519Signer(seed: hex(office.seed))
            let path = try path(office.path)
            let parent = path.parent.flatMap { self.offices[$0.description] }
            let credential = try Credential.issue(
                tree: self.tree,
                path: path,
                publicKey: signer.publicKey,
                serial: office.serial,
                issuer: parent?.signer ?? signer
            )
            let chain = CredentialChain((parent?.chain.credentials ?? []) + [credential])
            self.offices[office.path] = SampleOffice(signer: signer, chain: try #require(chain))
        }
    }

    func office(_ path: String) throws -> SampleOffice {
        try #require(self.offices[path], "no office \(path) in the vectors")
    }
}
