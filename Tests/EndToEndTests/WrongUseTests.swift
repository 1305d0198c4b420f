import Admin
import Foundation
import NodeProcesses
import Testing

@Suite("Wrong use of cast-node")
struct WrongUseTests {
    private static let root = ["--office", "100000", "--name", "中国科协"]

    /// `DIR` stands for a folder that does not exist yet.
    static let commandLines: [[String]] = [
        ["no-such-command"],
        ["--no-such-option"],
        ["init"],
        ["init", "--office", "100000"],
        ["init", "--office", "a_b", "--name", "x"],
        ["init", "--office", "100000", "--name", ""],
        ["init"] + Self.root + ["--link-port", "70000"],
        ["init"] + Self.root + ["--link-port", "abc"],
        ["init"] + Self.root + ["--advertise", "nonsense"],
        ["init"] + Self.root + ["extra"],
        ["enroll"],
        ["enroll", "--token", "a", "--token-file", "b"],
        ["enroll", "--token"],
        ["enroll", "--no-such-option"],
        ["enroll", "--token", "a", "--api-port", "-1"],
        ["run", "extra"],
        ["run", "--no-such-key", "1"],
        ["run", "--data-dir"],
        ["run", "--link-listen-port"],
        ["run", "--link-listen-port", "1", "2"],
        ["run", "--link-listen-port", "99999"],
        ["run", "--link-also", "nonsense"],
        ["console-link", "extra"],
        ["console-link", "--no-such-option"],
        ["config", "extra"],
    ]

    @Test("It is answered with one line and exit code 64", arguments: Self.commandLines)
    func answered(_ words: [String]) async throws {
        let binaries = try NodeBinaries.find()
        for (mark, language) in [("error: ", [String]()), ("错误：", ["--lang", "zh"])] {
            try await TestFolder.with { folder in
                // The folder must not be made by a command that was not understood.
                let program = try ChildProgram(
                    binaries.node,
                    Self.withLanguage(words, language),
                    environment: ["CAST_DATA_DIR": "\(folder)/none"]
                )
                let (end, output, errors) = try await program.finished()
                #expect(!end.isSignal && end.code == ExitStatus.usage.rawValue, "\(errors)")
                #expect(output.isEmpty, "\(output)")
                #expect(errors.split(separator: "\n").count == 1, "\(errors)")
                #expect(errors.hasPrefix(mark), "\(errors)")
                #expect(errors.contains("--help"), "\(errors)")
            }
        }
    }

    /// In the place where it is read even when the rest is not understood.
    private static func withLanguage(_ words: [String], _ language: [String]) -> [String] {
        [words[0]] + language + words.dropFirst()
    }
}
