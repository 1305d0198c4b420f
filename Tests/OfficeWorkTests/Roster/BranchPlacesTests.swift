import Testing

@testable import OfficeWork
@testable import SyncProtocol

@Suite("Places that a parent grants")
struct BranchPlacesTests {
    private func state(_ values: [Value]) -> RecordState {
        var choice = ChoiceState()
        for (index, value) in values.enumerated() {
            choice.insert(
                ChoiceState.Entry(
                    dot: Dot(change: ChangeID(high: 1, low: UInt64(index)), index: 0),
                    stamp: Stamp(raw: UInt64(index + 1) << 16),
                    value: value
                )
            )
        }
        let number = OfficeField.places.rawValue
        return RecordState(slots: [.init(number: number, state: .choice(choice))])
    }

    @Test("Without a grant they follow the level")
    func byLevel() {
        #expect(BranchPlaces.byDefault(at: .national) == nil)
        #expect(BranchPlaces.byDefault(at: .provincial) == 20_000)
        #expect(BranchPlaces.byDefault(at: .city) == 5_000)
        for level in [Level.county, .society, nil] {
            #expect(BranchPlaces.byDefault(at: level) == 500)
        }
    }

    @Test(
        "Of several grants the latest counts; one that makes no sense grants nothing",
        arguments: [
            ([Value.integer(700)], 700), ([.integer(9), .integer(3)], 3),
            ([.integer(9), .text("")], nil), ([.integer(-1)], nil), ([.text("9")], nil),
            ([.integer(.max)], BranchPlaces.grantMax), ([.integer(0)], 0), ([], nil),
        ] as [([Value], Int?)]
    )
    func granted(values: [Value], places: Int?) {
        #expect(BranchPlaces.granted(by: self.state(values)) == places)
    }

    @Test("What people enter is checked", arguments: [-1, 1_000_001] as [Int64])
    func refused(places: Int64) throws {
        let office = try #require(OfficeID("510104"))
        let error = #expect(throws: ValidationError.self) {
            try BranchPlaces(validating: office, places: places)
        }
        #expect(error?.field == "places")
        #expect(error?.rule == ValidationRule.range.rawValue)
    }

    @Test("They run short from nine in ten on")
    func short() {
        #expect(!BranchPlaces.isShort(449, of: 500))
        #expect(BranchPlaces.isShort(450, of: 500))
        #expect(BranchPlaces.isShort(0, of: 0))
    }
}
