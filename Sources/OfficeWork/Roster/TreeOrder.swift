internal import Algorithms
package import SyncProtocol

/// Offices in tree order, each once: parents come before children, and what is below an office right behind it.
package struct TreeOrder: Hashable, Sendable {
    package let paths: [OfficePath]

    /// - Parameter paths: ascending, each once.
    package init(ascending paths: [OfficePath]) {
        self.paths = paths
    }

    package func contains(_ path: OfficePath) -> Bool { self.place(of: path) != nil }

    /// Where an office stands; nil when it is not among them.
    package func place(of path: OfficePath) -> Int? {
        let place = self.paths.partitioningIndex { $0 >= path }
        return place < self.paths.count && self.paths[place] == path ? place : nil
    }

    /// Where an office and all below it stand.
    package func range(of path: OfficePath) -> Range<Int> {
        self.paths.subtree(of: path) { $0 }
    }
}
