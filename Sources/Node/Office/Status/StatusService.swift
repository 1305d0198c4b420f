import Admin
import Decision
import Foundation
import Store
import SyncProtocol

/// How this node is: what it holds, what it says of itself, and whether it is well.
struct StatusService: Sendable {
    /// Below this many free bytes the node says that it is not well.
    static let diskFreeBytesMin: Int64 = 128 * 1024 * 1024

    let context: OfficeContext
    let access: LinkAccess
    let neighbours: NeighbourService
    let dataFolder: String
    /// UTC milliseconds.
    let startedAt: Int64

    func masthead() async throws -> Masthead {
        let own = self.context.office
        return try await self.context.read { snapshot in
            Masthead(
                office: own.office.text,
                officeName: snapshot.offices[own]?.name ?? own.office.text,
                storeVersion: snapshot.version,
                now: SystemTime.milliseconds(),
                conflicts: snapshot.counts.conflicts
            )
        }
    }

    func storeVersion(after: Int64, timeoutSeconds: Int) async throws -> StoreVersion {
        try await self.context.waitForVersion(after: after, seconds: timeoutSeconds)
        return StoreVersion(storeVersion: try await self.context.read { $0.version })
    }

    func status() async throws -> NodeStatus {
        let links = try await self.neighbours.links(PageRequest(limit: PageRequest.limitMax)).items
        let (store, identity) = (self.context.store, self.context.identity)
        let startedAt = self.startedAt
        let now = SystemTime.milliseconds()
        let bytes = store.byteCount
        let free = self.diskFreeBytes
        let rebuilding = store.examination.rebuilding
        let examination = store.examination.scrubProgress.map { ExaminationStatus($0, rebuilding) }
        let faults = identity.clockFaults(now: now)
        let (heads, alarms, fault, linked) = try await self.access.ask { hub in
            hub.driver.watchStore()
            let links = hub.driver.relay.links
            return (
                hub.driver.headsDigest, hub.driver.alarms, hub.driver.storeFault,
                links.map { (path: $0.peer, isBehind: $0.sendBehind > 0) }
            )
        }
        let damage = await self.damage()
        return try await self.context.read { snapshot, roster in
            let (own, counts) = (roster.own, snapshot.counts)
            let below = try SubtreeHealth(snapshot, own: own, linked: linked)
            var standing: [StandingAlarm] = []
            if let fault {
                standing.append(.storeDamaged(fault.error, since: fault.since, roster))
            }
            standing += damage.map { StandingAlarm($0, roster) }
            return NodeStatus(
                office: own.office.text,
                officeName: roster.name(own),
                path: own.ids.map(\.text),
                tree: identity.tree.description,
                node: identity.signer.author.description,
                suite: Int(identity.context.suite.number.rawValue),
                suiteName: identity.context.suite.name,
                incarnation: Hexadecimal.text(Hexadecimal.bigEndianBytes(counts.incarnation)),
                version: CastNode.version,
                startedAt: startedAt,
                now: now,
                feeds: counts.feeds,
                changes: counts.changes,
                records: counts.records,
                storeVersion: snapshot.version,
                storeBytes: bytes,
                diskFreeBytes: free,
                quarantined: counts.quarantined,
                held: Int(counts.held),
                unknownRecords: counts.unknownRecords,
                headsDigest: heads.description,
                stateDigest: snapshot.stateDigest.description,
                links: links,
                recovery: try PastRecovery.lastEvent(snapshot, at: now).map { NodeEvent($0) },
                alarms: try standing
                    + faults.map { StandingAlarm(ownClock: $0, own, roster, since: startedAt) }
                    + alarms.map { StandingAlarm($0, roster) }
                    + StandingAlarm.copies(snapshot, roster, now: now)
                    + StandingAlarm.places(roster, now: now)
                    + StandingAlarm.recordsAtOdds(snapshot, roster),
                subtreeOffline: Int(clamping: below.offline),
                subtreeBehind: Int(clamping: below.behind),
                examination: examination
            )
        }
    }

    func verify() async throws -> VerifyReport {
        let (store, dataFolder) = (self.context.store, self.dataFolder)
        let suites = SuiteRegistry([self.context.identity.context.suite])
        let begun = ContinuousClock.now
        let found = try await self.context.reader.reading {
            try NodeExamination(store, dataFolder: dataFolder, suites: suites)
        }
        // Where the disk takes nothing any more, that shows by itself.
        try? await store.examination.note(findings: found.problems)
        let result = found.store
        let damaged = result.damaged
        if !damaged.isEmpty { try await self.access.ask { $0.driver.foundDamaged(damaged) } }
        let seconds = DecimalValue(
            significand: (ContinuousClock.now - begun).milliseconds,
            exponent: -3
        )
        return VerifyReport(
            feeds: result.feeds,
            changes: result.changes,
            records: result.records,
            problems: found.problems.map { VerifyProblem($0.chinese, $0.english) },
            stateDigest: result.stateDigest.description,
            rebuiltDigest: result.rebuiltDigest.description,
            seconds: seconds?.description ?? "0"
        )
    }

    /// Whether the node can do its work.
    func health(in language: Language) async -> HealthReport {
        var reasons: [Phrase] = []
        if self.diskFreeBytes < Self.diskFreeBytesMin {
            reasons.append(Phrase("磁盘空间不足", "the disk is nearly full"))
        }
        if (try? await self.context.read({ $0.version })) == nil {
            reasons.append(Phrase("数据库无法读取", "the store cannot be read"))
        }
        reasons += self.context.identity.clockFaults(now: SystemTime.milliseconds())
        if let fault = self.context.store.fault {
            reasons.append(Phrase(fault.chinese, fault.english))
        }
        reasons += await self.damage().map { Phrase($0.chinese, $0.english) }
        return HealthReport(reasons: reasons.map { $0.said(in: language) })
    }

    var diskFreeBytes: Int64 {
        DiskSpace.freeByteCount(at: self.dataFolder)
    }

    /// What the disk has not kept, and what the latest examination has found; nothing of what cannot be asked now.
    private func damage() async -> [StandingDamage] {
        let store = self.context.store
        let (changes, findings) = (
            try? await self.context.reader.reading { try StandingDamage.changes(of: store) },
            try? await self.context.reader.reading { try StandingDamage.findings(of: store) }
        )
        return [changes, findings].compactMap { $0 ?? nil }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        self.components.seconds * 1_000 + self.components.attoseconds / 1_000_000_000_000_000
    }
}
