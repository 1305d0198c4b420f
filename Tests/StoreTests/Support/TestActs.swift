import OfficeWork
import SyncProtocol

@testable import Store

/// Acts that tests write.
enum TestActs {
    static let user = "clerk"

    static func figures(
        of office: OfficePath,
        _ period: String,
        _ values: [UInt16: Int64]
    ) -> LocalAct {
        LocalAct(.test, user: Self.user, intents: [Self.figuresIntent(of: office, period, values)])
    }

    static func figures(of office: OfficePath, _ values: [UInt16: Int64]) -> LocalAct {
        Self.figures(of: office, "2018-06", values)
    }

    static func figuresIntent(
        of office: OfficePath,
        _ period: String,
        _ values: [UInt16: Int64]
    ) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.reports, of: office),
            record: RecordKind.figures.record(Array(period.utf8)),
            fields: values.keys.sorted().map {
                FieldIntent($0, .choose(.integer(values[$0] ?? 0)))
            }
        )
    }

    static func hosting(_ child: String, by host: TestOffice) throws -> LocalAct {
        let content = try OfficeContent(
            validating: child,
            name: "学会",
            nameEnglish: nil,
            level: "society",
            hostedBy: host.path
        )
        return LocalAct(.test, user: Self.user, intents: [content.intent(roster: host.path)])
    }

    static func report(
        _ number: UInt64,
        of office: OfficePath,
        at: Int64 = TestStore.startMilliseconds
    ) throws -> LocalAct {
        let content = try ReportContent(
            validating: ReportID(high: 9, low: number).description,
            title: "进展报告 \(number)",
            period: "2018-06",
            text: "按计划推进。",
            directive: nil,
            points: [PointDraft(indicator: Indicator.all[0].code, period: nil, value: "\(number)")]
        )
        return LocalAct(
            .test,
            user: Self.user,
            intents: content.intents(by: office, at: at, user: user, suite: .ed25519)
        )
    }

    /// The edits of a received change that writes one indicator.
    static func edit(
        _ indicator: UInt16,
        _ value: Int64,
        _ period: String = "2018-06"
    ) -> RecordEdit {
        RecordEdit(
            record: RecordKind.figures.record(Array(period.utf8)),
            fields: [RecordEdit.Field(indicator, .choice(.integer(value), superseding: []))]
        )
    }
}
