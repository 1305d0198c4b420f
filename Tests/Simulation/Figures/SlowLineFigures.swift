internal import SyncProtocol

/// How long an urgent directive waits on a line of 9,600 bits a second, beside its own time on it.
enum SlowLineFigures {
    private static let bytesPerSecond: Int64 = 1_200
    private static let byteCount = 1_000
    private static let waitMillisecondsMax: Int64 = 5_000

    static func all() -> [ProtocolFigure] {
        guard let province = OfficePath(text: "100000/510000"),
            let city = OfficePath(text: "100000/510000/510100")
        else { return [] }
        let space = SpaceID(.directives, of: province)
        let author = AuthorID(high: 0, low: 1)
        let ordinary = FeedID(space: space, author: author, incarnation: 8)
        var backlog = SlowLine(upper: province, lower: city)
        for _ in 0..<1_000 { _ = backlog.write(ordinary, byteCount: 600, at: 0) }
        backlog.run(until: 60_000)
        var files = SlowLine(upper: province, lower: city)
        let file = SampleFile(byteCount: 2_000_000_000, isUniform: true)
        files.give(file, to: 0)
        files.fetch(file, at: 1)
        files.run(until: 1_100_000)
        return [
            Self.figure("urgent_behind_1000_directives_at_9600_bps", &backlog, in: space),
            Self.figure("urgent_beside_2_gb_file_at_9600_bps", &files, in: space),
        ]
    }

    /// The longest wait of five directives.
    private static func figure(
        _ name: String,
        _ line: inout SlowLine,
        in space: SpaceID
    ) -> ProtocolFigure {
        let urgent = FeedID(space: space, author: AuthorID(high: 0, low: 1), incarnation: 9)
        let own = Int64(Self.byteCount) * 1_000 / Self.bytesPerSecond
        var longest: Int64 = 0
        for _ in 0..<5 {
            let issuedAt = line.now
            let head = line.write(urgent, byteCount: Self.byteCount, at: 0)
            _ = line.run(upTo: issuedAt + 60_000) { $0.arrival(of: head, at: 1) != nil }
            let arrival = line.arrival(of: head, at: 1) ?? .max
            longest = max(longest, arrival - issuedAt - own)
            line.run(until: line.now + 7_300)
        }
        return ProtocolFigure(
            name: name,
            value: longest,
            unit: "ms beyond its own time",
            limit: Self.waitMillisecondsMax
        )
    }
}
