import Admin
import Decision
import Foundation
import NIOCore
import NIOPosix
import Store
import SyncProtocol

extension OfficeService {
    /// Below this many free bytes the node says that it is not well.
    static let diskFreeBytesMin: Int64 = 128 * 1024 * 1024

    func masthead() async throws -> Masthead {
        let own = self.office
        return try await self.read { snapshot in
            Masthead(
                office: own.office.text,
                officeName: snapshot.office(own)?.name ?? own.office.text,
                storeVersion: snapshot.version,
                now: SystemTime.milliseconds()
            )
        }
    }

    func status() async throws -> NodeStatus {
        let links = try await self.links(PageRequest(limit: PageRequest.limitMax)).items
        let (own, identity, startedAt) = (self.office, self.identity, self.startedAt)
        let now = SystemTime.milliseconds()
        let bytes = self.store.byteCount
        let free = self.diskFreeBytes
        let rebuilding = self.store.rebuilding
        let examination = self.store.scrubProgress.map { ExaminationStatus($0, rebuilding) }
        let faults = identity.clockFaults(now: now)
        let (heads, alarms, fault, linked) = try await self.onLoop { hub in
            hub.driver.watchStore()
            let links = hub.driver.relay.links
            return (
                hub.driver.headsDigest, hub.driver.alarms, hub.driver.storeFault,
                links.map { (path: $0.peer, isBehind: $0.sendBehind > 0) }
            )
        }
        let damage = [try? await self.damage(), try? await self.findings()].compactMap { $0 }
        return try await self.read { snapshot in
            let counts = snapshot.counts
            let roster = try Roster(snapshot, own: own)
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
                    + StandingAlarm.repliesAtOdds(snapshot, roster),
                subtreeOffline: Int(clamping: below.offline),
                subtreeBehind: Int(clamping: below.behind),
                examination: examination
            )
        }
    }

    func feeds(_ page: PageRequest) async throws -> Page<FeedSummary> {
        try await self.read { snapshot in
            Page(try snapshot.feeds(try page.range(of: .feeds))) { FeedSummary($0) }
        }
    }

    func quarantine(_ page: PageRequest) async throws -> Page<QuarantineItem> {
        try await self.read { snapshot in
            Page(try snapshot.quarantine(try page.range(of: .quarantine))) {
                QuarantineItem($0)
            }
        }
    }

    func events(_ page: PageRequest) async throws -> Page<NodeEvent> {
        try await self.read { snapshot in
            Page(try snapshot.events(try page.range(of: .events))) { NodeEvent($0) }
        }
    }

    func verify() async throws -> VerifyReport {
        let (store, dataFolder) = (self.store, self.dataFolder)
        let begun = ContinuousClock.now
        let found: NodeExamination
        do {
            found = try await self.reader.runIfActive {
                try NodeExamination(store, dataFolder: dataFolder)
            }
        } catch let error as StoreError {
            throw APIError(error)
        }
        // Where the disk takes nothing any more, that shows by itself.
        try? await store.note(findings: found.problems)
        let result = found.store
        let damaged = result.damaged
        if !damaged.isEmpty { try await self.onLoop { $0.driver.foundDamaged(damaged) } }
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
        if (try? await self.read({ $0.version })) == nil {
            reasons.append(Phrase("数据库无法读取", "the store cannot be read"))
        }
        reasons += self.identity.clockFaults(now: SystemTime.milliseconds())
        if let fault = self.store.fault { reasons.append(Phrase(fault.chinese, fault.english)) }
        for damage in [try? await self.damage(), try? await self.findings()] {
            if let damage { reasons.append(Phrase(damage.chinese, damage.english)) }
        }
        return HealthReport(reasons: reasons.map { $0.said(in: language) })
    }

    var diskFreeBytes: Int64 {
        DiskSpace.freeByteCount(at: self.dataFolder)
    }

    func onLoop<Value: Sendable>(
        _ body: @escaping @Sendable (LinkHub) -> Value
    ) async throws -> Value {
        let hub = self.hub
        do {
            return try await self.eventLoop.submit { body(hub.value) }.get()
        } catch {
            throw APIError.stopping
        }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        self.components.seconds * 1_000 + self.components.attoseconds / 1_000_000_000_000_000
    }
}
