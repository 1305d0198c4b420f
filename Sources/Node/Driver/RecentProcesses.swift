/// The processes in which a neighbour's node has greeted of late.
///
/// A connection that ends and another that follows prove nothing: lines break without a word, and a node
/// that is started again calls at once. But a process that has given way to another one of the same node and
/// then greets again runs beside it: the node's data folder is in use twice.
struct RecentProcesses: Sendable, Equatable {
    private static let countMax = 8

    /// The latest last.
    private var processes: [UInt64] = []

    /// Takes note of a greeting.
    ///
    /// - Returns: whether the process had given way to another one before.
    mutating func greeted(_ process: UInt64) -> Bool {
        guard self.processes.last != process else { return false }
        let isBack = self.processes.contains(process)
        self.processes.removeAll { $0 == process }
        self.processes.append(process)
        if self.processes.count > Self.countMax { self.processes.removeFirst() }
        return isBack
    }
}
