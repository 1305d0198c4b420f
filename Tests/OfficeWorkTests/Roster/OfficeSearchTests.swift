import OfficeWork
import SyncProtocol
import Testing

@Suite("Offices by what people call them")
struct OfficeSearchTests {
    private static let own = Sample.path("1/A")

    private static func book(_ words: [Succession] = []) -> SampleBook {
        func entry(_ text: String, _ name: String?) -> SampleBook.Entry {
            SampleBook.Entry(
                path: Sample.path(text),
                level: .city,
                name: name,
                listing: OfficeListing([.init(since: Stamp(milliseconds: 7), level: .city)])
            )
        }
        return SampleBook(
            own: Self.own,
            [
                entry("1", "总部"), entry("1/A", "甲省"), entry("1/A/X", "同名市"),
                entry("1/A/Y", "同名市"), entry("1/B", "乙省"), entry("1/B/X", "丙市"),
                entry("1/A/Y/Ab", nil), entry("1/A/Y/aB", nil),
            ],
            words: words
        )
    }

    @Test("A code means the office below before one elsewhere, and where it is now")
    func codes() throws {
        #expect(try Self.book().find("X") == Sample.path("1/A/X"))
        #expect(try Self.book().find("A") == Self.own)
        #expect(try Self.book().find("B") == Sample.path("1/B"))
        let word = Succession(
            from: Sample.path("1/A/X"),
            to: [Sample.path("1/A/Y/X")],
            declaredBy: Sample.path("1"),
            since: 1
        )
        #expect(try Self.book([try #require(word)]).find("X") == Sample.path("1/A/X"))
    }

    @Test("A path in another case, a name in another width, mean the one that there is")
    func spellings() throws {
        #expect(try Self.book().find("1/b/x") == Sample.path("1/B/X"))
        #expect(try Self.book().find("丙 市") == Sample.path("1/B/X"))
        #expect(throws: OfficeSearchFault.unknown("1/Q")) { try Self.book().find("1/Q") }
        #expect(try Self.book().known("1/Q") == nil)
    }

    @Test("What may mean several offices is told with all of them")
    func several() {
        let twins = [Sample.path("1/A/Y/Ab"), Sample.path("1/A/Y/aB")].sorted()
        #expect(throws: OfficeSearchFault.several("ab", twins)) { try Self.book().find("ab") }
        let namesakes = [Sample.path("1/A/X"), Sample.path("1/A/Y")]
        #expect(throws: OfficeSearchFault.severalNamed("同名市", namesakes)) {
            try Self.book().known("同名市")
        }
        #expect(Self.book().twins(of: twins[0]) == [twins[1]])
    }

    @Test("Recipients become places when a directive is issued, or are refused with their number")
    func recipients() throws {
        let book = AddressBook(Self.book())
        #expect(try book.recipients(["X", "all", "level:city"]) == ["X", "all", "level:city"])
        #expect(throws: AddressFault(place: 1, reason: .nobodyBelow("丙市"))) {
            try book.recipients(["X", "丙市"])
        }
        let x = Sample.path("1/A/X")
        #expect(try book.fixed([.office(x.office), .all]) == [.path(x), .all])
        #expect(throws: AddressFault(place: 0, reason: .emptyClass("level:county"))) {
            try book.fixed([.level(.county)])
        }
        let b = Sample.path("1/B").office
        #expect(throws: AddressFault(place: 0, reason: .nobodyBelow("B"))) {
            try book.fixed([.office(b)])
        }
    }
}
