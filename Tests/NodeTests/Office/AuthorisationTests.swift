import Admin
import Foundation
import HTTPTypes
import OfficeWork
import PlainText
import SyncProtocol
import Synchronization
import Testing

@testable import Node

@Suite("Who may do what")
struct AuthorisationTests {
    /// What everybody may who has any role.
    private static let state: [OfficeMethod] = [
        .masthead, .status, .storeVersion, .offices, .branch, .links, .versionFloors, .indicators,
        .recordKinds,
    ]
    private static let reading: [OfficeMethod] =
        state + [
            .directives, .directive, .open, .replies, .trace, .reports, .report, .dashboard,
            .conflicts, .records, .record, .history, .file, .fetchFile,
        ]
    /// Which fields and steps are open to whom says their kind's declaration.
    private static let writing: [OfficeMethod] = [.create, .amend, .advance]
    /// Of records of the offices' work.
    private static let table: [Role: [OfficeMethod]] = [
        .clerk: reading + writing + [.sign, .reply, .submit, .settle, .addFile],
        .reviewer: reading + writing + [.settle],
        .signer: reading + writing + [.issue, .addFile],
        .statistics: reading + writing + [.submit, .addFile],
        .system: state + [
            .feeds, .quarantine, .unknownRecords, .events, .backup, .setFloor, .verify,
            .verifyLink, .invite, .host, .rename, .grant, .reorganise, .startBackup,
        ],
        .security: state,
        .audit: state + [.audit, .verifyAudit],
    ]

    /// An office behind its gate, and what the gate has noted.
    private final class Guarded: Sendable {
        let sample = SampleOffice()
        private let rows = Mutex<[String]>([])

        var noted: [String] { self.rows.withLock { $0 } }

        func gate<Inside: Sendable>(_ inside: Inside) -> OfficeGate<Inside> {
            OfficeGate(inside, catalogue: .standard) { note, actor in
                let row = "\(actor) \(note.action) \(note.subjects.joined())"
                self.rows.withLock { $0.append(row) }
            }
        }

        /// Whether a caller is let to a method; nothing is done when not.
        func admits(_ caller: Caller, to method: OfficeMethod) async throws -> Bool {
            let before = self.sample.calls.withLock { $0 }
            do {
                guard !OfficeMethod.ofFiles.contains(method) else {
                    _ = try await self.gate("files").opened(for: method, to: caller)
                    return true
                }
                let office = AuthorisedOffice(self.gate(self.sample))
                try await method.call(office, by: caller)
            } catch let error as APIError where error.rule == "role" {
                #expect(error.code == .forbidden)
                #expect(self.sample.calls.withLock { $0 } == before)
                return false
            } catch is SampleOffice.Unforeseen {
                // It got as far as to the office.
            }
            return true
        }
    }

    private static func caller(_ roles: [Role], user: String? = "张三") -> Caller {
        Caller(user: user, roles: roles, office: "100000", origin: .console)
    }

    @Test("Each role alone may call just the methods of its row", arguments: Role.allCases)
    func roles(_ role: Role) async throws {
        let office = Guarded()
        for method in OfficeMethod.allCases {
            let isAdmitted = try await office.admits(Self.caller([role]), to: method)
            #expect(isAdmitted == Self.table[role]?.contains(method), "\(role) \(method)")
        }
    }

    @Test("Whoever has no role is refused everything, and the audit log names what it was")
    func nobody() async throws {
        for method in OfficeMethod.allCases {
            let office = Guarded()
            #expect(try await !office.admits(Self.caller([]), to: method), "\(method)")
            // Each method asks for itself, not for another one.
            #expect(office.noted == ["张三 call-refused \(method.rawValue)"])
        }
        let office = Guarded()
        #expect(try await !office.admits(Self.caller([], user: nil), to: .status))
        #expect(office.noted == ["(console) call-refused status-read"])
    }

    @Test("Whoever has every role, as the token's holders have now, is refused nothing")
    func everybody() async throws {
        let (office, caller) = (Guarded(), Self.caller(Authentication.rolesOfHolders, user: nil))
        for method in OfficeMethod.allCases {
            #expect(try await office.admits(caller, to: method), "\(method)")
        }
        #expect(office.noted.isEmpty)
    }

    @Test("No administrator gets at what the offices write, and nobody else at what is theirs")
    func separation() {
        for method in OfficeMethod.allCases where !Self.state.contains(method) {
            let roles = method.right().roles
            #expect(!roles.isEmpty, "nobody may \(method)")
            #expect(
                roles.allSatisfy(\.isAdministrator) || !roles.contains(where: \.isAdministrator),
                "\(method)"
            )
        }
        for right in Right.allCases {
            #expect(right.roles == Role.allCases.filter(right.roles.contains), "\(right)")
        }
    }

    @Test(
        "The offices' entries in rosters are the system administrator's to settle, for all to see"
    )
    func rosters() async throws {
        let office = Guarded()
        let gate = office.gate(0)
        for kind in RecordCatalogue.standard.all {
            let isRoster = kind.space == .roster
            let readers = isRoster ? Role.allCases : Role.business
            let settlers: [Role] = isRoster ? [.system] : [.clerk, .reviewer]
            for role in Role.allCases {
                let caller = Self.caller([role])
                for (method, roles) in [
                    (OfficeMethod.record, readers), (.history, readers), (.settle, settlers),
                ] {
                    let opened = try? await gate.opened(for: method, of: kind.code, to: caller)
                    #expect(
                        (opened != nil) == roles.contains(role),
                        "\(role) \(method) \(kind.code)"
                    )
                }
            }
        }
        // A kind that nobody knows is taken for the offices' work.
        let system = Self.caller([.system])
        await #expect(throws: APIError.self) {
            try await gate.opened(for: .record, of: "later", to: system)
        }
    }

    @Test("A refusal names the role in both languages and says what to do")
    func words() async throws {
        let gate = Guarded().gate(0)
        let error = await #expect(throws: APIError.self) {
            try await gate.opened(for: .submit, to: Self.caller([.signer]))
        }
        #expect(error?.messageChinese == "报送进展报告须有“经办”或“统计”角色。")
        #expect(
            error?.messageEnglish
                == "To submit progress reports takes the role of clerk or statistician."
        )
        #expect(error?.hintChinese?.contains("安全管理员") == true)
        #expect(error?.status == .forbidden)
        #expect(error.map { ExitStatus($0) } == .notPermitted)
    }

    @Test("Every method of the office API has an entry in the table")
    func methods() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("Sources/Admin/API/OfficeAPI.swift")
        let declared = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("    func ") }
        #expect(declared.count == OfficeMethod.allCases.count - OfficeMethod.ofFiles.count)
        let words = OfficeMethod.allCases.map(\.words)
        for texts in [words.map(\.chinese), words.map(\.english)] {
            #expect(Set(texts).count == texts.count)
        }
    }

    @Test("On a running node a refused call writes nothing but its row in the audit log")
    func refusedOnNode() async throws {
        try await Headquarters.run { node in
            let office = AuthorisedOffice(OfficeGate(node.service, of: node.service.context))
            let before = try await node.client.status(by: .unnamed)
            let error = await #expect(throws: APIError.self) {
                try await office.issue(Headquarters.directive(), by: Self.caller([.clerk]))
            }
            #expect(error?.rule == "role")
            let after = try await node.client.status(by: .unnamed)
            #expect(after.changes == before.changes)
            #expect(after.records == before.records)
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).items.isEmpty)
            let row = try await node.client.audit(AuditQuery(), PageRequest(), by: .unnamed).items
                .first
            #expect(row?.words.chinese == "张三 未获准印发文件")
            #expect(row?.words.english == "张三 was not let issue a directive")
            #expect(try await node.client.verifyAudit(by: .unnamed).holds)

            let signer = Self.caller([.signer])
            let answer = try await office.issue(Headquarters.directive(), by: signer)
            #expect(!answer.repeated)
        }
    }

    @Test("Nobody writes without a name, whatever their roles")
    func unnamed() async throws {
        try await Headquarters.run { node in
            let office = AuthorisedOffice(OfficeGate(node.service, of: node.service.context))
            let error = await #expect(throws: APIError.self) {
                let nobody = Self.caller(Role.allCases, user: nil)
                return try await office.issue(Headquarters.directive(), by: nobody)
            }
            #expect(error?.field == "X-Cast-User")
            #expect(error?.rule == "required")
        }
    }
}
