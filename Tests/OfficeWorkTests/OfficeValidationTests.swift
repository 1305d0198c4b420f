import OfficeWork
import SyncProtocol
import Testing

@Suite struct OfficeValidationTests {
    struct Parts {
        var office = "510100-S001"
        var name = "成都市科学技术协会"
        var nameEnglish: String? = "Chengdu Association"
        var level = "society"
        var hostedBy: OfficePath? = Sample.chengdu

        func content() throws(ValidationError) -> OfficeContent {
            try OfficeContent(
                validating: self.office,
                name: self.name,
                nameEnglish: self.nameEnglish,
                level: self.level,
                hostedBy: self.hostedBy
            )
        }
    }

    static let refusals: [Refusal<Parts>] = [
        Refusal("id is empty", "office", .officeFormat) { $0.office = "" },
        Refusal("id has a slash", "office", .officeFormat) { $0.office = "510000/510100" },
        Refusal("id reads like all offices", "office", .officeFormat) { $0.office = "all" },
        Refusal("id reads like the children", "office", .officeFormat) { $0.office = "children" },
        Refusal("id reads like all offices, in capitals", "office", .officeFormat) {
            $0.office = "ALL"
        },
        Refusal("id is a level's name", "office", .officeFormat) { $0.office = "City" },
        Refusal("two ids", "office", .officeFormat) { $0.office = "510000 510100" },
        Refusal("name is missing", "name", .required) { $0.name = "" },
        Refusal("name is too long", "name", .length) {
            $0.name = String(repeating: "会", count: 101)
        },
        Refusal("English name has a tab", "nameEnglish", .controlCharacter) {
            $0.nameEnglish = "a\tb"
        },
        Refusal("level is unknown", "level", .level) { $0.level = "galactic" },
    ]

    @Test("An office that breaks a rule is refused by field and rule", arguments: Self.refusals)
    func refused(_ refusal: Refusal<Parts>) {
        var parts = Parts()
        refusal.change(&parts)
        refusal.check { _ = try parts.content() }
    }

    @Test("A space in an id is named")
    func space() {
        let error = #expect(throws: ValidationError.self) {
            try OfficeContent.checkedID("510000 510100", field: "to")
        }
        #expect(error?.chinese.contains("空格") == true)
        #expect(error?.english.contains("space") == true)
    }

    @Test("An office comes back out of the roster as it was entered")
    func roundTrip() throws {
        let intent = try Parts().content().intent(roster: Sample.chengdu)
        #expect(intent.space == SpaceID(.roster, of: Sample.chengdu))
        let entry = OfficeEntry(key: intent.record.key, state: state(after: intent))
        #expect(entry?.office.text == "510100-S001")
        #expect(entry?.name == "成都市科学技术协会")
        #expect(entry?.nameEnglish == "Chengdu Association")
        #expect(entry?.level == .society)
        #expect(entry?.hostedBy == Sample.chengdu)
    }

    @Test("Where an office may be entered: nobody above headquarters, nobody above itself")
    func entering() throws {
        func content(_ office: String, _ level: String) throws -> OfficeContent {
            try OfficeContent(
                validating: office,
                name: "成都市科协",
                nameEnglish: nil,
                level: level,
                hostedBy: nil
            )
        }
        let sichuan = try #require(OfficePath(text: "100000/510000"))
        let chengdu = try content("510100", "city")
        #expect(try chengdu.path(below: sichuan).description == "100000/510000/510100")
        #expect(throws: OfficeContent.EnteringFault.nationalBelow) {
            try content("510100", "national").path(below: sichuan)
        }
        for id in ["100000", "510000"] {
            #expect(throws: OfficeContent.EnteringFault.aboveItself) {
                try content(id, "city").path(below: sichuan)
            }
        }
        var deepest = sichuan
        while let below = deepest.child(try #require(OfficeID("d\(deepest.ids.count)"))) {
            deepest = below
        }
        #expect(throws: OfficeContent.EnteringFault.treeTooDeep) {
            try chengdu.path(below: deepest)
        }
    }
}
