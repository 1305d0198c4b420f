import Testing

@testable import SyncProtocol

@Suite("Who must have a space and who may write in it")
struct SpaceRightsTests {
    /// National, province, city, county, society, and a province and city beside them.
    static let offices = [
        "100000", "100000/510000", "100000/510000/510100", "100000/510000/510100/510104",
        "100000/510000/510100/510104/510104-S001", "100000/440000", "100000/440000/440100",
    ]

    /// For the city's space: one letter for each office above.
    static let audience: [(SpaceKind, String)] = [
        (.roster, "yyyyynn"), (.directives, "nnyyynn"), (.reports, "yyynnnn"),
        (.receipts, "nyynnnn"), (.house, "nnynnnn"), (.laterDown, "nnyyynn"), (.laterUp, "yyynnnn"),
        (.laterBothWays, "yyyyynn"),
    ]

    static let writers: [(SpaceKind, String)] = [
        (.roster, "nnynnnn"), (.directives, "nnynnnn"), (.reports, "yyynnnn"),
        (.receipts, "nnynnnn"), (.house, "nnynnnn"), (.laterDown, "nnynnnn"), (.laterUp, "yyynnnn"),
        (.laterBothWays, "nnynnnn"),
    ]

    @Test("The city's spaces", arguments: zip(audience, writers))
    func city(audience: (SpaceKind, String), writers: (SpaceKind, String)) throws {
        let space = SpaceID(audience.0, of: try path(Self.offices[2]))
        let offices = try Self.offices.map { try path($0) }
        #expect(offices.map { space.isAudience($0) ? "y" : "n" }.joined() == audience.1)
        #expect(offices.map { space.mayWrite($0) ? "y" : "n" }.joined() == writers.1)
    }

    @Test("All spaces of the tree, against the rule in words", arguments: SpaceKind.samples)
    func allOwners(kind: SpaceKind) throws {
        for ownerText in Self.offices {
            let space = SpaceID(kind, of: try path(ownerText))
            for officeText in Self.offices {
                let office = try path(officeText)
                let isSame = officeText == ownerText
                let isAbove = ownerText.hasPrefix(officeText + "/")
                let isBelow = officeText.hasPrefix(ownerText + "/")
                let (mustHave, mayWrite) =
                    switch kind.rawValue {
                    case 1, 96...127: (isSame || isAbove || isBelow, isSame)
                    case 2, 32...63: (isSame || isBelow, isSame)
                    case 3, 64...95: (isSame || isAbove, isSame || isAbove)
                    case 5: (isSame, isSame)
                    default:
                        (isSame || isAbove && space.owner.depth == office.depth + 1, isSame)
                    }
                #expect(space.isAudience(office) == mustHave, "\(space) for \(office)")
                #expect(space.mayWrite(office) == mayWrite, "\(space) by \(office)")
                #expect(!mayWrite || mustHave, "who writes must have")
            }
        }
    }

    @Test(
        "A link carries what both ends must have, in both directions alike",
        arguments: SpaceKind.samples
    )
    func carried(kind: SpaceKind) throws {
        let offices = try Self.offices.map { try path($0) }
        for owner in offices {
            let space = SpaceID(kind, of: owner)
            for one in offices {
                for other in offices {
                    let isCarried = space.isCarried(between: one, and: other)
                    #expect(isCarried == (space.isAudience(one) && space.isAudience(other)))
                    #expect(!isCarried || kind != .house || one == other)
                    #expect(isCarried == space.isCarried(between: other, and: one))
                }
            }
        }
        // Between province and city: the province's directives go down, not the city's go up.
        let (province, city) = (offices[1], offices[2])
        #expect(SpaceID(.directives, of: province).isCarried(between: province, and: city))
        #expect(!SpaceID(.directives, of: city).isCarried(between: province, and: city))
        #expect(!SpaceID(.reports, of: province).isCarried(between: province, and: city))
    }

    @Test("Two offices with one code under different parents have different spaces")
    func oneCodeTwice() throws {
        let one = SpaceID(.reports, of: try path("100000/510000/S001"))
        let other = SpaceID(.reports, of: try path("100000/440000/S001"))
        #expect(one != other)
        #expect(one.encoded() != other.encoded())
        #expect(one.owner.office == other.owner.office)
        #expect(!one.mayWrite(other.owner) && !one.isAudience(other.owner))
    }

    @Test("An office has many cases; by paths alone it and those above it have them, and it writes")
    func cases() throws {
        let offices = try Self.offices.map { try path($0) }
        let ids = try ["00", "01", "ff"].map {
            try #require(CaseID(hex: String(repeating: "0", count: 30) + $0))
        }
        let spaces = ids.map { SpaceID(case: $0, of: offices[2]) }
        for space in spaces {
            #expect(offices.map { space.isAudience($0) ? "y" : "n" }.joined() == "yyynnnn")
            #expect(offices.map { space.mayWrite($0) ? "y" : "n" }.joined() == "nnynnnn")
            #expect(try SpaceID(decoding: space.encoded()) == space)
        }
        #expect(Set(spaces).count == 3 && spaces.shuffled().sorted() == spaces)
        #expect(SpaceID(.house, of: offices[2]) < spaces[0])
        #expect(spaces[2] < SpaceID(case: ids[0], of: offices[3]))
        let space = SpaceID(case: ids[1], of: try path("1/2"))
        #expect(
            space.encoded() == hex("83 06 82 6131 6132 50 00000000000000000000000000000001")
        )
        #expect(space.description == "case/1/2:00000000000000000000000000000001")
        #expect(SpaceID(.case, of: offices[0], local: nil) == nil)
        #expect(SpaceID(.house, of: offices[0], local: ids[0]) == nil)
        for bad in ["83 06 816131 41 00", "83 05 816131 50 00000000000000000000000000000001"] {
            let error = refusal { () throws(CBORError) in _ = try SpaceID(decoding: hex(bad)) }
            #expect(error?.reason == .valueOutOfRange, "\(bad)")
        }
    }

    @Test("What stays in a house goes to no other office, wherever its own is said to have gone")
    func houseOfAnOfficeThatMoved() throws {
        let (province, old) = (try path("100000/510000"), try path("100000/510000/510100"))
        let new = try path("100000/510000/510199")
        let word = Succession(from: old, to: [new, province], declaredBy: province, since: 1)
        let successions = Successions([try #require(word)])
        let house = SpaceID(.house, of: old)
        #expect(house.isCarried(between: old, and: old, successions))
        // Its own nodes take along what they had; what others are said to follow on gives them nothing.
        #expect(house.isCarried(between: new, and: new, successions))
        for other in [province, new] {
            #expect(!house.isCarried(between: old, and: other, successions))
        }
        #expect(!house.isCarried(between: new, and: province, successions))
        #expect(!house.isCarried(between: new, and: new))
    }

    @Test("Spaces have one spelling; kinds without a way to go and other shapes are refused")
    func encoding() throws {
        let space = SpaceID(.reports, of: try path("1/2"))
        #expect(space.encoded() == hex("82 03 82 6131 6132"))
        // Kinds of later versions, at both ends of each range.
        for kind in [UInt8(32), 63, 64, 95, 96, 127] {
            let later = SpaceID(try #require(SpaceKind(rawValue: kind)), of: space.owner)
            #expect(later.encoded() == [0x82, 0x18, kind] + hex("82 6131 6132"))
            #expect(try SpaceID(decoding: later.encoded()) == later)
            #expect(!later.kind.isKnown && later.description == "kind-\(kind)/1/2")
        }
        for bad in ["82 181f 816131", "82 1880 816131", "82 18ff 816131"] {
            let error = refusal { () throws(CBORError) in _ = try SpaceID(decoding: hex(bad)) }
            #expect(error?.reason == .valueOutOfRange, "\(bad)")
        }
        for bad in [
            "82 00 816131", "82 06 816131", "82 07 816131", "82 190103 816131", "83 03 816131 00",
            "81 03",
        ] {
            let error = refusal { () throws(CBORError) in _ = try SpaceID(decoding: hex(bad)) }
            #expect(error?.reason == .valueOutOfRange, "\(bad)")
        }
    }
}
