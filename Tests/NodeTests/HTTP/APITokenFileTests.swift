import Admin
import Foundation
import Testing

@testable import Node

@Suite("The token file")
final class APITokenFileTests {
    private let folder: URL
    private var path: String { self.folder.appending(path: APITokenFile.name).path }

    init() throws {
        self.folder = FileManager.default.temporaryDirectory
            .appending(path: "token-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder,
            withIntermediateDirectories: true
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: self.folder)
    }

    private func setPermissions(_ permissions: Int) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: permissions],
            ofItemAtPath: self.path
        )
    }

    @Test("is made once, for its owner alone, and read again as it was")
    func madeOnce() throws {
        let made = try APITokenFile.loadOrCreate(at: self.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: self.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(made.text.utf8.count == 43)
        #expect(try APITokenFile.loadOrCreate(at: self.path).text == made.text)
    }

    @Test("is refused when others may read it", arguments: [0o640, 0o604, 0o660, 0o644])
    func openToOthers(permissions: Int) throws {
        _ = try APITokenFile.loadOrCreate(at: self.path)
        try self.setPermissions(permissions)
        let error = #expect(throws: APIError.self) {
            try APITokenFile.loadOrCreate(at: self.path)
        }
        #expect(error?.rule == "token-permissions")
        #expect(error?.messageEnglish.contains(self.path) == true)
        #expect(error?.hintChinese?.contains("chmod 600") == true)
    }

    @Test("is refused when it is a link to another file")
    func link() throws {
        let other = self.folder.appending(path: "other").path
        _ = try APITokenFile.loadOrCreate(at: other)
        try FileManager.default.createSymbolicLink(
            atPath: self.path,
            withDestinationPath: other
        )
        #expect(throws: APIError.self) { try APITokenFile.loadOrCreate(at: self.path) }
    }

    @Test("is refused when it holds no token", arguments: ["", "short\n", "ä"])
    func damaged(content: String) throws {
        #expect(
            FileManager.default.createFile(
                atPath: self.path,
                contents: Data(content.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        )
        let error = #expect(throws: APIError.self) {
            try APITokenFile.loadOrCreate(at: self.path)
        }
        #expect(error?.rule == "token-content")
    }

    @Test("a missing folder is named")
    func missingFolder() throws {
        let path = self.folder.appending(path: "none/api.token").path
        let error = #expect(throws: APIError.self) {
            try APITokenFile.loadOrCreate(at: path)
        }
        #expect(error?.messageChinese.contains(path) == true)
    }

    @Test("two new tokens differ")
    func random() {
        #expect(APIToken.random().text != APIToken.random().text)
    }
}
