import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// A neighbour that says nothing, or something false, outside the feeds.
@Suite("Notes between nodes", .serialized, .timeLimit(.minutes(10)))
struct NoteTests {
    private static let hasty = [
        "--notes-statement-milliseconds", "1000", "--notes-statement-valid-milliseconds", "1000",
    ]

    private func note(
        _ kind: NoteKind,
        _ body: [UInt8],
        of office: NodeIdentity,
        signedBy signer: NodeIdentity? = nil,
        withChain: Bool = false
    ) throws -> Frame {
        .note(
            .note(
                try Note(
                    kind,
                    body: body,
                    in: Note.Context(tree: office.tree, signer: office.path),
                    signer: (signer ?? office).signer,
                    chain: withChain ? office.chain : nil
                )
            )
        )
    }

    private func events(_ kind: String, at node: RunningNode) async throws -> NodeEvent {
        try await node.eventually("an event \(kind)") { client in
            try await client.events(PageRequest(), by: .unnamed).items.first { $0.kind == kind }
        }
    }

    @Test("A neighbour that does not say how it is raises an alarm here and is told so")
    func staleStatement() async throws {
        try await RunningNode.attacked(settings: Self.hasty) { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let said = try await link.wait(for: "a statement and an alarm") { log in
                var kinds: Set<UInt64> = []
                for case .note(.note(let note)) in log.frames { kinds.insert(note.kind.rawValue) }
                return kinds == [1, 4] ? kinds : nil
            }
            #expect(said == [1, 4])
            let event = try await self.events("statement-stale", at: node)
            #expect(event.subject == "\(offices.chengdu.path)")
            let alarms = try await node.client.status(by: .unnamed).alarms
            #expect(alarms.map(\.kind) == ["statement-stale"])
            #expect(alarms.map(\.office) == ["510100"])
            try await link.close()
        }
    }

    @Test("An alarm that a neighbour raises about this node is shown here")
    func missedStatement() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let alarm = AlarmNote(
                reason: .statementStale,
                at: SystemTime.milliseconds(),
                silentMilliseconds: 3_000_000
            )
            try await link.send(
                self.note(.alarm, alarm.encoded(), of: offices.chengdu, withChain: true)
            )
            let event = try await self.events("statement-missed", at: node)
            #expect(event.subject == "\(offices.chengdu.path)")
            #expect(
                try await node.client.status(by: .unnamed).alarms.map(\.kind) == [
                    "statement-missed"
                ]
            )
            try await link.close()
        }
    }

    @Test("A statement is shown beside its link")
    func statement() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var roster = offices.chengdu.feed(.roster)
            let counties = ["510104", "510105"]
            for county in counties {
                let entry = try Self.child(county, level: "county", of: offices.chengdu)
                try await link.deliver(try roster.next(entry))
            }
            let statement = StatementNote(
                number: 1,
                at: SystemTime.milliseconds(),
                headsDigest: .nothing,
                backlog: 7,
                quarantined: 2,
                held: 1,
                diskFreeByteCount: 1 << 30,
                version: "9.9",
                offline: 4,
                behind: 5
            )
            try await link.send(
                self.note(.statement, statement.encoded(), of: offices.chengdu, withChain: true)
            )
            let shown = try await node.eventually("the statement") { client in
                try await client.links(by: .unnamed).first { $0.peer == "510100" }?.statement
            }
            #expect(shown.backlog == 7 && shown.version == "9.9" && shown.offline == 4)
            let status = try await node.client.status(by: .unnamed)
            // What it says of more offices than it has counts for those that it has.
            #expect(status.subtreeOffline == 2 && status.subtreeBehind == 2)
            try await link.close()
        }
    }

    @Test("A confirmation is signed for what a child reports, and offered until it is settled")
    func confirmationForChild() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let change = try feed.report("3", period: "2019")
            try await link.deliver(change)
            let note = try await link.wait(for: "a confirmation") { log in
                for case .note(.note(let note)) in log.frames where note.kind == .confirmation {
                    return note
                }
                return nil
            }
            let confirmation = try ConfirmationNote(decoding: note.body)
            #expect(confirmation.owner == offices.chengdu.path)
            #expect(confirmation.reader == offices.sichuan.path)
            #expect(confirmation.positions.map(\.head.digest) == [change.digest])
            try await link.send(.note(.settled(note.id(by: SignatureSuite.ed25519))))
            try await link.close()
        }
    }

    @Test("When a feed forks, all branches are signed for, under the names that they have then")
    func confirmationForBranches() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            var branch = feed
            let second = try feed.report("2", period: "2018Q2")
            let other = try branch.report("3", period: "2018Q3")
            try await link.deliver(opening, second)
            try await link.deliver(other)
            let strands = [second, other].map {
                FeedPosition(
                    feed: feed.id.strand(from: 2, ChangeID(prefixOf: $0.digest)),
                    head: FeedHead(number: 2, digest: $0.digest)
                )
            }
            let front = FeedPosition(
                feed: feed.id,
                head: FeedHead(number: 1, digest: opening.digest)
            )
            let expected = Set(strands + [front])
            _ = try await link.wait(for: "a confirmation for all branches") { log in
                for case .note(.note(let note)) in log.frames where note.kind == .confirmation {
                    let confirmation = try? ConfirmationNote(decoding: note.body)
                    if let confirmation, Set(confirmation.positions) == expected {
                        return confirmation
                    }
                }
                return nil
            }
            try await link.close()
        }
    }

    @Test(
        "An office above that signs a false confirmation, or in another's name, is refused and noticed"
    )
    func falseConfirmations() async throws {
        try await RunningNode.attacked { node, offices in
            _ = try await node.client.submit(
                [Headquarters.report()],
                by: Headquarters.caller
            )
            let feeds = try await node.client.feeds(PageRequest(), by: .unnamed).items
            let own = try #require(feeds.first { $0.space.hasPrefix("reports") })
            let incarnation = try #require(UInt64(own.incarnation, radix: 16))
            let feed = FeedID(
                space: SpaceID(.reports, of: offices.sichuan.path),
                author: offices.sichuan.signer.author,
                incarnation: incarnation
            )
            let position = FeedPosition(
                feed: feed,
                head: FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([1]))
            )
            let confirmation = try #require(
                ConfirmationNote(
                    owner: offices.sichuan.path,
                    reader: offices.national.path,
                    at: SystemTime.milliseconds(),
                    positions: [position]
                )
            )
            let link = try await HostileLink.open(offices.national, to: node.linkPort)
            // Its key becomes known by its roster.
            var roster = offices.national.feed(.roster)
            try await link.deliver(try roster.next(Self.child(of: offices.national)))
            let forged = Note(
                kind: .confirmation,
                body: confirmation.encoded(),
                author: offices.national.signer.author,
                signature: Array(repeating: 7, count: 64)
            )
            try await link.send(.note(.note(forged)))
            // Only who comes again with it while both have the same is not believed to be early.
            try await link.seemInStep()
            let lie = try self.note(.confirmation, confirmation.encoded(), of: offices.national)
            let event = try await node.eventually("the accusation") { client in
                try await link.send(lie)
                return try await client.events(PageRequest(), by: .unnamed).items
                    .first { $0.kind == "confirmation-false" }
            }
            #expect(event.subject == "\(offices.national.path)")
            let reasons = try await node.eventually("both in quarantine") { client in
                let items = try await client.quarantine(PageRequest(), by: .unnamed).items
                return items.count >= 2 ? items.map(\.reason) : nil
            }
            #expect(Set(reasons) == ["bad-signature", "not-authorised"])
            let reports = try await node.client.reports(office: nil, PageRequest(), by: .unnamed)
                .items
            #expect(reports.first?.saved.map(\.office) == ["510000"])
            try await link.close()
        }
    }

    @Test("What headquarters does not confirm raises an alarm at its author, until it does")
    func withheld() async throws {
        let settings = ["--notes-confirm-milliseconds", "1000"]
        try await RunningNode.attacked(settings: settings) { node, offices in
            let link = try await HostileLink.open(offices.national, to: node.linkPort)
            var roster = offices.national.feed(.roster)
            try await link.deliver(try roster.next(Self.child(of: offices.national)))
            _ = try await node.client.submit([Headquarters.report()], by: Headquarters.caller)
            let sent = try await link.wait(for: "the report") { log in
                for case .changes(let batch) in log.frames { return batch.changes.first }
                return nil
            }
            let event = try await self.events("unconfirmed", at: node)
            #expect(event.subject?.hasPrefix("reports") == true)
            #expect(
                try await node.client.status(by: .unnamed).alarms.map(\.kind) == ["unconfirmed"]
            )
            let change = try Change(decoding: sent.body)
            let position = FeedPosition(
                feed: change.feed,
                head: FeedHead(number: change.number, digest: sent.digest)
            )
            let confirmation = try #require(
                ConfirmationNote(
                    owner: offices.sichuan.path,
                    reader: offices.national.path,
                    at: SystemTime.milliseconds(),
                    positions: [position]
                )
            )
            try await link.send(
                self.note(.confirmation, confirmation.encoded(), of: offices.national)
            )
            let saved = try await node.eventually("the confirmation") { client in
                let reports = try await client.reports(office: nil, PageRequest(), by: .unnamed)
                    .items
                let places = reports.first?.saved.map(\.office)
                return places?.count == 2 ? places : nil
            }
            #expect(saved == ["510000", "100000"])
            _ = try await node.eventually("the end of the alarm") { client in
                try await client.status(by: .unnamed).alarms.isEmpty ? true : nil
            }
            try await link.close()
        }
    }

    private static func child(
        _ id: String = "510000",
        level: String = "provincial",
        of office: NodeIdentity
    ) throws -> [RecordIntent] {
        let entry = try OfficeContent(
            validating: id,
            name: "\(id)科协",
            nameEnglish: nil,
            level: level,
            hostedBy: nil
        )
        return [entry.intent(roster: office.path)]
    }

    @Test("A flood of notes is bounded, and the node goes on working")
    func flood() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            for number in 0..<2_000 {
                let bytes = Array("\(number)".utf8)
                try await link.send(self.note(.fold, bytes, of: offices.chengdu))
            }
            try await link.close()
            _ = try await node.client.submit([Headquarters.report()], by: Headquarters.caller)
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
        }
    }
}
