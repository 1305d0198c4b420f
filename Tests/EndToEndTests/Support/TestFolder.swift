import Foundation
import NodeProcesses

/// A fresh folder for one test, taken away afterwards.
enum TestFolder {
    static func with<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-end-to-end-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path)
    }

    /// Three fresh offices, linked and running.
    static func withOffices<Result: Sendable>(
        _ body: (ThreeOffices) async throws -> Result
    ) async throws -> Result {
        let binaries = try NodeBinaries.find()
        return try await Self.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries, body)
        }
    }
}
