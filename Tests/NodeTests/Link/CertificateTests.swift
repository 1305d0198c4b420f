import Crypto
import Foundation
import SwiftASN1
import SyncProtocol
import Testing
import X509

@testable import Node

@Suite("Chains of certificates")
struct CertificateTests {
    private let tree: TestTree
    private let verifier: CertificateChainVerifier

    init() throws {
        self.tree = try TestTree()
        self.verifier = self.tree.root.verifier
    }

    private func reason(
        _ chain: [Certificate],
        now: Int64 = TestTree.now
    ) -> CertificateFault.Reason? {
        do {
            _ = try self.verifier.verifyPeer(chain, now: now)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "an office at any depth proves its path",
        arguments: [
            "100000", "100000/510000", "100000/510000/510100/510104/S001", "100000/2/3/4/5/6/7/8",
        ]
    )
    func accepted(office: String) throws {
        let identity = try self.tree.identity(office)
        let proved = try self.verifier.verifyPeer(identity.chain, now: TestTree.now)
        #expect(proved == path(office))
        for certificate in identity.chain {
            #expect(try Certificate(reading: try certificate.derBytes()) == certificate)
        }
    }

    @Test("a chain with a certificate missing, doubled or in another order is refused")
    func shape() throws {
        let chain = try self.tree.identity("100000/510000/510100").chain
        #expect(self.reason([]) == .wrongLength)
        #expect(self.reason([chain[0]]) == .wrongLength)
        #expect(self.reason(Array(chain.dropLast())) == .wrongLength)
        #expect(self.reason([chain[0], chain[2], chain[3]]) == .wrongLength)
        #expect(self.reason([chain[0], chain[2], chain[1], chain[3]]) == .wrongOffice)
        #expect(self.reason(chain + [chain[3]]) == .wrongLength)
        #expect(self.reason([chain[0], chain[1], chain[2], chain[2]]) == .wrongRoot)
    }

    @Test("an authority cannot issue for another part of the tree")
    func wrongSubtree() throws {
        let sichuan = try self.tree.authority("100000/510000")
        let key = P256.Signing.PrivateKey()
        for stolen in ["100000/440000", "100000/440000/440100", "100000"] {
            let leaf = try CertificateProfile.leaf(
                uri: OfficeURI(tree: self.tree.id, path: path(stolen)),
                publicKey: Certificate.PublicKey(key.publicKey),
                notBefore: TestTree.now,
                notAfter: TestTree.now + TestTree.day,
                issuer: sichuan.chain[0].subject,
                issuerKey: Certificate.PrivateKey(sichuan.key)
            )
            #expect(self.reason([leaf] + sichuan.chain) != nil)
        }
        #expect(throws: CertificateFault.self) {
            let request = try CertificateRequest.make(
                for: OfficeURI(tree: self.tree.id, path: path("100000/440000")),
                key: key
            )
            _ = try sichuan.issue(path("100000/440000"), request: request, now: TestTree.now)
        }
    }

    @Test("a certificate that is no authority cannot issue")
    func leafAsAuthority() throws {
        let key = P256.Signing.PrivateKey()
        let uri = OfficeURI(tree: self.tree.id, path: path("100000/510000"))
        let noAuthority = try Forgery.certificate(by: self.tree.root, key: key) {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            SubjectAlternativeNames([.uniformResourceIdentifier(uri.description)])
        }
        let leaf = try OfficeAuthority(key: key, chain: [noAuthority] + self.tree.root.chain)
            .issueLeaf(now: TestTree.now)
        #expect(self.reason(leaf.chain) == .wrongUse)
    }

    @Test("an authority's certificate cannot be used for a link")
    func authorityAsLeaf() throws {
        let sichuan = try self.tree.authority("100000/510000")
        let both = try Forgery.certificate(by: sichuan, key: P256.Signing.PrivateKey()) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
            try ExtendedKeyUsage([.serverAuth, .clientAuth])
            SubjectAlternativeNames([.uniformResourceIdentifier(sichuan.uri.description)])
        }
        #expect(self.reason([both] + sichuan.chain) == .wrongUse)
    }

    @Test(
        "a leaf that lacks a use, names two offices or has an unknown critical extension is refused"
    )
    func extensions() throws {
        let sichuan = try self.tree.authority("100000/510000")
        let name = sichuan.uri.description
        let key = P256.Signing.PrivateKey()
        let serverOnly = try Forgery.certificate(by: sichuan, key: key) {
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames([.uniformResourceIdentifier(name)])
        }
        #expect(self.reason([serverOnly] + sichuan.chain) == .wrongUse)
        let twoNames = try Forgery.certificate(by: sichuan, key: key) {
            SubjectAlternativeNames([
                .uniformResourceIdentifier(name), .uniformResourceIdentifier(name + "/510100"),
            ])
        }
        #expect(self.reason([twoNames] + sichuan.chain) == .noOfficeName)
        let unknown = try Forgery.certificate(by: sichuan, key: key) {
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth, .clientAuth])
            SubjectAlternativeNames([.uniformResourceIdentifier(name), .dnsName("example.org")])
            Certificate.Extension(
                oid: [1, 3, 6, 1, 4, 1, 99_999, 1],
                critical: true,
                value: [5, 0]
            )
        }
        #expect(self.reason([unknown] + sichuan.chain) == .unknownCriticalExtension)
    }

    @Test("validity is checked at both ends with a small tolerance")
    func validity() throws {
        let chain = try self.tree.identity("100000/510000").chain
        let tolerance = CertificateLifetime.toleranceMilliseconds
        let end = TestTree.now + Int64(CertificateLifetime.leafDays) * TestTree.day
        #expect(self.reason(chain, now: TestTree.now - tolerance) == nil)
        #expect(self.reason(chain, now: TestTree.now - tolerance - 1_000) == .notYetValid)
        #expect(self.reason(chain, now: end + tolerance) == nil)
        #expect(self.reason(chain, now: end + tolerance + 1_000) == .expired)
    }

    @Test("one flipped bit anywhere in a chain is noticed")
    func flippedBits() throws {
        let chain = try self.tree.identity("100000/510000").chain
        for (position, certificate) in chain.enumerated() {
            let bytes = try certificate.derBytes()
            for index in bytes.indices {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(index % 8)
                guard let parsed = try? Certificate(reading: damaged) else { continue }
                var copy = chain
                copy[position] = parsed
                #expect(self.reason(copy) != nil, "certificate \(position), byte \(index)")
            }
        }
    }

    @Test("a key of another algorithm is refused")
    func otherAlgorithm() throws {
        let sichuan = try self.tree.authority("100000/510000")
        let leaf = try CertificateProfile.leaf(
            uri: sichuan.uri,
            publicKey: Certificate.PublicKey(P384.Signing.PrivateKey().publicKey),
            notBefore: TestTree.now,
            notAfter: TestTree.now + TestTree.day,
            issuer: sichuan.chain[0].subject,
            issuerKey: Certificate.PrivateKey(sichuan.key)
        )
        #expect(self.reason([leaf] + sichuan.chain) == .wrongAlgorithm)
    }

    @Test("a request is refused for another office, a foreign key or a damaged signature")
    func requests() throws {
        let uri = OfficeURI(tree: self.tree.id, path: path("100000/510000"))
        let request = try CertificateRequest.make(for: uri, key: P256.Signing.PrivateKey())
        _ = try CertificateRequest.publicKey(in: request, for: uri)
        let other = OfficeURI(tree: self.tree.id, path: path("100000/440000"))
        #expect(throws: CertificateFault(.wrongOffice, "100000/440000")) {
            _ = try CertificateRequest.publicKey(in: request, for: other)
        }
        var damaged = request
        damaged[damaged.count - 1] ^= 1
        #expect(throws: CertificateFault.self) {
            _ = try CertificateRequest.publicKey(in: damaged, for: uri)
        }
        #expect(throws: CertificateFault.self) {
            _ = try CertificateRequest.publicKey(in: [1, 2, 3], for: uri)
        }
    }

    @Test("nothing that an authority issues outlives it")
    func lifetimes() throws {
        let late = TestTree.now + 3_640 * TestTree.day
        let sichuan = try self.tree.authority("100000/510000", now: late)
        #expect(sichuan.notAfter == self.tree.root.notAfter)
        #expect(try sichuan.issueLeaf(now: late).notAfter == self.tree.root.notAfter)
    }

    @Test("a leaf is renewed when fewer than ten days remain")
    func renewal() throws {
        let authority = try self.tree.authority("100000/510000")
        var identity = try authority.issueLeaf(now: TestTree.now)
        let before = identity.chain
        let early = TestTree.now + 20 * TestTree.day - 1
        let isEarly = try identity.renewIfNeeded(now: early, authority: authority)
        #expect(!isEarly)
        #expect(identity.chain == before)
        let isDue = try identity.renewIfNeeded(now: early + 1, authority: authority)
        #expect(isDue)
        #expect(identity.chain != before)
        #expect(identity.notAfter > TestTree.now + 49 * TestTree.day)
    }

    @Test("a leaf that was issued while the clock was ahead is made anew once the clock is right")
    func renewalAfterWrongClock() throws {
        let authority = try self.tree.authority("100000/510000")
        var identity = try authority.issueLeaf(now: TestTree.now + 100 * TestTree.day)
        let isReplaced = try identity.renewIfNeeded(now: TestTree.now, authority: authority)
        #expect(isReplaced)
        #expect(identity.notAfter == TestTree.now + 30 * TestTree.day)
        let isReplacedAgain = try identity.renewIfNeeded(now: TestTree.now, authority: authority)
        #expect(!isReplacedAgain)
        // Clocks that differ by little are no reason.
        let isReplacedForLittle = try identity.renewIfNeeded(
            now: TestTree.now - CertificateLifetime.toleranceMilliseconds,
            authority: authority
        )
        #expect(!isReplacedForLittle)
    }

    @Test("a leaf is not made anew for ever when its authority is about to end")
    func renewalNearTheEnd() throws {
        let authority = try self.tree.authority("100000/510000")
        let late = authority.notAfter - 5 * TestTree.day
        var identity = try authority.issueLeaf(now: late)
        #expect(identity.notAfter == authority.notAfter)
        let isRenewed = try identity.renewIfNeeded(now: late + 1, authority: authority)
        #expect(!isRenewed)
        let other = try self.tree.authority("100000/510000")
        let isReplaced = try identity.renewIfNeeded(now: late + 1, authority: other)
        #expect(isReplaced)
        #expect(Array(identity.chain.dropFirst()) == other.chain)
    }

    @Test("an office's name has one spelling")
    func officeURIs() {
        let text = "office://00000000000000070000000000000001/100000/510000"
        #expect(OfficeURI(text: text)?.description == text)
        for wrong in [
            "office://00000000000000070000000000000001", text + "/",
            "Office://" + text.dropFirst(9),
            "office://0000000000000007000000000000000A/100000", "https://" + text.dropFirst(9), "",
        ] {
            #expect(OfficeURI(text: String(wrong)) == nil, "\(wrong)")
        }
    }
}
