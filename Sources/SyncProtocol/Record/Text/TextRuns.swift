internal import Algorithms

/// All insertions into a text and what was erased of it, in the one form that a set of operations has.
package struct TextRuns: Hashable, Sendable {
    /// Ascending by dot.
    package private(set) var runs: [TextRun] = []
    /// Erased before it came: in the form of ``TextSpan/union(_:)``.
    package private(set) var pending: [TextSpan] = []

    init() {}

    /// As it was stored. Nil when it is not in its one form.
    init?(runs: [TextRun], pending: [TextSpan]) {
        let dots = runs.map(\.dot)
        guard zip(dots, dots.dropFirst()).allSatisfy(<),
            zip(pending, pending.dropFirst()).allSatisfy({ $0.precedes($1) })
        else { return nil }
        self.runs = runs
        self.pending = pending
        guard pending.allSatisfy({ self.place(of: $0.insertion) == nil }) else { return nil }
    }

    /// Insertions, stretches that were erased of them, and what was erased before it came.
    var pieceCount: Int {
        self.runs.reduce(self.runs.count + self.pending.count) { $0 + $1.erased.count }
    }

    /// Where an insertion stands among the runs; nil when it is not here.
    package func place(of dot: Dot) -> Int? {
        let place = self.runs.partitioningIndex { $0.dot >= dot }
        return place < self.runs.count && self.runs[place].dot == dot ? place : nil
    }

    /// Takes up operations, in one pass over what is there.
    mutating func merge(_ runs: [TextRun], _ spans: [TextSpan]) {
        if !runs.isEmpty { self.insert(runs.sorted { $0.dot < $1.dot }) }
        guard !spans.isEmpty || !runs.isEmpty && !self.pending.isEmpty else { return }
        var rest = TextSpan.union(self.pending + spans)[...]
        self.pending = []
        while let first = rest.first {
            let same = rest.prefix { $0.insertion == first.insertion }
            rest = rest.dropFirst(same.count)
            if let place = self.place(of: first.insertion) {
                self.runs[place].erase(same.map(\.offsets))
            } else {
                self.pending += same
            }
        }
    }

    private mutating func insert(_ come: [TextRun]) {
        guard let first = come.first, let last = self.runs.last, first.dot < last.dot else {
            self.runs += come
            return
        }
        var merged: [TextRun] = []
        merged.reserveCapacity(self.runs.count + come.count)
        var come = come[...]
        for run in self.runs {
            while let next = come.first, next.dot < run.dot {
                merged.append(next)
                come.removeFirst()
            }
            merged.append(run)
        }
        self.runs = merged + come
    }
}
