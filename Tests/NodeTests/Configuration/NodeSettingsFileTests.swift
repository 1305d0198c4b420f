import Foundation
import SyncProtocol
import Testing

@testable import Node

@Suite("The settings that a move changes")
struct NodeSettingsFileTests {
    private static let own = path("100000/500000/510100")

    /// What is dropped, and the file after it.
    private func dropping(from text: String) throws -> (dropped: [String], text: String) {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cast-settings-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: NodeSettingsFile.name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        let dropped = try NodeSettingsFile.dropSecondPaths(
            notOpenTo: Self.own,
            dataFolder: folder.path
        )
        return (dropped, try String(contentsOf: file, encoding: .utf8))
    }

    @Test("The former parent and the former place go, headquarters and siblings stay")
    func formerParent() throws {
        func file(_ also: String) -> String {
            "link:\n  parent: \"p:1\"\n  also: \"\(also)\"\nlog:\n  level: info\n"
        }
        let kept = "100000@a.example.cn:1, 100000/500000/510100@d.example.cn:4"
        let entries = "100000@a.example.cn:1,100000/510000@b.example.cn:2, "
        let siblings = "100000/510000/510100@c.example.cn:3,100000/500000/510100@d.example.cn:4"
        let changed = try self.dropping(from: file(entries + siblings))
        #expect(
            changed.dropped == [
                "100000/510000@b.example.cn:2", "100000/510000/510100@c.example.cn:3",
            ]
        )
        #expect(changed.text == file(kept))
    }

    @Test("When nothing fits the key stays without a value, which means no second path")
    func nothingFits() throws {
        let changed = try self.dropping(from: "link:\n    also: 100000/510000@b.example.cn:2\n")
        #expect(changed.dropped == ["100000/510000@b.example.cn:2"])
        #expect(changed.text == "link:\n    also: \"\"\n")
    }

    @Test(
        "What fits, is absent, is no entry or stands over several lines is left as it is",
        arguments: [
            "link:\n  also: '100000@a.example.cn:1' # headquarters\n",
            "link:\n  parent: \"p:1\"\n",
            "link:\n  also: nonsense\n",
            "link:\n  also: >-\n    100000/510000@b.example.cn:2,\n    100000@a.example.cn:1\n",
            "link: {also: \"100000/510000@b.example.cn:2\", parent: \"p:1\"}\n",
            "other:\n  also: \"100000/510000@b.example.cn:2\"\n",
        ]
    )
    func untouched(_ text: String) throws {
        let changed = try self.dropping(from: text)
        #expect(changed.dropped == [])
        #expect(changed.text == text)
    }
}
