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

    private func word(
        _ from: OfficePath,
        to: OfficePath,
        since: Int64
    ) throws -> Succession {
        try #require(Succession(from: from, to: [to], declaredBy: Sample.national, since: since))
    }

    @Test("Who was there when it was issued is addressed for good, who comes later is not")
    func later() throws {
        for text in ["all", "level:society"] {
            let directive = try self.directive(to: [text])
            func standing(since: Int64) -> Addressing {
                directive.addressing(
                    Sample.society,
                    issuer: Sample.national,
                    KnownOffices(listings: [Sample.society: self.listing(.society, since: since)])
                )
            }
            #expect(standing(since: 1) == .addressed)
            #expect(standing(since: 100) == .addressed)
            #expect(standing(since: 101) == .joinedLater)
            #expect(
                directive.addressing(Sample.society, issuer: Sample.national, KnownOffices())
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
        let standing = [promoted, demoted].map {
            directive.addressing(
                Sample.chengdu,
                issuer: issuer,
                KnownOffices(listings: [Sample.chengdu: $0])
            )
        }
        #expect(standing == [.addressed, .notMeant])
    }

    @Test("A recipient is one place: the same code elsewhere is not addressed")
    func place() throws {
        let directive = try self.directive(to: ["100000/510000/510100"])
        let listing = self.listing(.city, since: 1)
        let issuer = Sample.national
        let elsewhere = Sample.path("100000/330000/510100")
        let book = KnownOffices(listings: [Sample.chengdu: listing, elsewhere: listing])
        #expect(directive.addressing(Sample.chengdu, issuer: issuer, book) == .addressed)
        #expect(directive.addressing(elsewhere, issuer: issuer, book) == .notMeant)
        // A directive that holds a mere code names nobody by it.
        let bare = try self.directive(to: ["510100", "level:society"])
        #expect(bare.recipients == [.level(.society)])
        #expect(bare.addressing(Sample.chengdu, issuer: issuer, book) == .notMeant)
    }

    @Test("Who takes an addressed office's place is addressed, and others that come there are not")
    func moved() throws {
        let later = self.listing(.city, since: 500)
        let stranger = Sample.path("100000/500000/500100")
        let book = KnownOffices(
            successions: Successions([
                try self.word(Sample.chengdu, to: Self.movedChengdu, since: 400)
            ]),
            listings: [Self.movedChengdu: later, stranger: later]
        )
        for text in ["100000/510000/510100", "all", "level:city"] {
            let directive = try self.directive(to: [text])
            let standing = directive.addressing(
                Self.movedChengdu,
                issuer: Sample.national,
                book
            )
            #expect(standing == .addressed, "\(text)")
        }
        // What Chongqing had issued before was never for Chengdu.
        let local = try self.directive(to: ["all"], issuer: Self.chongqing)
        #expect(
            local.addressing(Self.movedChengdu, issuer: Self.chongqing, book) == .joinedLater
        )
        let directive = try self.directive(to: ["all"])
        #expect(
            directive.addressing(stranger, issuer: Sample.national, book) == .joinedLater
        )
    }

    /// Who is meant of an office that moved to Chongqing at a time, by a directive to these that was issued at 100.
    private func standing(
        _ recipients: [String],
        from former: OfficePath = Sample.chengdu,
        _ before: OfficeListing?,
        movedAt: Int64,
        _ after: OfficeListing,
        readsAll: Bool = true
    ) throws -> Addressing {
        var book = KnownOffices(
            successions: Successions([
                try self.word(former, to: Self.movedChengdu, since: movedAt)
            ]),
            listings: [Self.movedChengdu: after],
            readsAll: readsAll
        )
        book.listings[former] = before
        return try self.directive(to: recipients)
            .addressing(Self.movedChengdu, issuer: Sample.national, book)
    }

    @Test("An office is addressed through a former place only if it stood there at issue")
    func movedBefore() throws {
        let direct = Sample.path("100000/510100")
        let (before, after) = (self.listing(.city, since: 1), self.listing(.city, since: 160))
        let earlier = self.listing(.city, since: 60)
        for text in ["children", "100000/510100"] {
            #expect(
                try self.standing([text], from: direct, before, movedAt: 150, after) == .addressed
            )
            #expect(
                try self.standing([text], from: direct, before, movedAt: 50, earlier) == .notMeant
            )
        }
        // Founded after the directive, and moved then.
        let founded = self.listing(.city, since: 120)
        #expect(try self.standing(["all"], founded, movedAt: 150, after) == .joinedLater)
    }

    @Test("The level that counts is the one at the former place, as far as its roster is read")
    func movedLevel() throws {
        let (city, county) = (self.listing(.city, since: 1), self.listing(.county, since: 160))
        #expect(try self.standing(["level:city"], city, movedAt: 150, county) == .addressed)
        #expect(try self.standing(["level:county"], city, movedAt: 150, county) == .joinedLater)
        // Where neither the roster is read nor the word says it: what it became is taken for what it was.
        let blind = try ["level:city", "level:county"].map {
            try self.standing([$0], nil, movedAt: 150, county, readsAll: false)
        }
        #expect(blind == [.notMeant, .addressed])
    }

    @Test("Between the word about its move and its entry at the new place an office is there")
    func underWay() throws {
        let (before, after) = (self.listing(.city, since: 1), self.listing(.city, since: 160))
        #expect(try self.standing(["all"], before, movedAt: 50, after) == .addressed)
        #expect(
            try self.standing(["100000/510000/510100"], before, movedAt: 50, after) == .notMeant
        )
        // Nobody went on from there: it was founded at its place.
        #expect(try self.standing(["all"], nil, movedAt: 50, after) == .joinedLater)
    }

    @Test("Of several moves those after the directive are followed back, and no others")
    func movedTwice() throws {
        let direct = Sample.path("100000/510100")
        var book = KnownOffices(
            successions: Successions([
                try self.word(direct, to: Sample.chengdu, since: 50),
                try self.word(Sample.chengdu, to: Self.movedChengdu, since: 150),
            ]),
            listings: [Self.movedChengdu: self.listing(.city, since: 160)]
        )
        func standing(_ text: String) throws -> Addressing {
            try self.directive(to: [text])
                .addressing(Self.movedChengdu, issuer: Sample.national, book)
        }
        for readsAll in [true, false] {
            book.readsAll = readsAll
            if readsAll { book.listings[direct] = self.listing(.city, since: 1) }
            #expect(try standing("children") == .notMeant)
            #expect(try standing("100000/510000/510100") == .addressed)
            #expect(try standing("level:city") == .addressed)
            book.listings[direct] = nil
        }
    }

    @Test("The issuer and those beside it are never meant")
    func beside() throws {
        let directive = try self.directive(to: ["all"], issuer: Sample.sichuan)
        let listing = self.listing(.provincial, since: 1)
        for office in [Sample.sichuan, Sample.national, Self.chongqing] {
            let book = KnownOffices(listings: [office: listing])
            let standing = directive.addressing(office, issuer: Sample.sichuan, book)
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
