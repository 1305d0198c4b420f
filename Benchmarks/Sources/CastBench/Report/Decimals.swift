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
}
