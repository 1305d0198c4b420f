internal import Decision
internal import PlainText
package import SyncProtocol

extension StoreSnapshot {
    /// Offices of whose node a copy was noticed, and when last: the same node greeted from two places, or one of its
    /// feeds has come in two branches. UTC milliseconds.
    ///
    /// - Parameter since: what was noticed before is left out.
    package func copiesSeen(since: Int64) throws(StoreError) -> [OfficePath: Int64] {
        let forks = self.directory.branches.map { self.directory.feeds[$0] }
            .filter { $0.lastAt >= since }.map { ($0.key.path, $0.lastAt) }
        let greetings = try self.connection.map(
            "SELECT subject, MAX(at) FROM event WHERE kind = ?1 AND at >= ?2 GROUP BY subject",
            .text(EventKind.twoNodes.rawValue),
            .integer(since)
        ) { row in
            row.optionalText(0).flatMap { OfficePath(text: $0) }.map { ($0, row.integer(1)) }
        }
        return Dictionary(forks + greetings.compactMap { $0 }, uniquingKeysWith: max)
    }
}
