internal import SyncProtocol

/// Puts a tree together, office by office, with keys and credentials.
struct OfficeTreeBuilder {
    /// An office that is being put together.
    private struct Plot {
        let signer: any Signer
        let chain: CredentialChain
        let level: Level
        let parent: Int?
        var childCount = 0
        var hosted: [OfficePath] = []
    }

    private let suite: SignatureSuite
    private var random: SplitMix64
    private var plots: [Plot] = []
    private var shortcuts: [OfficeTree.Edge] = []

    init(suite: SignatureSuite, random: SplitMix64) {
        self.suite = suite
        self.random = random
    }

    var count: Int { self.plots.count }

    func depth(of index: Int) -> Int { self.plots[index].chain.path.depth }

    func childCount(of index: Int) -> Int { self.plots[index].childCount }

    mutating func addRoot() throws {
        guard let id = OfficeID("100000") else { return }
        let signer = try self.drawSigner()
        let chain = try CredentialChain.root(path: OfficePath(root: id), signer: signer)
        self.plots.append(Plot(signer: signer, chain: chain, level: .national, parent: nil))
    }

    /// - Parameter text: the child's id; by default one that follows from its place.
    mutating func addChild(of parent: Int, _ text: String? = nil) throws {
        let depth = self.depth(of: parent)
        let local = self.plots[parent].childCount + 1
        let code = text ?? "\(depth)\(parent < 10 ? "0" : "")\(parent)\(local)00"
        let signer = try self.drawSigner()
        guard let id = OfficeID(code),
            let chain = try self.plots[parent].chain
                .issuing(
                    child: id,
                    publicKey: signer.publicKey,
                    serial: 1,
                    signer: self.plots[parent].signer
                )
        else { return }
        let levels: [Level] = [.national, .provincial, .city, .county]
        let level = levels[min(depth, levels.count - 1)]
        self.plots[parent].childCount += 1
        self.plots.append(Plot(signer: signer, chain: chain, level: level, parent: parent))
    }

    mutating func addHosted(under host: Int) {
        let plot = self.plots[host]
        guard let id = OfficeID("S\(plot.hosted.count + 1)"),
            let path = plot.chain.path.child(id)
        else { return }
        self.plots[host].hosted.append(path)
    }

    mutating func addShortcut(from child: Int) {
        guard let parent = self.plots[child].parent, let ancestor = self.plots[parent].parent else {
            return
        }
        self.shortcuts.append(OfficeTree.Edge(child: child, parent: ancestor))
    }

    func tree() -> OfficeTree {
        let nodes = self.plots.map { plot in
            OfficeTree.Node(
                identity: OfficeIdentity(
                    signer: plot.signer,
                    chain: plot.chain,
                    hosted: plot.hosted
                ),
                level: plot.level,
                parent: plot.parent
            )
        }
        let edges = self.plots.enumerated().compactMap { index, plot in
            plot.parent.map { OfficeTree.Edge(child: index, parent: $0) }
        }
        return OfficeTree(
            tree: self.plots[0].chain.leaf.tree,
            nodes: nodes,
            edges: edges + self.shortcuts
        )
    }

    private mutating func drawSigner() throws -> any Signer {
        try self.suite.signer(seed: self.random.bytes(self.suite.seedByteCount))
    }
}
