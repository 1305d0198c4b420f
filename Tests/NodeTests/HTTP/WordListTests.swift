import Admin
import Decision
import Foundation
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import AdminCommand
@testable import Node

/// Words and limits are told in several places: each is held to the one that counts.
@Suite("Lists of words and limits")
struct WordListTests {
    private static let openAPI = String(decoding: Assets.openAPI, as: UTF8.self)

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func document(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The lines that describe one property of a schema.
    private static func property(_ name: String, of schema: String) throws -> String {
        let start = try #require(Self.openAPI.range(of: "\n    \(schema):\n"))
        let rest = Self.openAPI[start.upperBound...]
        let end = rest.range(of: "\n    [A-Z]", options: .regularExpression)?.lowerBound
        let lines = rest[..<(end ?? rest.endIndex)]
        let property = try #require(lines.range(of: "\n        \(name):\n"))
        let block = lines[property.upperBound...]
        let next = block.range(of: "\n        [a-zA-Z]", options: .regularExpression)?.lowerBound
        return String(block[..<(next ?? block.endIndex)])
    }

    @Test(
        "The levels are those of the protocol, in the API's description, the help and the documents"
    )
    func levels() async throws {
        let codes = LevelWord.all.map(\.code)
        #expect(codes == Level.allCases.map(\.rawValue))
        let office = try Self.property("level", of: "OfficeSummary")
        #expect(office.contains("enum: [\(LevelWord.codes())]"))
        let hosted = try Self.property("level", of: "HostedOfficeDraft")
        #expect(hosted.contains("enum: [\(LevelWord.codes(of: LevelWord.hosted))]"))
        let words = codes.map { "`\($0)`" }.joined(separator: ", ")
        #expect(try Self.document("docs/records.md").contains("Level: \(words)."))
        for (command, levels) in [("invite", LevelWord.all), ("host", LevelWord.hosted)] {
            let help = await CommandRunner.run(arguments: [command, "--help"]).output
            let plain = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(plain.contains(LevelWord.codes(of: levels)), "\(command)")
        }
    }

    @Test(
        "Limits are the same in the API's description",
        arguments: [
            ("DirectiveDraft", "title", "maxLength", ValidationLimits.titleCharactersMax),
            ("DirectiveDraft", "recipients", "maxItems", ValidationLimits.recipientsMax),
            ("DirectiveDraft", "attachments", "maxItems", ValidationLimits.attachmentsMax),
            ("DirectiveDraft", "body", "maxLength", ValidationLimits.bodyBytesMax),
            ("ReplyDraft", "text", "maxLength", ValidationLimits.replyCharactersMax),
            ("ReportDraft", "title", "maxLength", ValidationLimits.titleCharactersMax),
            ("ReportDraft", "text", "maxLength", ValidationLimits.reportCharactersMax),
            ("ReportDraft", "points", "maxItems", ValidationLimits.pointsMax),
        ]
    )
    func limits(schema: String, property: String, word: String, limit: Int) throws {
        let block = try Self.property(property, of: schema)
        #expect(block.contains("\(word): \(limit)\n"), "\(block)")
    }

    @Test("The greatest grant of places is the same everywhere")
    func places() async throws {
        #expect(OfficePlacesDraft.placesMax == Int64(BranchPlaces.grantMax))
        let max = "\(BranchPlaces.grantMax)"
        #expect(try Self.property("places", of: "OfficePlacesDraft").contains("maximum: \(max)\n"))
        let help = await CommandRunner.run(arguments: ["office", "places", "--help"]).output
        #expect(help.contains(max))
    }

    @Test("The states in which offices can be asked for are those that the API's description names")
    func states() throws {
        let words = (OfficeQuery.states + [OfficeQuery.attention]).joined(separator: ", ")
        #expect(Self.openAPI.components(separatedBy: "enum: [\(words)]").count == 3)
        #expect(
            try Self.property("syncState", of: "OfficeSummary")
                .contains("enum: [\(OfficeQuery.states.joined(separator: ", "))]")
        )
        #expect(OfficeQuery.attentionStates.allSatisfy(OfficeQuery.states.contains))
    }

    @Test("Documents tell the limits that are kept")
    func documents() throws {
        let records = try Self.document("docs/records.md")
        let readme = try Self.document("README.md")
        for text in [records, readme] {
            #expect(text.contains("\(ValidationLimits.recipientsMax) recipients"))
            #expect(text.contains("\(ValidationLimits.pointsMax) figures a report"))
        }
    }

    @Test(
        "The documents' table of records has each kind and field that is declared",
        arguments: RecordCatalogue.standard.all
    )
    func declarations(kind: RecordDeclaration) throws {
        let records = try Self.document("docs/records.md")
        let row = records.split(separator: "\n").first { $0.hasPrefix("| \(kind.number) | ") }
        let cells = try #require(row).split(separator: "|", omittingEmptySubsequences: false)
        let name = cells[2].replacing("progress report", with: "report").replacing(" ", with: "-")
        #expect(name.contains(kind.code))
        guard !kind.takesAnyField else { return }
        let fields = cells.dropFirst(5).joined(separator: "|")
        if fields.allSatisfy({ " |".contains($0) }) { return }
        for field in kind.fields {
            let number = try Regex("(^|[ *])\(field.number) ")
            #expect(fields.contains(number), "\(kind.code) \(field.code)")
        }
    }

    @Test("The API's description and the commands' help name each kind")
    func kinds() async {
        let codes = RecordCatalogue.standard.all.map(\.code)
        for code in codes { #expect(Self.openAPI.contains("\(code)")) }
        let help = await CommandRunner.run(arguments: ["record", "show", "--help"]).output
        for code in ["directive", "receipt", "reply", "report", "figures", "office"] {
            #expect(help.contains(code) && codes.contains(code))
        }
    }

    @Test("The documents' table of indicators is the catalogue")
    func indicators() throws {
        let records = try Self.document("docs/records.md")
        for indicator in Indicator.all {
            let row =
                "| \(indicator.number) | `\(indicator.code)` | \(indicator.nameChinese) "
                + "| \(indicator.unitChinese) `\(indicator.unit)` | \(indicator.fractionDigits) |"
            #expect(records.contains(row), "\(row)")
        }
    }

    @Test("Every reason and every kind of event that a node tells has words in both languages")
    func reasons() {
        let closings = [
            LinkCloseReason.replaced, LinkCloseReason.doubled, LinkCloseReason.barred,
            LinkCloseReason.malformedFrame, LinkCloseReason.frameTooLong,
            LinkCloseReason.idleTimeout, LinkCloseReason.connectionLost,
            LinkCloseReason.closedByPeer, LinkCloseReason.refusedByPeer,
            LinkCloseReason.peerDoesNotRead, LinkCloseReason.stopped,
        ]
        let words =
            closings + LinkRefusal.Reason.allCases.map(\.rawValue)
            + RefusalReason.allCases.map(\.rawValue)
        for word in words {
            #expect(Words.reason(word).chinese != word, "\(word)")
            #expect(!Words.reason(word).english.contains("-"), "\(word)")
        }
    }

    @Test("Every way in which a session ends has words")
    func ends() {
        let ends: [Relay.LinkEnd] = [
            .malformedFrame(""), .noCommonVersion, .wrongTree, .notWhoItSeemed, .outOfTurn("hello"),
            .helloTimeout, .reconcileTimeout, .acknowledgementTimeout, .silence, .creditExceeded,
            .reorganised, .farewell("silence"),
        ]
        for word in ends.map(\.word) {
            #expect(
                Words.reason(word).chinese != word && Words.reason(word).english != word,
                "\(word)"
            )
            #expect(!Words.reason(word).chinese.contains(/[a-z]/), "\(word)")
        }
    }

    @Test("The runbook has the words that lists show beside the codes of the API")
    func runbook() throws {
        let runbook = try Self.document("docs/operations.md")
        for reason in LinkRefusal.Reason.allCases
        where reason != .enrolmentRefused && reason != .barredPeer {
            let words = Words.reason(reason.rawValue).english
            let row = runbook.split(separator: "\n").first {
                $0.hasPrefix("| ") && $0.contains("`\(reason.rawValue)`") && $0.contains(words)
            }
            #expect(row != nil, "\(reason.rawValue): \(words)")
        }
    }

    @Test("The runbooks have a row for each kind of event, and for no other")
    func events() throws {
        for (name, heading) in [
            ("docs/operations.md", "### Events"), ("docs/operations.zh-CN.md", "### 事件"),
        ] {
            let document = try Self.document(name)
            let section = try #require(document.components(separatedBy: heading).dropFirst().first)
            let table = section.split(separator: "\n").drop { !$0.hasPrefix("| ") }
                .prefix { $0.hasPrefix("|") }
            let rows = table.filter { $0.hasPrefix("| `") }
            let kinds = rows.compactMap { $0.split(separator: "`").dropFirst().first }
            #expect(kinds.map(String.init).sorted() == EventKind.allCases.map(\.rawValue).sorted())
            for (kind, row) in zip(kinds, rows) {
                let words = Words.event(String(kind))
                #expect(
                    row.contains(words.english) || row.contains(words.chinese),
                    "\(name): \(kind)"
                )
            }
        }
    }

    @Test("The description of the API has a row for each action of the audit log")
    func auditActions() throws {
        let document = try Self.document("docs/api.md")
        for action in AuditAction.allCases {
            let words = Words.audit(action.rawValue, Phrase(same: "…"))
            let row = "| `\(action.rawValue)` | \(words.chinese) | \(words.english) |"
            #expect(document.contains(row), "\(row)")
        }
    }

    @Test("The description of the API says of each right who has it")
    func rights() throws {
        let lines = try Self.document("docs/api.md").split(separator: "\n")
        for right in Right.allCases {
            let isEverybodys = right.roles == Role.allCases
            let codes = right.roles.map { "`\($0.code)`" }.joined(separator: ", ")
            let row = lines.first { $0.hasPrefix("| `\(right.rawValue)` | ") }
            #expect(row?.hasSuffix(" | \(isEverybodys ? "all" : codes) |") == true, "\(right)")
        }
    }

    @Test("The description of the API has a row for each kind of event with the values it may have")
    func eventParameters() throws {
        let document = try Self.document("docs/api.md")
        for kind in EventKind.allCases {
            let names = kind.parameters.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let row = "| `\(kind.rawValue)` | \(names.isEmpty ? "–" : names) |"
            #expect(document.contains(row), "\(row)")
        }
    }
}
