import Foundation
import NodeProcesses

/// The folder in which the demo's nodes live: made anew by every run, and never somebody else's.
struct DemoFolder: Sendable {
    /// Its presence says that the folder is the demo's own; it holds the number of the demo's process.
    private static let markName = "cast-demo.folder"
    /// Added to the name of Chengdu's second node.
    static let standbyMark = "-standby"
    /// Everything that a demo puts there.
    private static let contents = [
        "100000", "510000", "510100", "510100\(Self.standbyMark)", "510100-copy", "logs",
    ]

    /// An absolute path.
    let path: String

    /// - Throws: ``ProcessFailure`` when the folder is not the demo's, or another demo runs in it.
    init(_ path: String) throws(ProcessFailure) {
        self.path = URL(filePath: path).standardizedFileURL.path
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: self.path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw self.foreign() }
            try self.clear()
        }
        do {
            try manager.createDirectory(atPath: self.path, withIntermediateDirectories: true)
            try Data("\(getpid())\n".utf8).write(to: URL(filePath: self.mark))
        } catch {
            throw ProcessFailure(
                "无法写入文件夹 \(self.path)；请用 --data-dir 换一个",
                "the folder \(self.path) cannot be written; name another one with --data-dir"
            )
        }
    }

    private var mark: String { self.path + "/" + Self.markName }

    /// Takes away what an earlier demo left, its nodes too if they still run.
    private func clear() throws(ProcessFailure) {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: self.path) else {
            throw self.foreign()
        }
        guard !names.isEmpty else { return }
        guard let text = try? String(contentsOfFile: self.mark, encoding: .utf8),
            names.allSatisfy({ $0 == Self.markName || Self.contents.contains($0) })
        else { throw self.foreign() }
        let owner = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        if let owner, owner != getpid(), RunningProgram(owner).isNamed(DemoCommand.name) {
            throw ProcessFailure(
                "另一个演示（进程 \(owner)）正在 \(self.path) 里运行；请先停止它，或用 --data-dir 换一个",
                "another demo (process \(owner)) runs in \(self.path); stop it, or name another folder with --data-dir"
            )
        }
        do {
            for name in Self.contents where names.contains(name) {
                self.endLeftover(name)
                try manager.removeItem(atPath: "\(self.path)/\(name)")
            }
        } catch {
            throw ProcessFailure(
                "无法清空上次演示的文件夹 \(self.path)；请删除它后再试",
                "the folder of an earlier demo, \(self.path), cannot be emptied; delete it and try again"
            )
        }
    }

    /// A demo that was killed leaves its nodes running: the lock of each store names its process.
    private func endLeftover(_ name: String) {
        let folder = "\(self.path)/\(name)"
        guard let text = try? String(contentsOfFile: "\(folder)/store.lock", encoding: .utf8),
            let id = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        let program = RunningProgram(id)
        guard program.isNamed("cast-node"), program.arguments.contains(folder) else { return }
        kill(id, SIGKILL)
    }

    private func foreign() -> ProcessFailure {
        ProcessFailure(
            "\(self.path) 不是空文件夹，也不是演示自己的文件夹；请用 --data-dir 换一个",
            "\(self.path) is neither empty nor a folder of the demo; name another one with --data-dir"
        )
    }
}

/// Another process of this machine, as the system describes it.
private struct RunningProgram {
    let arguments: [String]

    init(_ id: pid_t) {
        let bytes = (try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))) ?? Data()
        self.arguments = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    func isNamed(_ name: String) -> Bool {
        self.arguments.first.map { URL(filePath: $0).lastPathComponent == name } ?? false
    }
}
