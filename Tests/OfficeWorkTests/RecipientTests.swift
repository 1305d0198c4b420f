import OfficeWork
import SyncProtocol
import Testing

@Suite struct RecipientTests {
    @Test(
        "Text and recipient are one and the same",
        arguments: [
            "510000", "level:provincial", "level:society", "children", "all", "office:all",
            "100000/510000",
        ]
    )
    func text(_ text: String) {
        #expect(Recipient(text)?.text == text)
    }

    @Test(
        "Other texts are no recipients",
        arguments: [
            "", "level:", "level:x", "四川", "a b", "office:", "100000/", "/510000", "100000//510000",
        ]
    )
    func refused(_ text: String) {
        #expect(Recipient(text) == nil)
    }

    @Test("An office called all does not become all offices")
    func reserved() throws {
        let named = Recipient.office(try #require(OfficeID("all")))
        #expect(Recipient(named.text) == named)
        #expect(
            !named.addresses(Sample.chengdu, level: .city, issuer: Sample.national)
        )
    }

    struct Case: Sendable {
        let recipient: String
        let office: OfficePath
        let level: Level?
        let issuer: OfficePath
        let isAddressed: Bool
    }

    static let cases: [Case] = [
        ("510000", Sample.sichuan, .provincial, Sample.national, true),
        ("510100", Sample.chengdu, .city, Sample.national, true),
        ("510000", Sample.chengdu, .city, Sample.national, false),
        ("510000", Sample.sichuan, .provincial, Sample.sichuan, false),
        ("100000", Sample.national, .national, Sample.sichuan, false),
        ("510000", Sample.path("100000/330000/510000"), .city, Sample.path("100000/510000"), false),
        ("100000/510000/510100", Sample.chengdu, .city, Sample.national, true),
        ("100000/500000/510100", Sample.chengdu, .city, Sample.national, false),
        ("level:provincial", Sample.sichuan, .provincial, Sample.national, true),
        ("level:provincial", Sample.chengdu, .city, Sample.national, false),
        ("level:provincial", Sample.sichuan, nil, Sample.national, false),
        ("level:society", Sample.society, .society, Sample.national, true),
        ("level:national", Sample.national, .national, Sample.national, false),
        ("children", Sample.sichuan, nil, Sample.national, true),
        ("children", Sample.chengdu, nil, Sample.national, false),
        ("children", Sample.national, nil, Sample.national, false),
        ("all", Sample.society, nil, Sample.national, true),
        ("all", Sample.national, .national, Sample.national, false),
        ("all", Sample.national, .national, Sample.sichuan, false),
        ("all", Sample.path("100000/330000"), .provincial, Sample.sichuan, false),
    ].map { Case(recipient: $0, office: $1, level: $2, issuer: $3, isAddressed: $4) }

    @Test(
        "Offices below the issuer are addressed, never the issuer or others",
        arguments: Self.cases
    )
    func addressing(_ row: Case) throws {
        let recipient = try #require(Recipient(row.recipient))
        let isAddressed = recipient.addresses(row.office, level: row.level, issuer: row.issuer)
        #expect(isAddressed == row.isAddressed)
    }
}
