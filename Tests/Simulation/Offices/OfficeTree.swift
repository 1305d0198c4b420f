package import SyncProtocol

/// The shape of a simulated tree: offices with nodes, and the links that they dial.
package struct OfficeTree: Sendable {
    package struct Node: Sendable {
        package let identity: OfficeIdentity
        package let level: Level
        /// Nil for the root.
        package let parent: Int?
    }

    /// A link that one office dials to another above it.
    package struct Edge: Sendable, Equatable {
        package let child: Int
        package let parent: Int
    }

    package let tree: TreeID
    /// Parents before children.
    package let nodes: [Node]
    package let edges: [Edge]

    /// Draws a tree of `count` offices.
    ///
    /// - Parameter suite: by which it signs and hashes.
    package static func draw(
        count: Int,
        suite: SignatureSuite,
        from random: inout SplitMix64
    ) throws -> OfficeTree {
        var builder = OfficeTreeBuilder(suite: suite, random: random.fork())
        try builder.addRoot()
        let breadth = 2 + random.index(below: 4)
        while builder.count < count {
            let open = (0..<builder.count).filter {
                builder.depth(of: $0) < 4 && builder.childCount(of: $0) < breadth
            }
            try builder.addChild(of: random.element(of: open) ?? 0)
        }
        for index in 0..<count where random.chance(perMille: 300) {
            for _ in 0...random.index(below: 2) { builder.addHosted(under: index) }
        }
        // Some offices also link to one further up, past their parent (design, D3).
        for index in 0..<count where builder.depth(of: index) > 2 && random.chance(perMille: 150) {
            builder.addShortcut(from: index)
        }
        return builder.tree()
    }

    /// A number of offices that a seed may have: 5 to 60, small ones more often.
    package static func drawCount(from random: inout SplitMix64) -> Int {
        5 + random.index(below: 1 + random.index(below: 56))
    }

    /// The same tree with a second node of one office, which dials the same offices. The last edge
    /// lies between the two nodes: it is for the time when people have found out.
    func addingClone(of index: Int) -> OfficeTree {
        let clone = self.nodes.count
        let edges = self.edges.filter { $0.child == index }
            .map { Edge(child: clone, parent: $0.parent) }
        return OfficeTree(
            tree: self.tree,
            nodes: self.nodes + [self.nodes[index]],
            edges: self.edges + edges + [Edge(child: clone, parent: index)]
        )
    }

    /// The same tree with a second node of an office, the last one, with a key of its own. It dials whom
    /// the first dials, and the first; offices below dial both (docs/organisation.md).
    func addingStandby(of index: Int, signer: any Signer) throws -> OfficeTree {
        let first = self.nodes[index]
        guard let parent = first.parent else { return self }
        let above = self.nodes[parent].identity
        let issued = try above.chain.issuing(
            child: first.identity.path.office,
            publicKey: signer.publicKey,
            serial: 1,
            signer: above.signer
        )
        guard let chain = issued else { return self }
        let standby = self.nodes.count
        let identity = OfficeIdentity(signer: signer, chain: chain, hosted: first.identity.hosted)
        let dialed = self.edges.filter { $0.child == index }
            .map { Edge(child: standby, parent: $0.parent) }
        let dialing = self.edges.filter { $0.parent == index }
            .map { Edge(child: $0.child, parent: standby) }
        return OfficeTree(
            tree: self.tree,
            nodes: self.nodes + [Node(identity: identity, level: first.level, parent: parent)],
            edges: self.edges + dialed + dialing + [Edge(child: standby, parent: index)]
        )
    }

    /// Links past the direct parent.
    var shortcutCount: Int {
        self.edges.count { self.nodes[$0.child].parent != $0.parent }
    }

    /// Headquarters, Sichuan, and below it Chengdu with two societies and Mianyang.
    ///
    /// - Parameter hasShortcut: Chengdu also links to headquarters (design, D3).
    package static func sichuan(
        suite: SignatureSuite = .keyedHash,
        hasShortcut: Bool = false
    ) throws -> OfficeTree {
        var builder = OfficeTreeBuilder(
            suite: suite,
            random: SplitMix64(seed: 2018)
        )
        try builder.addRoot()
        try builder.addChild(of: 0, "510000")
        try builder.addChild(of: 1, "510100")
        try builder.addChild(of: 1, "510700")
        for _ in 0..<2 { builder.addHosted(under: 2) }
        if hasShortcut { builder.addShortcut(from: 2) }
        return builder.tree()
    }

    /// Headquarters, Sichuan, Chengdu, and below it the counties 510104 and 510106.
    package static func counties() throws -> OfficeTree {
        var builder = OfficeTreeBuilder(suite: .keyedHash, random: SplitMix64(seed: 2026))
        try builder.addRoot()
        try builder.addChild(of: 0, "510000")
        try builder.addChild(of: 1, "510100")
        for county in ["510104", "510106"] { try builder.addChild(of: 2, county) }
        return builder.tree()
    }
}
