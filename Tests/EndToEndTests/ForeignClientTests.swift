import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    /// What `county_client.py` says at its end.
    private struct ForeignOutcome: Decodable {
        let directives: [String]
        let savedAtHeadquarters: Bool
        let equalBySignature: Bool
        let refusals: [String]
        let repeatedNotes: Int
    }

    /// Whether there is a Python with the package that the example needs.
    private static var hasPython: Bool {
        get async {
            let check = "import sys, cryptography; assert sys.version_info >= (3, 10)"
            let program = try? ChildProgram("/usr/bin/env", ["python3", "-c", check])
            return (try? await program?.finished().end) == .success
        }
    }

    private static func example(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/examples/\(name)").standardizedFileURL.path
    }

    @Test(
        "The golden vectors hold in another language, written from the documents",
        .enabled("python3 with the package cryptography is not here") { await Self.hasPython }
    )
    func foreignVectors() async throws {
        let program = try ChildProgram(
            "/usr/bin/env",
            ["python3", "-B", Self.example("verify_vectors.py")]
        )
        let (end, output, errors) = try await program.finished(seconds: 60)
        #expect(end == .success, "\(errors)")
        #expect(output.contains("all vectors hold"))
    }

    @Test(
        "A program written from the documents joins, signs for a directive and reports",
        .enabled("python3 with the package cryptography is not here") { await Self.hasPython }
    )
    func foreignClient() async throws {
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: NodeBinaries.find()) { offices in
                let (national, city) = (offices.national, offices.city)
                let invitation = try await city.client().invite(
                    InvitationDraft(
                        office: "510104",
                        name: "锦江区科协",
                        level: "county",
                        validHours: 1
                    ),
                    by: Drafts.clerk
                )
                // After the invitation: of an office that joins later nothing is asked.
                let directive = Drafts.directive(0, urgency: "urgent", to: ["all"])
                _ = try await national.client().issue(directive, by: Drafts.clerk)
                let file = "\(folder)/invitation"
                try invitation.token.write(toFile: file, atomically: true, encoding: .utf8)
                let program = try ChildProgram(
                    "/usr/bin/env",
                    [
                        "python3", "-B", Self.example("county_client.py"), file, "--directives",
                        "1", "--value", "12",
                    ]
                )
                let (end, output, errors) = try await program.finished(seconds: 180)
                #expect(end == .success, "\(errors)")
                let outcome = try JSONDecoder().decode(ForeignOutcome.self, from: Data(output.utf8))
                #expect(outcome.directives == [directive.id])
                #expect(outcome.savedAtHeadquarters)
                #expect(outcome.equalBySignature)
                #expect(outcome.refusals == [])
                #expect(outcome.repeatedNotes == 0)
                try await Self.checkForeign(directive, at: offices)
            }
        }
    }

    /// What the program has written counts like any other office's.
    private static func checkForeign(
        _ directive: DirectiveDraft,
        at offices: ThreeOffices
    ) async throws {
        for node in offices.all {
            let rows = try await node.client().dashboard(
                office: nil,
                period: "2018Q2",
                after: nil,
                timeoutSeconds: 0,
                by: .unnamed
            ).rows
            #expect(rows.map(\.indicator) == ["societies.participating"], "\(node.office)")
            #expect(rows.map(\.total) == ["12"], "\(node.office)")
            #expect(
                try await node.client().quarantine(PageRequest(), by: .unnamed).total == 0,
                "\(node.office)"
            )
            #expect(try await node.client().verify(by: .unnamed).problems == [], "\(node.office)")
        }
        try await offices.national.wait(for: "the county's signature") { client in
            let steps = try await client.trace(directive.id, by: .unnamed).steps
            return steps.contains { $0.office == "510104" && $0.reached.contains("signed") }
        }
    }
}
