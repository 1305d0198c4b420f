import Testing

@testable import SyncProtocol

@Suite("Offices and paths")
struct OfficePathTests {
    @Test(
        "Paths are read and written",
        arguments: ["100000", "100000/510000/510100", "a/B-9/c/d/e/f/g/h"]
    )
    func parse(text: String) throws {
        let path = try path(text)
        #expect(path.description == text)
        #expect(try OfficePath(decoding: path.encoded()) == path)
        #expect(path.lineage.last == path)
        #expect(path.lineage.count == path.depth)
    }

    @Test(
        "What is no path is refused",
        arguments: [
            "", "/", "100000/", "/100000", "100000//510000", "1/2/3/4/5/6/7/8/9", "100 000", "科协",
            "a_b", "..",
            "100000/é", "123456789012345678901234567890123", "a\u{0}",
        ]
    )
    func notAPath(text: String) {
        #expect(OfficePath(text: text) == nil)
    }

    @Test("An id has 1 to 32 characters")
    func ids() {
        #expect(OfficeID("") == nil)
        #expect(OfficeID(String(repeating: "9", count: 32)) != nil)
        #expect(OfficeID(String(repeating: "9", count: 33)) == nil)
        let long = [0x78, 33] + Array(repeating: UInt8(0x39), count: 33)
        #expect(
            refusal { () throws(CBORError) in _ = try OfficeID(decoding: long) }?.reason == .tooLong
        )
        #expect(
            refusal { () throws(CBORError) in _ = try OfficeID(decoding: hex("615f")) }?.reason
                == .valueOutOfRange
        )
    }

    @Test("A path with no ids or with nine is refused on the wire")
    func lengthsOnTheWire() {
        #expect(
            refusal { () throws(CBORError) in _ = try OfficePath(decoding: [0x80]) }?.reason
                == .valueOutOfRange
        )
        let nine = [0x89] + Array(repeatElement(hex("6131"), count: 9).joined())
        #expect(
            refusal { () throws(CBORError) in _ = try OfficePath(decoding: nine) }?.reason
                == .tooLong
        )
    }

    @Test("Parents, children and who stands above whom")
    func relations() throws {
        let city = try path("100000/510000/510100")
        let province = try path("100000/510000")
        let other = try path("100000/440000")
        #expect(city.parent == province)
        #expect(try path("100000").parent == nil)
        #expect(try province.child(#require(OfficeID("510100"))) == city)
        #expect(province.contains(city) && province.contains(province) && !city.contains(province))
        #expect(!other.contains(city) && !other.isInLine(with: city))
        #expect(city.isInLine(with: province) && province.isInLine(with: city))
        // A prefix of the text is not a prefix of the path.
        #expect(!(try path("100000/51")).contains(try path("100000/510000")))
        #expect(try path("a/b/c/d/e/f/g/h").child(#require(OfficeID("i"))) == nil)
    }

    @Test("Paths are ordered parents first")
    func order() throws {
        let texts = ["1", "1/2", "1/2/3", "1/3", "10", "A", "a"]
        let paths = try texts.map { try path($0) }
        var random = SeededRandom(seed: 4)
        #expect(paths.shuffled(using: &random).sorted() == paths)
    }
}
