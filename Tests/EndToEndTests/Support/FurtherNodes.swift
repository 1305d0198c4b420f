import NodeProcesses
import Synchronization

/// Nodes that a test sets up besides the three offices, so that all are ended whatever happens.
final class FurtherNodes: Disposable {
    private let folder: String
    private let binaries: NodeBinaries
    private let nodes = Mutex<[NodeProcess]>([])

    init(folder: String, binaries: NodeBinaries) {
        self.folder = folder
        self.binaries = binaries
    }

    /// Chooses ports; nothing is started.
    func node(_ office: String, _ name: String) throws(ProcessFailure) -> NodeProcess {
        let node = try NodeProcess(
            office: office,
            name: name,
            in: self.folder,
            binaries: self.binaries,
            settings: ThreeOffices.quick
        )
        self.nodes.withLock { $0.append(node) }
        return node
    }

    func dispose() async {
        for node in self.nodes.withLock({ $0 }) { await node.dispose() }
    }
}
