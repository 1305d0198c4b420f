internal import PlainText
package import SyncProtocol

extension StoreSnapshot {
    /// Offices of whose node a copy was noticed, and when last: the same node greeted from two places, or one of its
    /// feeds has come in two branches. UTC milliseconds.
    ///
    /// - Parameter since: what was noticed before is left out.
    package func copiesSeen(since: Int64) throws(StoreError) -> [OfficePath: Int64] {
        let forks = try self.connection.map(
            """
            SELECT office.path, MAX(last_at) FROM feed JOIN office ON office.id = feed.office
            WHERE LENGTH(branch) > 0 AND last_at >= ?1 GROUP BY office.id
            """,
            .integer(since)
        ) { row in OfficePath(text: row.text(0)).map { ($0, row.integer(1)) } }
        let greetings = try self.connection.map(
            "SELECT subject, MAX(at) FROM event WHERE kind = ?1 AND at >= ?2 GROUP BY subject",
            .text(EventKind.twoNodes.rawValue),
            .integer(since)
        ) { row in
            row.optionalText(0).flatMap { OfficePath(text: $0) }.map { ($0, row.integer(1)) }
        }
        return Dictionary((forks + greetings).compactMap { $0 }, uniquingKeysWith: max)
    }
}
