import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// Everything here is properly signed by an office that has the right to write in the space; only
/// what it says is nonsense.
@Suite("Attack: nonsense in good form", .serialized, .timeLimit(.minutes(10)))
struct HostileContentTests {
    /// What one office may say without a right to be believed.
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: SpaceKind
        let edits: [RecordEdit]

        init(_ name: String, _ kind: SpaceKind = .reports, _ edits: RecordEdit...) {
            self.testDescription = name
            self.kind = kind
            self.edits = edits
        }
    }

    private static let id = [UInt8](repeating: 7, count: 16)

    private static func edit(
        _ kind: RecordKind,
        _ key: [UInt8] = id,
        _ fields: (UInt16, FieldOperation)...
    ) -> RecordEdit {
        RecordEdit(
            record: kind.record(key),
            fields: fields.map { RecordEdit.Field($0.0, $0.1) }
        )
    }

    private static func figures(_ period: String, _ values: Value...) -> RecordEdit {
        RecordEdit(
            record: RecordKind.figures.record(Array(period.utf8)),
            fields: values.map { RecordEdit.Field(15, .choice($0, superseding: [])) }
        )
    }

    static let samples = [
        Sample("a figure at the end of the integers", .reports, figures("2018Q1", .integer(.max))),
        Sample("the other end of the integers", .reports, figures("2018Q1", .integer(.min))),
        Sample("a figure that is a text", .reports, figures("2018Q1", .text("1000000"))),
        Sample("a figure that is a list of lists", .reports, figures("2018Q1", .list([.list([])]))),
        Sample(
            "a fraction of something that is counted in pieces",
            .reports,
            figures("2018Q1", .decimal(DecimalValue("0.000000001")!))
        ),
        Sample("a period that is none", .reports, figures("2018-13", .integer(1))),
        Sample("a period with bytes that are no text", .reports, edit(.figures, [0xFF, 0xFE])),
        Sample(
            "figures for the number that counts offices",
            .reports,
            edit(
                .figures,
                Array("2018Q1".utf8),
                (0, .choice(.integer(1_000), superseding: []))
            )
        ),
        Sample(
            "a report with a title and nothing else",
            .reports,
            edit(
                .report,
                id,
                (1, .choice(.text(ReportSample.hostileTitle), superseding: []))
            )
        ),
        Sample(
            "a report whose key is no id",
            .reports,
            edit(
                .report,
                [1, 2, 3],
                (1, .choice(.text(ReportSample.hostileTitle), superseding: []))
            )
        ),
        Sample(
            "a directive among the reports",
            .reports,
            edit(
                .directive,
                id,
                (1, .choice(.text("科协发学字〔2015〕60号"), superseding: [])),
                (2, .choice(.text("伪造的通知"), superseding: [])),
                (3, .choice(.text(""), superseding: [])),
                (5, .choice(.text("2015-07-17"), superseding: [])),
                (7, .choice(.list([.text("all")]), superseding: []))
            )
        ),
        Sample(
            "an office among the reports",
            .reports,
            edit(
                .office,
                Array("510000".utf8),
                (1, .choice(.text("被篡改的名称"), superseding: [])),
                (3, .choice(.text("national"), superseding: []))
            )
        ),
        Sample(
            "a receipt at the greatest step, at the end of time",
            .reports,
            edit(
                .receipt,
                id,
                (1, .register(.text("100000"))),
                (2, .register(.integer(.max))),
                (3, .choice(.integer(.min), superseding: [])),
                (5, .stage(reopening: .max, step: .max))
            )
        ),
        Sample(
            "operations of six kinds on one field",
            .reports,
            edit(
                .report,
                id,
                (1, .register(.bool(true))),
                (
                    1,
                    .choice(
                        .bytes([0xFF]),
                        superseding: [Dot(change: ChangeID(high: 1, low: 1), index: .max)]
                    )
                ),
                (1, .counter(total: .min)),
                (1, .add(.list([]))),
                (1, .remove([Dot(change: ChangeID(high: .max, low: .max), index: 0)])),
                (1, .stage(reopening: 0, step: 0)),
                (1, .unknown(opcode: .max, encoded: [0xF6]))
            )
        ),
        Sample("an edit without operations", .reports, edit(.report)),
        Sample(
            "a record of a kind that nobody knows",
            .reports,
            RecordEdit(
                record: RecordID(kind: .max, key: [0])!,
                fields: [.init(.max, .counter(total: .max))]
            )
        ),
    ]

    @Test("it is taken in, counts for nothing and is shown nowhere", arguments: samples)
    func nonsense(_ sample: Sample) async throws {
        try await RunningNode.attacked { node, offices in
            let names = try await node.client.offices(by: .unnamed).map(\.name)
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(sample.kind)
            let change = try feed.next(payload: Change.payload(sample.edits))
            let answer = try await link.deliver(change)
            #expect(answer.refusals.isEmpty)
            #expect(answer.positions.map(\.head) == [feed.head])
            #expect(try await node.client.offices(by: .unnamed).first?.name == names.first)
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }

    @Test("a report at the end of time is listed and harms no list")
    func endOfTime() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            for (index, moment) in [Int64.max, .min].enumerated() {
                let edit = Self.edit(
                    .report,
                    [UInt8](repeating: UInt8(index), count: 16),
                    (1, .choice(.text(ReportSample.honestTitle), superseding: [])),
                    (2, .choice(.text("2199-12"), superseding: [])),
                    (3, .choice(.text(""), superseding: [])),
                    (5, .choice(.integer(moment), superseding: [])),
                    (6, .choice(.text("user"), superseding: [])),
                    (7, .choice(.integer(.min), superseding: []))
                )
                try await link.deliver(try feed.next(payload: Change.payload([edit])))
            }
            let reports = try await node.client.reports(
                office: "510100",
                PageRequest(),
                by: .unnamed
            ).items
            #expect(reports.map(\.submittedAt) == [.max, .min])
            #expect(reports.map(\.points) == [0, 0])
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }

    @Test("greatest figures of many concurrent writers do not stop the totals")
    func greatestFigures() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            // One office, one period, a hundred feeds that know nothing of one another.
            for number in 0..<100 {
                var feed = offices.chengdu.feed(.reports, UInt64(number))
                // The first one says less, so that there is something to settle; those that say the same are one.
                let value = Indicator.scaledValueMax - (number == 0 ? 1 : 0)
                let edit = Self.figures("2018Q1", .integer(value))
                let answer = try await link.deliver(
                    try feed.next(payload: Change.payload([edit]))
                )
                #expect(answer.refusals.isEmpty)
            }
            let rows = try await node.client.dashboard(
                office: nil,
                period: "2018Q1",
                after: nil,
                timeoutSeconds: 0,
                by: .unnamed
            ).rows
            #expect(rows.map(\.offices) == [1])
            #expect(rows.map(\.conflicts) == [1])
            try await node.provesUnharmed(
                offices,
                quarantine: [],
                counted: ["2018Q1": "\(Indicator.scaledValueMax)"]
            )
        }
    }

    @Test("Chengdu's roster names only Chengdu's own children")
    func rosterOfOthers() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.roster)
            var intents: [RecordIntent] = []
            for id in ["510000", "510700", "100000"] {
                intents.append(
                    try OfficeContent(
                        validating: id,
                        name: "被篡改的名称",
                        nameEnglish: nil,
                        level: "national",
                        hostedBy: offices.sichuan.path
                    ).intent(roster: feed.id.space.owner)
                )
            }
            #expect(try await link.deliver(try feed.next(intents)).refusals.isEmpty)
            let shown = try await node.client.offices(by: .unnamed)
            for office in shown where office.name == "被篡改的名称" {
                #expect(office.path.starts(with: ["100000", "510000", "510100"]))
            }
            // What another office's roster says gives this node no office to write for.
            await #expect(throws: APIError.self) {
                try await node.client.submit(
                    [
                        ReportDraft(
                            id: "0123456789abcdef0123456789abcdef",
                            office: "100000/510000/510100/510700",
                            title: ReportSample.hostileTitle,
                            period: "2018",
                            text: "",
                            points: [DataPointDraft(indicator: ReportSample.indicator, value: "1")]
                        )
                    ],
                    by: Caller(user: "clerk")
                )
            }
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }
}

@Suite("Attack: offices that name us as their host", .serialized, .timeLimit(.minutes(10)))
struct FalseHostTests {
    @Test("an office that we cannot write for does not keep us from our own receipts")
    func receiptsGoOn() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var roster = offices.chengdu.feed(.roster)
            let entry = try OfficeContent(
                validating: "510104",
                name: "锦江区科协",
                nameEnglish: nil,
                level: "county",
                hostedBy: offices.sichuan.path
            )
            try await link.deliver(try roster.next([entry.intent(roster: offices.chengdu.path)]))
            let national = try await HostileLink.open(offices.national, to: node.linkPort)
            var above = offices.national.feed(.roster)
            let sichuan = try OfficeContent(
                validating: "510000",
                name: "四川省科协",
                nameEnglish: nil,
                level: "provincial",
                hostedBy: nil
            )
            try await national.deliver(
                try above.next([sichuan.intent(roster: offices.national.path)])
            )
            var feed = offices.national.feed(.directives)
            let directive = try DirectiveContent(
                validating: "0123456789abcdef0123456789abcdef",
                number: "科协发学字〔2015〕60号",
                title: "关于学会有序承接政府转移职能的通知",
                body: "请按期办理。",
                urgency: "normal",
                issuedOn: "2015-07-17",
                replyBy: nil,
                recipients: ["all"],
                carriesOut: nil
            )
            try await national.deliver(
                try feed.next([directive.intent(issuer: offices.national.path)])
            )
            try await node.eventually("our own receipt") { client in
                try await client.trace(directive.id.description, by: .unnamed).steps.first {
                    $0.office == "510000" && $0.deliveredAt != nil
                }
            }
            let shown = try await node.client.offices(by: .unnamed).first { $0.id == "510104" }
            #expect(shown?.syncState != "hosted")
        }
    }
}
