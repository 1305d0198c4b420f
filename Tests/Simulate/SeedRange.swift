internal import ArgumentParser

/// Seeds as people write them: `7` or `1-300`.
struct SeedRange: ExpressibleByArgument, Sendable {
    let seeds: ClosedRange<UInt64>

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = UInt64(parts[0]),
            let last = UInt64(parts[parts.count - 1]), first <= last
        else { return nil }
        self.seeds = first...last
    }
}
