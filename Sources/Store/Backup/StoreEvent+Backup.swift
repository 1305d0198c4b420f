package import Decision

extension StoreEvent {
    /// Somebody has put a backup in this node's place.
    ///
    /// - Parameters:
    ///   - madeAt: when the backup was made, UTC milliseconds.
    ///   - folder: where it lies.
    package static func restored(from folder: String, madeAt: Int64, at: Int64) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: "backup-restored",
            chinese: "已用 \(MomentText.chinese(madeAt))的备份恢复本节点（\(folder)）。此后写入的内容将从邻居取回。",
            english:
                "This node was restored from the backup of \(MomentText.english(madeAt)) (\(folder)). "
                + "What was written later is fetched back from the neighbours."
        )
    }
}
