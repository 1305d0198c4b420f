package import SyncProtocol

/// How many offices the branch of an office may hold (名额): all below it together, however deep.
///
/// The office's parent grants the places, in its own roster, where nobody below can write; of several grants the latest
/// counts. Where it has granted none they follow the level that it gave the office. The root has no bound.
package struct BranchPlaces: Hashable, Sendable {
    /// Of a province (省级), where its parent grants nothing else.
    package static let ofProvince = 20_000
    /// Of a city (市级).
    package static let ofCity = 5_000
    /// Of a county (县级), a society (学会), and an office of which no roster here tells.
    package static let ofCounty = 500
    /// No grant is greater.
    package static let grantMax = 1_000_000
    /// From so many of a hundred places on people are told that they run short.
    package static let shortPercent = 90

    package let office: OfficeID
    /// Nil: as many as its level gives it.
    package let places: Int?

    /// Checks what was handed in.
    ///
    /// - Parameter places: 0...``grantMax``; nil takes a grant back.
    package init(
        validating office: OfficeID,
        places: Int64?
    ) throws(ValidationError) {
        if let places, !(0...Int64(Self.grantMax)).contains(places) {
            throw ValidationError(
                "places",
                .range,
                chinese: "名额应为 0 到 \(Self.grantMax) 的整数。",
                english: "The places are a whole number from 0 to \(Self.grantMax)."
            )
        }
        self.office = office
        self.places = places.map { Int($0) }
    }

    /// What writes the grant into the roster of the office's parent, unless that says so already.
    package func part(roster owner: OfficePath) -> LocalAct.Part {
        let intent = RecordIntent(
            space: SpaceID(.roster, of: owner),
            record: self.office.record,
            fields: [Self.field(self.places)]
        )
        return LocalAct.Part(
            [intent],
            if: [
                .exists(intent.reference),
                .isNotSaid(RecordContent(of: intent, [OfficeField.places.rawValue])),
            ]
        )
    }

    static func field(_ places: Int?) -> FieldIntent {
        .choose(OfficeField.places, places.map { .integer(Int64($0)) } ?? .text(""))
    }

    /// What an office's record grants it; nil when it grants nothing that makes sense.
    static func granted(by state: RecordState) -> Int? {
        guard let places = state.integer(OfficeField.places), places >= 0 else { return nil }
        return min(Int(clamping: places), Self.grantMax)
    }

    /// How many places an office has without a grant; nil when there is no bound.
    ///
    /// - Parameter level: as its parent's roster says; nil when that is not known here.
    package static func byDefault(at level: Level?) -> Int? {
        switch level {
        case .national: nil
        case .provincial: Self.ofProvince
        case .city: Self.ofCity
        case .county, .society, nil: Self.ofCounty
        }
    }

    /// Whether places run short.
    package static func isShort(_ used: Int, of places: Int) -> Bool {
        used * 100 >= places * Self.shortPercent
    }
}
