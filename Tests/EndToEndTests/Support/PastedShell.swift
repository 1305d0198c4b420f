import Foundation
import NodeProcesses
import Synchronization

/// Pastes blocks of commands, each into a fresh shell in one folder, and ends what they left running.
final class PastedShell: Disposable {
    private let folder: String
    private let binaries: NodeBinaries
    /// `LC_ALL` of the shells.
    private let locale: String
    private let shells = Mutex([(program: ChildProgram, output: String)]())

    init(folder: String, binaries: NodeBinaries, locale: String = "C.UTF-8") {
        self.folder = folder
        self.binaries = binaries
        self.locale = locale
    }

    /// Runs all commands of the block; the first one that fails ends it.
    ///
    /// - Returns: the shell's exit status, and the file into which everything goes that the block prints, also
    ///   later what it left running.
    func paste(_ block: String) async throws -> (status: Int32, output: String) {
        let output = "\(self.folder)/shell.\(self.shells.withLock { $0.count })"
        // The end of a shell is not seen by its program while something runs that it has started.
        let script = """
            cd "$1"; exec > "$2" 2>&1
            trap 'echo $? > "$2.new"; jobs -p > "$2.jobs"; mv "$2.new" "$2.end"' EXIT
            set -e
            \(block)
            """
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let program = try ChildProgram(
            "/bin/bash",
            ["-c", script, "bash", self.folder, output],
            environment: ["PATH": "\(self.binaries.folder):\(path)", "LC_ALL": self.locale]
        )
        self.shells.withLock { $0.append((program, output)) }
        try await Waiting.until("the end of \(block)") {
            FileManager.default.fileExists(atPath: "\(output).end")
        }
        let status = try Self.printed("\(output).end").split(separator: "\n").first
        return (status.flatMap { Int32($0) } ?? -1, output)
    }

    /// What a block has printed up to now.
    static func printed(_ output: String) throws -> String {
        try String(contentsOfFile: output, encoding: .utf8)
    }

    func dispose() async {
        let shells = self.shells.withLock { $0 }
        for shell in shells {
            let jobs = (try? Self.printed("\(shell.output).jobs")) ?? ""
            for line in jobs.split(separator: "\n") {
                if let process = pid_t(line) { kill(process, SIGKILL) }
            }
        }
        for shell in shells {
            shell.program.send(SIGKILL)
            _ = try? await shell.program.end()
        }
    }
}
