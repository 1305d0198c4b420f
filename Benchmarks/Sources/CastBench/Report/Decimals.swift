/// Numbers as people and JSON write them.
enum Decimals {
    /// Three digits behind the point below ten, fewer above, none where they say nothing.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let digits = value.magnitude < 10 ? 3 : value.magnitude < 1_000 ? 1 : 0
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        guard rounded != rounded.rounded() else { return String(Int64(rounded)) }
        return String(rounded)
    }

    /// Reads `12`, `12.3` or `12.34` as hundredths. Nil for anything else.
    static func hundredths(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first.flatMap({ Int64($0) }) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard parts[1].count <= 2, let fraction = Int64(parts[1]) else { return nil }
        return whole * 100 + (parts[1].count == 1 ? fraction * 10 : fraction)
    }
}
