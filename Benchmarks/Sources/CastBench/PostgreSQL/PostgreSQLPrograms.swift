import Foundation

/// Where PostgreSQL's programs are, and as whom they run.
struct PostgreSQLPrograms: Sendable {
    private static let root = "/usr/lib/postgresql"
    /// Debian's user for it: the server refuses to run as root.
    private static let owner = "postgres"

    let folder: String

    /// Those of the newest version that Debian's package has installed; nil where there is none.
    static func find() -> Self? {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: Self.root)) ?? []
        return versions.compactMap { Int($0) }.sorted(by: >)
            .map { Self(folder: "\(Self.root)/\($0)/bin") }
            .first { FileManager.default.isExecutableFile(atPath: $0.folder + "/postgres") }
    }

    /// What figures of it are named after.
    var name: String {
        "postgresql-"
            + (URL(fileURLWithPath: self.folder).deletingLastPathComponent().lastPathComponent)
    }

    /// How one of the programs is called.
    func command(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String])
    {
        let path = self.folder + "/" + program
        guard geteuid() == 0 else { return (path, arguments) }
        // Becomes the other user and then the program itself, so that the process is the server's.
        let switching = ["--reuid=\(Self.owner)", "--regid=\(Self.owner)", "--init-groups", "--"]
        return ("/usr/bin/setpriv", switching + [path] + arguments)
    }

    /// Makes a folder that belongs to whom the programs run as.
    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard geteuid() == 0 else { return }
        guard let entry = getpwnam(Self.owner) else {
            throw BenchError("PostgreSQL does not run as root, and there is no user \(Self.owner)")
        }
        guard chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw LoopbackSocket.failed("chown \(path)")
        }
    }
}
