/// The same numbers for the same seed, on every machine (SplitMix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    /// Evenly distributed over the range, as far as a small range of 64 bits allows.
    mutating func next(in range: Range<Int>) -> Int {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var value = self.state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        value ^= value >> 31
        return range.lowerBound + Int(value.multipliedFullWidth(by: UInt64(range.count)).high)
    }
}
