import Admin
import Crypto
import Decision
import Foundation
import SyncProtocol
import Testing
import X509

@testable import Node

@Suite("The identity folder")
struct IdentityFolderTests {
    private func withFolder(_ body: (IdentityFolder) throws -> Void) throws {
        let data = FileManager.default.temporaryDirectory
            .appendingPathComponent("identity-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: data) }
        let folder = IdentityFolder(dataFolder: data)
        try folder.create()
        try body(folder)
    }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("what is saved is loaded, in files for the owner alone")
    func roundTrip() throws {
        try self.withFolder { folder in
            let authority = try TestTree().authority("100000/510000")
            let identity = try authority.issueLeaf(now: TestTree.now)
            let seed = [UInt8](repeating: 9, count: 32)
            #expect(!folder.isComplete)
            try folder.saveSigningSeed(seed)
            try folder.saveAuthority(authority)
            try folder.saveTLS(identity)
            try folder.saveParent(HostAndPort(host: "a.cn", port: 1))
            try folder.saveFormerAuthors([AuthorID(high: 1, low: 2)])
            try folder.saveCredentials([1, 2, 3])
            #expect(folder.isComplete)
            #expect(try folder.loadParent() == HostAndPort(host: "a.cn", port: 1))
            #expect(try folder.loadSigningSeed(for: .ed25519) == seed)
            #expect(try folder.loadAuthority().chain == authority.chain)
            #expect(try folder.loadTLS().chain == identity.chain)
            #expect(try folder.loadCredentials() == [1, 2, 3])
            #expect(try self.mode(folder.path) == 0o700)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == IdentityFolder.File.allCases.map(\.rawValue).sorted())
            for name in names { #expect(try self.mode("\(folder.path)/\(name)") == 0o600) }
        }
    }

    @Test("a missing, readable-by-others or damaged file is named")
    func errors() throws {
        try self.withFolder { folder in
            let file = "\(folder.path)/signing.key"
            #expect(throws: IdentityFolderError(reason: .missing, file: file)) {
                try folder.loadSigningSeed(for: .ed25519)
            }
            try folder.saveSigningSeed([UInt8](repeating: 1, count: 32))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            #expect(throws: IdentityFolderError(reason: .permissions, file: file)) {
                try folder.loadSigningSeed(for: .ed25519)
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            try folder.saveSigningSeed([1, 2, 3])
            #expect(throws: IdentityFolderError(reason: .damaged, file: file)) {
                try folder.loadSigningSeed(for: .ed25519)
            }
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: folder.path
            )
            #expect(throws: IdentityFolderError(reason: .permissions, file: folder.path)) {
                try folder.loadSigningSeed(for: .ed25519)
            }
        }
    }

    @Test(
        "of the authority's files the one that is damaged is named",
        arguments: [
            IdentityFolder.File.authorityChain, .root,
        ]
    )
    func damagedAuthority(_ file: IdentityFolder.File) throws {
        try self.withFolder { folder in
            try folder.saveAuthority(try TestTree().authority("100000/510000"))
            let path = "\(folder.path)/\(file.rawValue)"
            try Data("no certificate\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: IdentityFolderError(reason: .damaged, file: path)) {
                _ = try folder.loadAuthority()
            }
        }
    }

    @Test("a TLS key and chain that do not belong together are made anew; a whole pair is kept")
    func tornTLS() throws {
        try self.withFolder { folder in
            let authority = try TestTree().authority("100000/510000")
            let first = try folder.loadOrRenewTLS(authority: authority, now: TestTree.now)
            let again = try folder.loadOrRenewTLS(authority: authority, now: TestTree.now)
            #expect(first.chain == again.chain)
            let chain = try String(contentsOfFile: "\(folder.path)/tls.chain.pem", encoding: .utf8)
            try folder.saveTLS(try authority.issueLeaf(now: TestTree.now))
            try DurableFile.replace(Array(chain.utf8), folder: folder.path, name: "tls.chain.pem")
            #expect(throws: IdentityFolderError.self) { try folder.loadTLS() }
            let renewed = try folder.loadOrRenewTLS(authority: authority, now: TestTree.now)
            #expect(renewed.chain != first.chain)
            #expect(try folder.loadTLS().chain == renewed.chain)
        }
    }

    /// The file of certificates with one changed bit in the signature of the first of them.
    private static func spoil(_ file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let end = try #require(text.range(of: "\n-----END CERTIFICATE-----"))
        // The last four characters of base64 may hold padding; those before are three whole bytes.
        let start = text.index(end.lowerBound, offsetBy: -8)
        let other: Character = text[start] == "A" ? "B" : "A"
        let spoiled = text.replacingCharacters(in: start...start, with: String(other))
        try Data(spoiled.utf8).write(to: URL(fileURLWithPath: file))
    }

    @Test(
        "one changed bit in a certificate is noticed, and its file is named",
        arguments: [IdentityFolder.File.authorityChain, .root]
    )
    func spoiledCertificate(_ file: IdentityFolder.File) throws {
        try self.withFolder { folder in
            try folder.saveAuthority(try TestTree().authority("100000/510000"))
            let path = "\(folder.path)/\(file.rawValue)"
            try Self.spoil(path)
            #expect(throws: IdentityFolderError(reason: .damaged, file: path)) {
                _ = try folder.loadAuthority()
            }
        }
    }

    @Test("a key that is not the certificates' is named, and not the certificates")
    func otherKey() throws {
        try self.withFolder { folder in
            try folder.saveAuthority(try TestTree().authority("100000/510000"))
            let name = IdentityFolder.File.authorityKey.rawValue
            let other = P256.Signing.PrivateKey().pemRepresentation
            try DurableFile.replace(Array(other.utf8), folder: folder.path, name: name)
            let error = IdentityFolderError(reason: .damaged, file: "\(folder.path)/\(name)")
            #expect(throws: error) { _ = try folder.loadAuthority() }
        }
    }

    @Test(
        "of signing key and credentials the one that is damaged is named",
        arguments: [IdentityFolder.File.signingKey, .credentials]
    )
    func damagedIdentity(_ file: IdentityFolder.File) throws {
        try self.withFolder { folder in
            let seed = [UInt8](repeating: 9, count: 32)
            let root = path("100000")
            let identity = try NodeIdentity.createRoot(
                path: root,
                suite: .ed25519,
                seed: seed,
                now: TestTree.now
            )
            try folder.saveSigningSeed(seed)
            try folder.saveAuthority(identity.authority)
            try folder.saveCredentials(identity.chain.encoded())
            #expect(try NodeIdentity.load(from: folder).path == root)
            if file == .signingKey {
                try folder.saveSigningSeed([UInt8](repeating: 8, count: 32))
            } else {
                var bytes = identity.chain.encoded()
                bytes[bytes.count - 1] ^= 1
                try folder.saveCredentials(bytes)
            }
            let damaged = IdentityFolderError(
                reason: .damaged,
                file: "\(folder.path)/\(file.rawValue)"
            )
            #expect(throws: damaged) { _ = try NodeIdentity.load(from: folder) }
        }
    }

    @Test("the authors of the keys that a node had before are kept beside its key")
    func formerAuthors() throws {
        try self.withFolder { folder in
            let seed = [UInt8](repeating: 9, count: 32)
            let identity = try NodeIdentity.createRoot(
                path: path("100000"),
                suite: .ed25519,
                seed: seed,
                now: TestTree.now
            )
            try folder.saveSigningSeed(seed)
            try folder.saveAuthority(identity.authority)
            try folder.saveCredentials(identity.chain.encoded())
            let author = identity.signer.author
            #expect(try NodeIdentity.load(from: folder).own == OwnAuthors(writing: author))
            let former = [AuthorID(high: 1, low: 2), AuthorID(high: 3, low: 4)]
            try folder.saveFormerAuthors(former)
            let loaded = try NodeIdentity.load(from: folder)
            #expect(loaded.own == OwnAuthors(writing: author, former: former))
            #expect(NodeStore.identity(loaded).own == loaded.own)
            try DurableFile.replace(
                Array("\(former[0])\nzz\n".utf8),
                folder: folder.path,
                name: IdentityFolder.File.former.rawValue
            )
            let damaged = IdentityFolderError(
                reason: .damaged,
                file: "\(folder.path)/former.authors"
            )
            #expect(throws: damaged) { _ = try NodeIdentity.load(from: folder) }
        }
    }

    @Test("a TLS certificate with one changed bit is made anew by itself")
    func spoiledTLS() throws {
        try self.withFolder { folder in
            let authority = try TestTree().authority("100000/510000")
            let first = try folder.loadOrRenewTLS(authority: authority, now: TestTree.now)
            try Self.spoil("\(folder.path)/tls.chain.pem")
            let renewed = try folder.loadOrRenewTLS(authority: authority, now: TestTree.now)
            #expect(renewed.chain != first.chain)
            #expect(try folder.loadTLS().chain == renewed.chain)
            let office = try authority.verifier.verifyPeer(renewed.chain, now: TestTree.now)
            #expect(office == path("100000/510000"))
        }
    }

    @Test("what the system refuses is said in its words, and ends as a fault of the disk")
    func systemError() {
        let full = IdentityFolderError(reason: .system(ENOSPC), file: "/a/b")
        #expect(
            full.text.english.contains("/a/b cannot be read or written: No space left on device")
        )
        #expect(full.status == .outputFailed)
        #expect(IdentityFolderError(reason: .system(EACCES), file: "/a").status == .notPermitted)
    }

    @Test("A folder is made with those above it, all for the owner alone", arguments: ["", "./"])
    func nestedFolder(_ prefix: String) throws {
        let name = "cast-nested-\(UUID().uuidString)"
        let place = FileManager.default.currentDirectoryPath
        let top = prefix.isEmpty ? NSTemporaryDirectory() + name : "\(prefix)\(name)"
        defer { try? FileManager.default.removeItem(atPath: top) }
        try DurableFile.createFolder("\(top)/b/c")
        #expect(FileManager.default.currentDirectoryPath == place)
        for path in [top, "\(top)/b", "\(top)/b/c"] { #expect(try self.mode(path) == 0o700) }
    }

    @Test("a key that is a symbolic link is not followed")
    func symbolicLink() throws {
        try self.withFolder { folder in
            try folder.saveSigningSeed([UInt8](repeating: 1, count: 32))
            let file = "\(folder.path)/signing.key"
            try FileManager.default.moveItem(atPath: file, toPath: "\(folder.path)/elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: file,
                withDestinationPath: "\(folder.path)/elsewhere"
            )
            #expect(throws: IdentityFolderError(reason: .permissions, file: file)) {
                try folder.loadSigningSeed(for: .ed25519)
            }
        }
    }
}
