internal import OrderedCollections

/// Who goes next where many wait for one line or one disk: shares by branch of the tree of offices.
///
/// At every office those who wait directly below it, and what waits of its own, have equal shares, however
/// much each of them has: who sends much waits behind who sends little. What was served is counted in bytes
/// (start-time fair queueing, Goyal et al. 1996, at every office): the one that has had least goes next, and
/// whoever comes anew begins where the others are, so that nobody saves up a claim. Pure, and in a fixed order.
package struct ShareTree<Leaf: Hashable & Sendable>: Sendable, Equatable {
    /// What one that waits may have of a number of bytes.
    package struct Share: Sendable, Equatable {
        package let leaf: Leaf
        package let byteCount: Int
    }

    private enum Step: Hashable, Sendable {
        case office(OfficeID)
        case leaf(Leaf)
    }

    private struct Node: Sendable, Equatable {
        let step: Step?
        /// Nil for the root.
        let parent: Int?
        /// In bytes, on its siblings' scale.
        var served: UInt64 = 0
        /// Where those below it are on theirs: what the one that was served last had had before.
        var clock: UInt64 = 0
        /// All below it that wait, and those that have had more than the others.
        var children: OrderedDictionary<Step, Int> = [:]
        /// Those below it that wait.
        var waiting: OrderedSet<Int> = []
    }

    private static var root: Int { 0 }
    /// So many children that do not wait are kept before they are looked through.
    private static var restingMax: Int { 32 }

    private var nodes = [Node(step: nil, parent: nil)]
    private var free: [Int] = []
    private var places: OrderedDictionary<Leaf, Int> = [:]

    package init() {}

    package var isEmpty: Bool { self.places.isEmpty }

    package var count: Int { self.places.count }

    package func contains(_ leaf: Leaf) -> Bool { self.places[leaf] != nil }

    // MARK: Waiting

    /// From now on something waits, at an office; nil: at none. What waits already goes on waiting where it is.
    package mutating func insert(_ leaf: Leaf, at office: OfficePath?) {
        guard self.places[leaf] == nil else { return }
        var place = Self.root
        for id in office?.ids ?? [] { place = self.child(.office(id), of: place) }
        place = self.child(.leaf(leaf), of: place)
        self.places[leaf] = place
        while let parent = self.nodes[place].parent,
            self.nodes[parent].waiting.append(place).inserted
        {
            self.nodes[place].served = max(self.nodes[place].served, self.nodes[parent].clock)
            place = parent
        }
    }

    /// It waits no longer.
    package mutating func remove(_ leaf: Leaf) {
        guard var place = self.places.removeValue(forKey: leaf) else { return }
        while let parent = self.nodes[place].parent {
            self.nodes[parent].waiting.remove(place)
            guard self.nodes[parent].waiting.isEmpty else {
                self.forgetResting(below: parent, place)
                return
            }
            // Nobody competes here any more, so what each has had counts no longer.
            for child in self.nodes[parent].children.values { self.free.append(child) }
            self.nodes[parent].children = [:]
            self.nodes[parent].clock = 0
            place = parent
        }
    }

    /// Whoever waits no longer is forgotten unless it has had more than the others.
    private mutating func forgetResting(below parent: Int, _ place: Int) {
        self.forget(place, below: parent)
        let resting = self.nodes[parent].children.count - self.nodes[parent].waiting.count
        guard resting > self.nodes[parent].waiting.count + Self.restingMax else { return }
        for child in Array(self.nodes[parent].children.values) { self.forget(child, below: parent) }
    }

    private mutating func forget(_ place: Int, below parent: Int) {
        guard !self.nodes[parent].waiting.contains(place),
            self.nodes[place].served <= self.nodes[parent].clock, let step = self.nodes[place].step
        else { return }
        self.nodes[parent].children.removeValue(forKey: step)
        self.free.append(place)
    }

    private mutating func child(_ step: Step, of parent: Int) -> Int {
        if let place = self.nodes[parent].children[step] { return place }
        let node = Node(step: step, parent: parent)
        let place: Int
        if let free = self.free.popLast() {
            place = free
            self.nodes[place] = node
        } else {
            place = self.nodes.count
            self.nodes.append(node)
        }
        self.nodes[parent].children[step] = place
        return place
    }

    // MARK: Serving

    /// So many bytes were served of something that waits.
    package mutating func charge(_ leaf: Leaf, byteCount: Int) {
        guard var place = self.places[leaf] else { return }
        while let parent = self.nodes[place].parent {
            self.nodes[parent].clock = max(self.nodes[parent].clock, self.nodes[place].served)
            self.nodes[place].served += UInt64(max(0, byteCount))
            place = parent
        }
    }

    /// What goes next.
    package var first: Leaf? {
        var place = Self.root
        while let next = self.nodes[place].waiting.min(by: {
            self.nodes[$0].served < self.nodes[$1].served
        }) {
            if case .leaf(let leaf)? = self.nodes[next].step { return leaf }
            place = next
        }
        return nil
    }

    /// What goes next, and how much of it, when so many bytes can go at once.
    ///
    /// - Parameter max: of how many at the most.
    package func next(max: Int, byteCount: Int) -> [Share] {
        self.next(below: Self.root, max: max, byteCount: byteCount)
    }

    private func next(below place: Int, max: Int, byteCount: Int) -> [Share] {
        if case .leaf(let leaf)? = self.nodes[place].step {
            return [Share(leaf: leaf, byteCount: byteCount)]
        }
        let waiting = self.nodes[place].waiting.sorted {
            self.nodes[$0].served < self.nodes[$1].served
        }
        .prefix(max)
        guard !waiting.isEmpty else { return [] }
        let parts = waiting.enumerated().map { order, child in
            self.next(
                below: child,
                max: (max - order + waiting.count - 1) / waiting.count,
                byteCount: Swift.max(1, byteCount / waiting.count)
            )
        }
        // One of each, in turn.
        let rounds = parts.reduce(0) { Swift.max($0, $1.count) }
        return (0..<rounds).flatMap { round in
            parts.compactMap { round < $0.count ? $0[round] : nil }
        }
    }
}
