internal import OfficeWork
internal import SyncProtocol

/// The folds of one directive as headquarters gets them, on the real tree: 32 provinces, about 350
/// cities and 2,517 counties. Every county and city is addressed; each province folds what lies below.
package struct TraceCost: Sendable {
    private static let provinces = 32
    private static let cities = 350
    /// All of the tree.
    package static let counties = 2_517
    /// When the last of them had done all, seconds since 1970.
    private static let at: Int64 = 1_760_000_000
    private static let prefixByteCount = 4

    /// One from each province.
    package private(set) var frames = 0
    /// Of all frames with their lengths.
    package private(set) var byteCount = 0
    package private(set) var largest = 0
    /// Offices that the folds speak of.
    package private(set) var addressed: UInt64 = 0
    /// Those that they name because they lag behind.
    package private(set) var named = 0

    /// Nil when the tree cannot be made: a fault of the build.
    ///
    /// - Parameter count: the counties that lag behind, spread over the whole tree.
    package init?(lagging count: Int) {
        let lagging = (0..<count).map { $0 * Self.counties / count }
        guard let signer = try? Ed25519Signer(seed: Array(repeating: 1, count: 32)),
            let root = OfficePath(text: "100000")
        else { return nil }
        var isLagging = Array(repeating: false, count: Self.counties)
        for county in lagging { isLagging[county] = true }
        var tree = Walk()
        for province in 0..<Self.provinces {
            let code = 110_000 + province * 10_000
            guard let fold = tree.fold(of: province, code: code, isLagging),
                let path = OfficeID("\(code)").flatMap({ root.child($0) }),
                let byteCount = Self.byteCount(fold, of: path, signer)
            else { return nil }
            self.frames += 1
            self.byteCount += byteCount
            self.largest = max(self.largest, byteCount)
            self.addressed += fold.counts.addressed
            self.named += fold.exceptions.count
        }
    }

    private static func byteCount(
        _ fold: TraceFold,
        of path: OfficePath,
        _ signer: Ed25519Signer
    ) -> Int? {
        let body = TraceFoldNote(
            directive: DirectiveID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210),
            at: Self.at + 30,
            fold: fold
        ).encoded()
        let context = Note.Context(tree: TreeID(high: 1, low: 2), signer: path)
        guard let note = try? Note(.fold, body: body, in: context, signer: signer) else {
            return nil
        }
        return Frame.note(.note(note)).encoded().count + Self.prefixByteCount
    }

    /// Goes through cities and counties, province by province.
    private struct Walk {
        var city = 0
        var county = 0

        mutating func fold(of province: Int, code: Int, _ isLagging: [Bool]) -> TraceFold? {
            var fold = TraceFold(goal: .answered)
            while self.city * TraceCost.provinces < (province + 1) * TraceCost.cities {
                guard let city = OfficeID("\(code + (self.city % 60 + 1) * 100)") else {
                    return nil
                }
                fold.merge(Self.single(city, isDone: true))
                var below = TraceFold(goal: .answered)
                while self.county * TraceCost.cities < (self.city + 1) * TraceCost.counties {
                    guard let county = OfficeID("\(code + self.county % 9_999)") else {
                        return nil
                    }
                    below.merge(Self.single(county, isDone: !isLagging[self.county]))
                    self.county += 1
                }
                // The city's fold, as the province folds it again.
                fold.merge(below.named(below: city))
                self.city += 1
            }
            return fold
        }

        /// Who lags behind has opened the directive, and not signed for it.
        private static func single(_ office: OfficeID, isDone: Bool) -> TraceFold {
            let facts = TraceFacts(
                isReceived: true,
                isOpened: true,
                isSigned: isDone,
                isAnswered: isDone
            )
            let exception = TraceException(path: [office], facts: facts, at: TraceCost.at)
            return TraceFold(exception, goal: .answered)
        }
    }
}
