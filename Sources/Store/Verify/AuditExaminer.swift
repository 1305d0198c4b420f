internal import Decision
internal import PlainText
internal import SyncProtocol

/// Checks the chain of the audit log. Its key: the row's number.
struct AuditExaminer: StepExaminer {
    func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        let suite = store.suite
        let after = key.first?.integer ?? 0
        let stretch = try AuditChain.stretch(after: after, limit.rows, store.connection, by: suite)
        result.rows += Int64(stretch.count)
        guard stretch.found.isEmpty else {
            // Whether a later row says so is known to the whole log only.
            let breaks = try AuditChain.breaks(store.connection, by: suite)
            if let first = breaks.ranges.first?.lowerBound {
                result.report(
                    "审计日志自第 \(first) 行起不连续",
                    "the audit log is broken from row \(first) on",
                    mendedBy: .naming
                )
            }
            return nil
        }
        guard stretch.count == limit.rows else { return nil }
        return [.integer(stretch.last)]
    }
}
