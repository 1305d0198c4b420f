import Admin
import Decision
import Foundation
import SyncProtocol
import Testing

@testable import Node

/// A node that would not start after a move, or would dial its former place, is not moved.
@Suite("Settings and a move")
struct RelocationSettingsTests {
    private static let place = "100000/500000/510100"

    private func check(
        _ settings: [UInt8]?,
        environment: [String: String] = [:]
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-move-\(UUID().uuidString)").path
        try DurableFile.createFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if let settings {
            try DurableFile.replace(settings, folder: folder, name: NodeSettingsFile.name)
        }
        let secret = try #require(EnrolmentSecret(bytes: Array(0..<16)))
        let token = try #require(
            EnrolmentToken(
                tree: TreeID(high: 1, low: 2),
                suite: .ed25519,
                rootHash: Digest256(words: (1, 2, 3, 4)),
                parentHost: "chongqing.example.cn",
                parentPort: 8_500,
                path: path(Self.place),
                secret: secret,
                expiresAt: 1
            )
        )
        try Relocation(dataFolder: folder).checkSettings(token, environment: environment)
        // Settings are the administrator's: not a byte of them is changed.
        let file = "\(folder)/\(NodeSettingsFile.name)"
        #expect(FileManager.default.contents(atPath: file).map(Array.init) == settings)
    }

    @Test(
        "What names no office of the former place goes along, in whatever style it is written",
        arguments: [
            "", "# 设置\r\napi:\r\n  port: 8511\r\n",
            "link: {parent: \"chongqing.example.cn:8500\"}\n",
            "link:\n      also: '100000@a.cn:1, 100000/500000/510100@d.cn:4' # 总部\n",
        ]
    )
    func fits(_ text: String) throws {
        try self.check(Array(text.utf8))
    }

    @Test("Without settings there is nothing to check")
    func none() throws {
        try self.check(nil)
    }

    @Test(
        "What names an office of the former place is named with its line, and nothing is moved",
        arguments: [
            ("link:\r\n    parent: sichuan.example.cn:8500\r\n", 2, "sichuan.example.cn:8500"),
            ("link: {parent: \"sichuan.example.cn:8500\"}\n", 1, "sichuan.example.cn:8500"),
            (
                "link:\n  also: >-\n    100000@a.cn:1,\n    100000/510000@b.cn:2\n", 2,
                "100000/510000@b.cn:2"
            ),
            ("link.also: 100000/510000/510100@c.cn:3", 1, "100000/510000/510100@c.cn:3"),
        ]
    )
    func staysBehind(_ text: String, _ line: Int, _ value: String) {
        let failure = #expect(throws: NodeFailure.self) { try self.check(Array(text.utf8)) }
        let said = failure?.text.english ?? ""
        #expect(
            said.contains("node.yaml, line \(line): ") && said.contains("take \(value) out"),
            "\(said)"
        )
        #expect(failure?.status == .configuration)
    }

    @Test("A setting in the environment is named as such")
    func environment() {
        let failure = #expect(throws: NodeFailure.self) {
            try self.check(nil, environment: ["CAST_LINK_PARENT": "sichuan.example.cn:8500"])
        }
        #expect(failure?.text.english.hasPrefix("environment variable CAST_LINK_PARENT: ") == true)
    }

    @Test(
        "Settings with which the node would not start are no settings to move with",
        arguments: [
            Array("link: [\n".utf8), Array("link.parnet: a:1\n".utf8),
            // “上级” in GBK, in a comment.
            Array("api.port: 8511 # ".utf8) + [0xC9, 0xCF, 0xBC, 0xB6, 0x0A],
        ]
    )
    func unreadable(_ bytes: [UInt8]) {
        #expect(throws: ConfigurationError.self) { try self.check(bytes) }
    }
}
