package import Decision
package import SyncProtocol

/// Gives the store of an office that moved over to its new place in the tree.
///
/// What was written before stays in the spaces of the old place, and is read as before. What is
/// written from now on goes into spaces of the new one, so no feed is ever continued by mistake.
package enum StoreMove {
    /// Does nothing when the store is the new place's already, so it may be repeated after a crash.
    ///
    /// - Parameters:
    ///   - configuration: of a store that no process has open.
    ///   - old: where the office stood.
    ///   - identity: who it is now.
    /// - Throws: ``StoreError``; ``StoreError/foreign(found:expected:)`` when the store is neither the
    ///   old place's nor the new one's.
    package static func run(
        _ configuration: StoreConfiguration,
        from old: OfficePath,
        to identity: StoreIdentity
    ) throws(StoreError) {
        let parts = try StoreParts.open(configuration, identity: identity, movingFrom: old)
        defer { parts.close() }
        try parts.driver.write { connection throws(StoreError) in
            try connection.transaction { () throws(StoreError) in
                try Self.note(identity.path, insteadOf: old, connection)
            }
        }
    }

    /// Nothing changes when the store is the new place's already.
    package static func note(
        _ new: OfficePath,
        insteadOf old: OfficePath,
        _ connection: any SQLConnection
    ) throws(StoreError) {
        guard try Meta.path.bytes(connection) != Array("\(new)".utf8) else { return }
        let former = try Self.formerPaths(connection).filter { $0 != new } + [old]
        let text = former.map { "\($0)" }.joined(separator: "\n")
        try Meta.formerPaths.set(.bytes(Array(text.utf8)), connection)
        try Meta.path.set(.bytes(Array("\(new)".utf8)), connection)
    }

    /// Where this store's office stood before, the oldest first.
    static func formerPaths(_ connection: any SQLConnection) throws(StoreError) -> [OfficePath] {
        let text = String(
            decoding: try Meta.formerPaths.bytes(connection) ?? [],
            as: UTF8.self
        )
        return text.split(separator: "\n").compactMap { OfficePath(text: $0) }
    }
}
