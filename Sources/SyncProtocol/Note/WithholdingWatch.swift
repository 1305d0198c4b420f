private import OrderedCollections

/// Notices when headquarters does not confirm what this office has reported although the office above
/// is linked: somebody between them withholds it or falls behind.
///
/// It goes by monotonic time alone: a wrong clock neither raises an alarm nor hides one.
struct WithholdingWatch: Sendable, Equatable {
    /// How often it is looked after, in milliseconds.
    static let lookMilliseconds: Int64 = 30_000
    /// How many marks are kept of a feed.
    private static let marksMax = 128

    /// A feed reached so far when it was looked at.
    private struct Mark: Sendable, Equatable {
        let number: UInt64
        let at: Int64
    }

    private let parent: OfficePath?
    /// Nil for headquarters themselves: nobody has to confirm what they write.
    private let headquarters: OfficePath?
    private let confirmMilliseconds: Int64
    private var linkedSince: OrderedDictionary<LinkID, Int64> = [:]
    /// Of feeds that are not confirmed to their end, the oldest first.
    private var marks: OrderedDictionary<FeedID, [Mark]> = [:]
    private var lookedAt: Int64?
    private var isLooking = false
    /// The change about which people were told and that is not confirmed.
    private var told: UnconfirmedFeed?

    init(office: OfficePath, confirmMilliseconds: Int64) {
        self.parent = office.parent
        self.headquarters = office.parent == nil ? nil : office.lineage.first
        self.confirmMilliseconds = confirmMilliseconds
    }

    var alarms: [NoteAlarm] {
        guard let told = self.told, let headquarters = self.headquarters else { return [] }
        return [NoteAlarm(kind: .unconfirmed, office: headquarters, since: told.writtenAt)]
    }

    mutating func opened(_ link: LinkID, _ peer: OfficePath, at now: Int64) {
        if peer == self.parent { self.linkedSince[link] = now }
    }

    mutating func closed(_ link: LinkID) {
        self.linkedSince.removeValue(forKey: link)
    }

    mutating func tick(at now: Int64) -> [NoteDesk.Action] {
        let interval = min(Self.lookMilliseconds, self.confirmMilliseconds)
        guard let headquarters = self.headquarters, !self.isLooking,
            self.lookedAt.map({ now - $0 >= interval }) ?? true
        else { return [] }
        self.lookedAt = now
        self.isLooking = true
        return [.look(unconfirmedBy: headquarters)]
    }

    /// - Parameter feeds: nil when the store could not be read.
    mutating func found(_ feeds: [UnconfirmedFeed]?, at now: Int64) -> [NoteDesk.Action] {
        self.isLooking = false
        guard let feeds, let headquarters = self.headquarters else { return [] }
        self.mark(feeds, at: now)
        let late = feeds.filter { feed in
            self.marks[feed.feed]?.first.map { now - $0.at > self.confirmMilliseconds } ?? false
        }
        guard let oldest = late.min(by: { $0.writtenAt < $1.writtenAt }) else {
            self.told = nil
            return []
        }
        // A link that has just come up has not had the time yet.
        guard let since = self.linkedSince.values.min(), now - since > self.confirmMilliseconds,
            !self.isTold(oldest)
        else { return [] }
        self.told = oldest
        return [.notify(.unconfirmed(oldest, by: headquarters))]
    }

    private func isTold(_ feed: UnconfirmedFeed) -> Bool {
        self.told?.feed == feed.feed && self.told?.number == feed.number
    }

    /// Since when the oldest unconfirmed change of each feed is known to be on disk.
    private mutating func mark(_ feeds: [UnconfirmedFeed], at now: Int64) {
        var marks: OrderedDictionary<FeedID, [Mark]> = [:]
        for feed in feeds {
            var known = (self.marks[feed.feed] ?? []).filter { $0.number >= feed.number }
            if known.last.map({ $0.number < feed.end }) ?? true, known.count < Self.marksMax {
                known.append(Mark(number: feed.end, at: now))
            }
            marks[feed.feed] = known
        }
        self.marks = marks
    }
}
