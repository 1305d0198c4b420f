/// How many cities a province has and how many counties each of them: shares of a country's that differ by one at the most.
struct FedShape: Sendable {
    /// For each city the number of its counties.
    let counties: [Int]

    /// - Parameters:
    ///   - province: which of the provinces, from 0.
    ///   - cities: in the country.
    ///   - counties: in the country.
    init(province: Int, of provinces: Int, cities: Int, counties: Int) {
        self.counties = Self.share(province, of: provinces, in: cities).map {
            Self.share($0, of: cities, in: counties).count
        }
    }

    private static func share(_ index: Int, of count: Int, in total: Int) -> Range<Int> {
        total * index / count..<total * (index + 1) / count
    }
}
