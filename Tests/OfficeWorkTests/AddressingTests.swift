import OfficeWork
import SyncProtocol
import Testing

@Suite("Whom a directive addresses")
struct AddressingTests {
    private static let chongqing = Sample.path("100000/500000")
    private static let movedChengdu = Sample.path("100000/500000/510100")

    /// A directive of headquarters that was issued at 100.
    private func directive(
        to recipients: [String],
        issuer: OfficePath = Sample.national
    ) throws -> Directive {
        let intent = try Sample.directive { $0.recipients = recipients }.intent(issuer: issuer)
        var (desk, state) = (Desk(7), RecordState())
        desk.write(intent, to: &state, at: 100)
        return try #require(Directive(key: intent.record.key, state: state))
    }

    private func listing(_ level: Level, since milliseconds: Int64) -> OfficeListing {
        OfficeListing([
            OfficeListing.Entry(since: Stamp(milliseconds: milliseconds), level: level)
        ])
    }

    private func move(_ from: OfficePath, to: OfficePath) throws -> Successions {
        Successions([
            try #require(
                Succession(from: from, to: [to], declaredBy: Sample.national, since: 1)
            )
        ])
    }

    @Test("Who was there when it was issued is addressed for good, who comes later is not")
    func later() throws {
        for text in ["all", "level:society"] {
            let directive = try self.directive(to: [text])
            func standing(since: Int64) -> Addressing {
                directive.addressing(
                    Sample.society,
                    self.listing(.society, since: since),
                    issuer: Sample.national,
                    .none
                )
            }
            #expect(standing(since: 1) == .addressed)
            #expect(standing(since: 100) == .addressed)
            #expect(standing(since: 101) == .joinedLater)
            #expect(
                directive.addressing(Sample.society, .none, issuer: Sample.national, .none)
                    == .notMeant
            )
        }
    }

    @Test("The level that counts is the one at issue, whatever the office becomes later")
    func level() throws {
        let directive = try self.directive(to: ["level:county"])
        let promoted = OfficeListing([
            OfficeListing.Entry(since: Stamp(milliseconds: 200), level: .city),
            OfficeListing.Entry(since: Stamp(milliseconds: 50), level: .county),
        ])
        let demoted = OfficeListing([
            OfficeListing.Entry(since: Stamp(milliseconds: 50), level: .city),
            OfficeListing.Entry(since: Stamp(milliseconds: 200), level: .county),
        ])
        let issuer = Sample.national
        #expect(
            directive.addressing(Sample.chengdu, promoted, issuer: issuer, .none) == .addressed
        )
        #expect(
            directive.addressing(Sample.chengdu, demoted, issuer: issuer, .none) == .notMeant
        )
    }

    @Test("A recipient is one place: the same code elsewhere is not addressed")
    func place() throws {
        let directive = try self.directive(to: ["100000/510000/510100"])
        let listing = self.listing(.city, since: 1)
        let issuer = Sample.national
        #expect(directive.addressing(Sample.chengdu, listing, issuer: issuer, .none) == .addressed)
        let elsewhere = Sample.path("100000/330000/510100")
        #expect(directive.addressing(elsewhere, listing, issuer: issuer, .none) == .notMeant)
        // A directive that holds a mere code names nobody by it.
        let bare = try self.directive(to: ["510100", "level:society"])
        #expect(bare.recipients == [.level(.society)])
        #expect(bare.addressing(Sample.chengdu, listing, issuer: issuer, .none) == .notMeant)
    }

    @Test("Who takes an addressed office's place is addressed, and others that come there are not")
    func moved() throws {
        let words = try self.move(Sample.chengdu, to: Self.movedChengdu)
        let later = self.listing(.city, since: 500)
        for text in ["100000/510000/510100", "all", "level:city"] {
            let directive = try self.directive(to: [text])
            let standing = directive.addressing(
                Self.movedChengdu,
                later,
                issuer: Sample.national,
                words
            )
            #expect(standing == .addressed, "\(text)")
        }
        // What Chongqing had issued before was never for Chengdu.
        let local = try self.directive(to: ["all"], issuer: Self.chongqing)
        #expect(
            local.addressing(Self.movedChengdu, later, issuer: Self.chongqing, words)
                == .joinedLater
        )
        let directive = try self.directive(to: ["all"])
        let stranger = Sample.path("100000/500000/500100")
        #expect(
            directive.addressing(stranger, later, issuer: Sample.national, words) == .joinedLater
        )
    }

    @Test("The issuer and those beside it are never meant")
    func beside() throws {
        let directive = try self.directive(to: ["all"], issuer: Sample.sichuan)
        let listing = self.listing(.provincial, since: 1)
        for office in [Sample.sichuan, Sample.national, Self.chongqing] {
            let standing = directive.addressing(office, listing, issuer: Sample.sichuan, .none)
            #expect(standing == .notMeant)
        }
    }

    // MARK: Listings

    private func entry(_ level: String, name: String = "成都市科协") throws -> RecordIntent {
        try OfficeContent(
            validating: "510100",
            name: name,
            nameEnglish: nil,
            level: level,
            hostedBy: nil
        )
        .intent(roster: Sample.sichuan)
    }

    @Test("A new name does not make an office a new one, in whatever order its changes come")
    func renamed() throws {
        var state = RecordState()
        var desks = [Desk(1), Desk(2)]
        let writes = try [
            desks[0].change(self.entry("county"), seeing: state, at: 10),
            desks[1].change(self.entry("county", name: "成都"), seeing: state, at: 20),
            desks[0].change(self.entry("city"), seeing: state, at: 30),
        ]
        var reversed = RecordState()
        for write in writes { state.apply(write.fields, from: write.origin, firstIndex: 0) }
        for write in writes.reversed() {
            reversed.apply(write.fields, from: write.origin, firstIndex: 0)
        }
        let key = Array("510100".utf8)
        let entry = try #require(OfficeEntry(key: key, state: state))
        #expect(OfficeEntry(key: key, state: reversed)?.listing == entry.listing)
        #expect(entry.listing.entries.map(\.level) == [.county, .city])
        #expect(entry.listing.entries.map(\.since.milliseconds) == [10, 30])
        #expect(OfficeListing(text: entry.listing.text) == entry.listing)
        #expect(entry.listing.level(at: Stamp(milliseconds: 9)) == nil)
    }

    @Test("An entry without the field counts from the values that stand")
    func foreign() throws {
        let intent = try self.entry("city")
        let plain = RecordIntent(
            space: intent.space,
            record: intent.record,
            fields: intent.fields.filter { $0.number != OfficeField.levels.rawValue }
        )
        let entry = OfficeEntry(key: plain.record.key, state: state(after: plain))
        #expect(entry?.listing.entries.map(\.since.milliseconds) == [1])
    }
}
