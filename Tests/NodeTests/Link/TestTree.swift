import Crypto
import SyncProtocol
import X509

@testable import Node

/// A tree of offices with certificates made on the spot.
struct TestTree {
    /// 1 July 2025, UTC milliseconds.
    static let now: Int64 = 1_751_328_000_000
    static let day = CertificateLifetime.millisecondsPerDay

    let id: TreeID
    let root: OfficeAuthority

    init(_ number: UInt64 = 1, now: Int64 = TestTree.now) throws {
        self.id = TreeID(high: 7, low: number)
        self.root = try OfficeAuthority.createRoot(tree: self.id, path: path("100000"), now: now)
    }

    func authority(_ text: String, now: Int64 = TestTree.now) throws -> OfficeAuthority {
        let target = path(text)
        var authority = self.root
        for step in target.lineage.dropFirst() {
            let key = P256.Signing.PrivateKey()
            let request = try CertificateRequest.make(
                for: OfficeURI(tree: self.id, path: step),
                key: key
            )
            let chain = try authority.issue(step, request: request, now: now)
            authority = try OfficeAuthority(key: key, chain: chain)
        }
        return authority
    }

    func identity(_ text: String, now: Int64 = TestTree.now) throws -> TLSIdentity {
        try self.authority(text, now: now).issueLeaf(now: now)
    }
}

func path(_ text: String) -> OfficePath { OfficePath(text: text)! }
