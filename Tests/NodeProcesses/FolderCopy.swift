package import Admin
import Foundation

/// An old copy of a node's data folder, and the ways in which people put one back.
package struct FolderCopy: Sendable {
    private static let database = "store.sqlite"

    private let node: NodeProcess
    private let folder: String

    /// `cp -r` of the whole folder of a node that is stopped, with its fence.
    ///
    /// - Parameter folder: does not exist yet.
    package init(of node: NodeProcess, in folder: String) throws {
        self.node = node
        self.folder = folder
        try FileManager.default.copyItem(atPath: node.dataFolder, toPath: folder)
    }

    /// Puts all of it in the place of the present folder. The node is stopped.
    package func restoreWhole() throws {
        try FileManager.default.removeItem(atPath: self.node.dataFolder)
        try FileManager.default.copyItem(atPath: self.folder, toPath: self.node.dataFolder)
    }

    /// Puts the database file back alone: the present fence stays. The node is stopped.
    package func restoreDatabase() throws {
        let present = "\(self.node.dataFolder)/\(Self.database)"
        for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: present + end)
        {
            try FileManager.default.removeItem(atPath: present + end)
        }
        try FileManager.default.copyItem(atPath: "\(self.folder)/\(Self.database)", toPath: present)
    }

    package func remove() throws { try FileManager.default.removeItem(atPath: self.folder) }
}

extension NodeProcess {
    /// Waits until the node says what came of a restored copy.
    ///
    /// - Parameter instant: UTC milliseconds; what was said before is of an earlier copy.
    package func recovery(since instant: Int64) async throws -> NodeEvent {
        var found: NodeEvent?
        try await self.wait(for: "past-recovered") { client in
            found = try await client.status(by: .unnamed).recovery
            return found.map { $0.kind == "past-recovered" && $0.at >= instant } ?? false
        }
        guard let found else {
            throw ProcessFailure("\(self.name) 没有恢复记录", "\(self.office) has no recovery event")
        }
        return found
    }
}
