/// Durations of one kind.
struct Samples {
    private var sorted: [Double] = []
    private var isSorted = true

    mutating func add(_ duration: Duration) {
        self.sorted.append(duration.milliseconds)
        self.isSorted = false
    }

    mutating func add(_ other: Self) {
        self.sorted += other.sorted
        self.isSorted = false
    }

    var count: Int { self.sorted.count }

    /// The smallest sample that `share` of all samples do not exceed, in milliseconds.
    ///
    /// - Parameter share: 0...1.
    mutating func percentile(_ share: Double) -> Double {
        guard !self.sorted.isEmpty else { return .nan }
        if !self.isSorted {
            self.sorted.sort()
            self.isSorted = true
        }
        let rank = (share * Double(self.sorted.count)).rounded(.up)
        return self.sorted[min(max(Int(rank), 1), self.sorted.count) - 1]
    }

    var median: Double {
        var copy = self
        return copy.percentile(0.5)
    }
}

extension Duration {
    var seconds: Double {
        Double(self.components.seconds) + Double(self.components.attoseconds) / 1e18
    }

    var milliseconds: Double { self.seconds * 1_000 }
}
