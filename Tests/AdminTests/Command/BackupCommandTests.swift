import Admin
import Foundation
import Testing

@testable import AdminCommand

@Suite("The command that makes a backup")
struct BackupCommandTests {
    @Test("follows the node until the backup is whole, and says what it holds")
    func done() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["backup", "/backup/a", "--user", "王敏", "--lang", "en"],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.calls == ["startBackup", "backup"])
        #expect(office.asked.backups == [BackupDraft(folder: "/backup/a")])
        #expect(outcome.output.contains("512.0 KiB"))
        #expect(outcome.output.contains("6 feeds, 40 changes, 12 records, 1 attached file"))
        #expect(outcome.output.hasSuffix("It holds this office's keys: lock it up.\n"))
    }

    @Test("names a folder from where the person stands as a whole path")
    func relative() async {
        let office = StubOffice()
        _ = await CommandRunner.run(arguments: ["backup", "b/../c"], office: office)
        let here = FileManager.default.currentDirectoryPath
        #expect(office.asked.backups == [BackupDraft(folder: "\(here)/c")])
    }

    @Test("refuses a path from here for a node elsewhere, before the node is asked")
    func elsewhere() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["backup", "b", "--node", "http://10.0.0.1:8510", "--token-file", "t"],
            office: office
        )
        #expect(outcome.status == .usage)
        #expect(office.asked.calls.isEmpty)
    }

    @Test("ends with the node's error when there is no backup")
    func failed() async {
        let office = StubOffice {
            $0.backup = BackupProgress(
                revision: 3,
                folder: "/backup/a",
                state: .failed,
                startedAt: 0,
                error: APIError(.unavailable, chinese: "磁盘已满", english: "the disk is full")
            )
        }
        let outcome = await CommandRunner.run(
            arguments: ["backup", "/backup/a", "--lang", "en"],
            office: office
        )
        #expect(outcome.status == .unavailable)
        #expect(outcome.errors.contains("the disk is full"))
    }

    @Test("ends with 1 when a file of the node is damaged and therefore missing in the backup")
    func damagedFile() async {
        let office = StubOffice {
            $0.backup = BackupProgress(
                revision: 3,
                folder: "/backup/a",
                state: .done,
                startedAt: 0,
                summary: BackupSummary(
                    bytes: 1,
                    feeds: 1,
                    changes: 1,
                    records: 1,
                    stateDigest: "5",
                    attachments: 0,
                    damagedAttachments: ["abcd"]
                )
            )
        }
        let outcome = await CommandRunner.run(
            arguments: ["backup", "/backup/a", "--lang", "en"],
            office: office
        )
        #expect(outcome.status == .problemsFound)
        #expect(outcome.output.contains("abcd is damaged on this node"))
    }
}
