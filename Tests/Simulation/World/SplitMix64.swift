package import SyncProtocol

/// The one source of chance in a simulation (Steele, Lea and Flood 2014).
///
/// The standard library's `Int.random(in:using:)` and `shuffled(using:)` may change from one version
/// of Swift to the next, so the bounded draws are our own: a seed means the same run for ever.
package struct SplitMix64: Sendable, Equatable {
    private var state: UInt64

    package init(seed: UInt64) {
        self.state = seed
    }

    package mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A generator whose draws have nothing to do with this one's later draws.
    package mutating func fork() -> SplitMix64 { SplitMix64(seed: self.next()) }

    package mutating func digest() -> Digest256 {
        Digest256(words: (self.next(), self.next(), self.next(), self.next()))
    }

    /// A number in `0..<bound`, each as likely (Lemire 2019). 0 for a bound of 0.
    package mutating func below(_ bound: UInt64) -> UInt64 {
        guard bound > 1 else { return 0 }
        let threshold = (0 &- bound) % bound
        while true {
            let product = self.next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return product.high }
        }
    }

    package mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
        let width = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        return range.lowerBound &+ Int64(bitPattern: self.below(width &+ 1))
    }

    package mutating func index(below count: Int) -> Int { Int(self.below(UInt64(count))) }

    package mutating func chance(perMille: Int) -> Bool {
        perMille > 0 && self.below(1000) < UInt64(perMille)
    }

    /// A waiting time around a mean: half to one and a half of it, at least 1.
    package mutating func around(_ mean: Int64) -> Int64 {
        max(1, self.integer(in: (mean / 2)...(mean + mean / 2)))
    }

    /// Nil for an empty list.
    package mutating func element<Element>(of list: [Element]) -> Element? {
        list.isEmpty ? nil : list[self.index(below: list.count)]
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: self.next() >> 32) }
    }
}
