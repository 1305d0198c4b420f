/// Sizes as people read them.
enum ByteCount {
    private static let units = ["KiB", "MiB", "GiB", "TiB"]

    /// `512 B`, `1.5 KiB`, `20.0 GiB`: one digit after the point, cut off rather than rounded.
    static func text(_ bytes: Int64) -> String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        var unit = 0
        var divisor: Int64 = 1_024
        while unit < Self.units.count - 1, bytes / divisor >= 1_024 {
            divisor *= 1_024
            unit += 1
        }
        let tenths = bytes % divisor * 10 / divisor
        return "\(bytes / divisor).\(tenths) \(Self.units[unit])"
    }
}
