import Crypto
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
            try folder.saveCredentials([1, 2, 3])
            #expect(folder.isComplete)
            #expect(try folder.loadSigningSeed() == seed)
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
                try folder.loadSigningSeed()
            }
            try folder.saveSigningSeed([UInt8](repeating: 1, count: 32))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            #expect(throws: IdentityFolderError(reason: .permissions, file: file)) {
                try folder.loadSigningSeed()
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            try folder.saveSigningSeed([1, 2, 3])
            #expect(throws: IdentityFolderError(reason: .damaged, file: file)) {
                try folder.loadSigningSeed()
            }
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: folder.path
            )
            #expect(throws: IdentityFolderError(reason: .permissions, file: folder.path)) {
                try folder.loadSigningSeed()
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
                try folder.loadSigningSeed()
            }
        }
    }
}
