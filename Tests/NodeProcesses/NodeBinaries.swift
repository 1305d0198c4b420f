import Foundation

/// Where the built programs lie.
package struct NodeBinaries: Sendable, Equatable {
    /// The environment variable that names their folder.
    package static let variable = "CAST_BIN_DIR"

    package let folder: String

    package var node: String { self.folder + "/cast-node" }
    package var admin: String { self.folder + "/cast-admin" }

    /// Looks in the folder that `CAST_BIN_DIR` names; without one, beside the running program, then in
    /// the package's debug and release builds.
    ///
    /// - Throws: ``ProcessFailure`` that names the places looked at.
    package static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ProcessFailure) -> NodeBinaries {
        let named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        let folders = named.map { [$0] } ?? Self.usualFolders
        for folder in folders {
            let binaries = NodeBinaries(folder: folder)
            let isComplete = [binaries.node, binaries.admin].allSatisfy {
                FileManager.default.isExecutableFile(atPath: $0)
            }
            if isComplete { return binaries }
        }
        let places = folders.joined(separator: ", ")
        throw ProcessFailure(
            "找不到 cast-node 与 cast-admin（找过：\(places)）；请先编译，或用 \(Self.variable) 指明文件夹",
            "cast-node and cast-admin are not in \(places); build them, or name their folder with \(Self.variable)"
        )
    }

    private static var usualFolders: [String] {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = program.map { URL(filePath: $0).deletingLastPathComponent().path }
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let builds = [".build/debug", ".build-release/release"]
            .map { package.appending(path: $0).path }
        return [beside].compactMap { $0 } + builds
    }
}
