import Admin
import Testing

@testable import Node

@Suite("Where a record is saved")
struct SavedPlaceTests {
    private static func place(_ office: String, _ at: Int64) -> SavedPlace {
        SavedPlace(office: office, officeName: "单位\(office)", at: at)
    }

    @Test("An office whose other node has confirmed a report is named once, with the earliest time")
    func otherNode() {
        let places = [
            Self.place("510100", 5), Self.place("510100", 7), Self.place("510000", 9),
            Self.place("100000", 8), Self.place("510000", 6),
        ]
        #expect(
            SavedPlace.namingEachOnce(places) == [
                Self.place("510100", 5), Self.place("510000", 6), Self.place("100000", 8),
            ]
        )
    }
}
