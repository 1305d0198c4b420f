/// The order in which the elements of a text are read: the tree of its insertions from left to right.
///
/// What hangs on an element that has not come yet stands at the end until it has: nothing that was written is
/// left out.
struct TextOrder {
    /// Elements of one insertion that are read one after the other, erased ones too.
    struct Segment: Hashable {
        /// Place among the runs.
        let run: Int
        let offsets: Range<UInt32>
    }

    /// An insertion and what it hangs on.
    private struct Child {
        /// Place of the run on which it hangs; −1 for the beginning of the text.
        let parent: Int
        let offset: UInt32
        let isAfter: Bool
        /// Its own place among the runs.
        let run: Int

        static func < (left: Self, right: Self) -> Bool {
            guard left.parent == right.parent else { return left.parent < right.parent }
            guard left.offset == right.offset else { return left.offset < right.offset }
            guard left.isAfter == right.isAfter else { return right.isAfter }
            return left.run < right.run
        }
    }

    private enum Step {
        case read(Segment)
        case descend(run: Int)
    }

    private(set) var segments: [Segment] = []
    /// Ascending.
    private let children: [Child]
    /// Where the children of each run begin; those of the text's beginning come before.
    private let firstChild: [Int]

    init(of content: TextRuns) {
        var children: [Child] = []
        children.reserveCapacity(content.runs.count)
        var orphans: [Int] = []
        for (place, run) in content.runs.enumerated() {
            guard let child = Self.child(place, run.anchor, content) else {
                orphans.append(place)
                continue
            }
            children.append(child)
        }
        children.sort { $0 < $1 }
        self.children = children
        self.firstChild = Self.starts(children, runCount: content.runs.count)
        self.segments.reserveCapacity(content.runs.count)
        let roots = children.prefix { $0.parent < 0 }.map(\.run) + orphans
        self.read(roots, content.runs)
    }

    private static func child(_ place: Int, _ anchor: TextAnchor, _ content: TextRuns) -> Child? {
        guard let element = anchor.element else {
            return Child(parent: -1, offset: 0, isAfter: true, run: place)
        }
        guard let parent = content.place(of: element.insertion) else { return nil }
        return Child(
            parent: parent,
            offset: min(element.offset, content.runs[parent].count - 1),
            isAfter: anchor == .after(element),
            run: place
        )
    }

    private static func starts(_ children: [Child], runCount: Int) -> [Int] {
        var starts = [Int](repeating: 0, count: runCount + 1)
        for child in children { starts[child.parent + 1] += 1 }
        var sum = 0
        for place in starts.indices {
            sum += starts[place]
            starts[place] = sum
        }
        return starts
    }

    // MARK: Reading the tree

    /// Without recursion: a text that was typed letter by letter is as deep as it is long.
    private mutating func read(_ roots: [Int], _ runs: [TextRun]) {
        var waiting: [Step] = roots.reversed().map { .descend(run: $0) }
        while let step = waiting.popLast() {
            switch step {
            case .read(let segment): self.segments.append(segment)
            case .descend(let run):
                waiting += self.steps(run, count: runs[run].count).reversed()
            }
        }
    }

    /// Each element stands between what hangs on its left and on its right. On its right hangs the next one
    /// of its run, too, with its place among the others by its dot.
    private func steps(_ run: Int, count: UInt32) -> [Step] {
        var (steps, behind): ([Step], [ArraySlice<Child>]) = ([], [])
        var from: UInt32 = 0
        func read(to end: UInt32) {
            guard from < end else { return }
            steps.append(.read(Segment(run: run, offsets: from..<end)))
            from = end
        }
        var rest = self.children(of: run)
        while let first = rest.first {
            let group = rest.prefix { $0.offset == first.offset }
            rest = rest.dropFirst(group.count)
            let left = group.prefix { !$0.isAfter }
            let right = group.dropFirst(left.count)
            let early = right.prefix { $0.run < run }
            if !left.isEmpty { read(to: first.offset) }
            steps += left.map { .descend(run: $0.run) }
            if !early.isEmpty { read(to: first.offset + 1) }
            steps += early.map { .descend(run: $0.run) }
            if early.count < right.count { behind.append(right.dropFirst(early.count)) }
        }
        read(to: count)
        for group in behind.reversed() { steps += group.map { .descend(run: $0.run) } }
        return steps
    }

    private func children(of run: Int) -> ArraySlice<Child> {
        self.children[self.firstChild[run]..<self.firstChild[run + 1]]
    }

    /// Whether an element has something on its right by which what comes there is ordered; `run` nil for the
    /// beginning of the text.
    func hasRight(run: Int?, offset: UInt32, count: UInt32) -> Bool {
        guard let run else { return self.firstChild[0] > 0 }
        if offset + 1 < count { return true }
        return self.children(of: run).contains { $0.offset == offset && $0.isAfter }
    }

    // MARK: The text

    func text(of runs: [TextRun]) -> String {
        var readers = [LivingText?](repeating: nil, count: runs.count)
        var text = String.UnicodeScalarView()
        for segment in self.segments {
            let run = runs[segment.run]
            guard segment.offsets.count < run.count else {
                text += run.text.unicodeScalars
                continue
            }
            if readers[segment.run] == nil { readers[segment.run] = LivingText(run) }
            readers[segment.run]?.read(segment.offsets, into: &text)
        }
        return String(text)
    }
}
