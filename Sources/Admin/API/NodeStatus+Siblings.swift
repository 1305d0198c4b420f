extension NodeStatus {
    /// Why a link ends only to begin anew at once, as a link's `reason` says it.
    package static let passingReasons = ["reorganised", "farewell: reorganised"]

    /// What to say of the office's other nodes; nil when this one knows of none, or does not know yet how they
    /// are.
    package var siblings: Phrase? {
        let links = self.links.filter { $0.peer == self.office }
        guard !links.isEmpty else { return nil }
        let down = links.filter { ["offline", "connecting", "refused"].contains($0.state) }
        // Without a reason nothing has failed so far: the first attempt is under way, or the ends greet each other.
        let lost = down.filter { $0.reason.map { !Self.passingReasons.contains($0) } ?? false }
        guard !lost.isEmpty else {
            guard down.isEmpty else { return nil }
            let count = links.count + 1
            return Phrase(
                "本单位的 \(count) 个节点都已连通",
                "all \(count) nodes of this office are linked"
            )
        }
        // One that has never answered is known by its address alone.
        let names = lost.map { link in link.node.map { "#\($0.prefix(8))" } ?? link.address }
        return Phrase(
            "本单位的另一节点 \(names.joined(separator: "、")) 不通，本节点照常工作；对方恢复后自动补齐",
            "the other node \(names.joined(separator: ", ")) of this office does not answer; this one goes on, "
                + "and the other catches up by itself"
        )
    }
}
