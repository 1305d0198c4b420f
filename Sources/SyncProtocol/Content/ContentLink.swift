import DequeModule
import OrderedCollections

/// What goes on over one link with files: what this end has asked for, and what the other end has.
struct ContentLink: Sendable, Equatable {
    /// How the other end stands to one file.
    private struct Standing: Sendable, Equatable {
        /// It had nothing: it is asked again from this time on.
        var notBefore: Int64
        var delay: Int64
        /// It sent what the name does not admit, and is not asked again as long as the link lasts.
        var isDistrusted: Bool
    }

    let peer: OfficePath
    /// When what was asked for was asked for.
    private(set) var asked: OrderedDictionary<ContentPlace, Int64> = [:]
    /// How many parts may be asked for at a time: few on a thin line.
    private var askedMax = 1
    private var standings: OrderedDictionary<ContentID, Standing> = [:]
    /// When something of a part last came.
    private var heardAt: Int64 = 0

    /// What the other end has asked for, in its order.
    private(set) var wants: Deque<ContentPlace> = []
    /// What was read for it last.
    private var serving: ContentPlace?
    /// A read of the disk is under way for it; there is never more than one.
    var isReading = false

    init(peer: OfficePath) {
        self.peer = peer
    }

    // MARK: Asking

    var hasRoom: Bool { self.asked.count < self.askedMax }

    func mayBeAsked(for content: ContentID, at now: Int64) -> Bool {
        guard let standing = self.standings[content] else { return true }
        return !standing.isDistrusted && standing.notBefore <= now
    }

    /// It has said that it does not have it, or sent something else.
    func lacks(_ content: ContentID) -> Bool { self.standings[content] != nil }

    mutating func ask(_ place: ContentPlace, at now: Int64) { self.asked[place] = now }

    /// A piece of an answer has come.
    mutating func heard(at now: Int64) { self.heardAt = now }

    /// An answer has come.
    mutating func answered(_ place: ContentPlace, at now: Int64) {
        self.heardAt = now
        guard let askedAt = self.asked.removeValue(forKey: place) else { return }
        let time = now - askedAt
        if time <= ContentLimits.quickMilliseconds {
            self.askedMax = min(self.askedMax + 1, ContentLimits.askedPerLinkMax)
        } else if time > ContentLimits.slowMilliseconds {
            self.askedMax = max(1, self.askedMax / 2)
        }
    }

    mutating func hasNot(_ content: ContentID, at now: Int64) {
        // Several answers to what was asked together say it once.
        if let standing = self.standings[content], now < standing.notBefore { return }
        let delay = min(
            (self.standings[content]?.delay ?? ContentLimits.retryMillisecondsMin / 2) * 2,
            ContentLimits.retryMillisecondsMax
        )
        self.standings[content] = Standing(
            notBefore: now + delay,
            delay: delay,
            isDistrusted: self.standings[content]?.isDistrusted ?? false
        )
    }

    mutating func has(_ content: ContentID) {
        if self.standings[content]?.isDistrusted == false {
            self.standings.removeValue(forKey: content)
        }
    }

    /// Whether this is news.
    mutating func distrust(_ content: ContentID) -> Bool {
        guard self.standings[content]?.isDistrusted != true else { return false }
        self.standings[content] = Standing(notBefore: 0, delay: 0, isDistrusted: true)
        return true
    }

    /// The other end owes an answer for so long that others are asked.
    func isOverdue(at now: Int64) -> Bool {
        guard let first = self.asked.values.first else { return false }
        return now - max(first, self.heardAt) > ContentLimits.overdueMilliseconds
    }

    /// Nothing more is expected of the other end. It is not asked at once again.
    mutating func giveUp(at now: Int64) {
        for content in OrderedSet(self.asked.keys.map(\.content)) { self.hasNot(content, at: now) }
        self.asked = [:]
        self.askedMax = 1
    }

    mutating func forget(_ content: ContentID) {
        self.asked.removeAll { $0.key.content == content }
        self.standings.removeValue(forKey: content)
    }

    // MARK: Serving

    /// Puts down what the other end asks for; once, however often it asks. False when it asks for too
    /// much.
    ///
    /// - Parameter isSending: whether what was read last is still being sent.
    mutating func want(_ place: ContentPlace, isSending: Bool) -> Bool {
        guard !self.wants.contains(place), self.serving != place || !(isSending || self.isReading)
        else { return true }
        self.wants.append(place)
        return self.wants.count <= ContentLimits.wantsPerLinkMax
    }

    mutating func nextWant() -> ContentPlace? {
        guard !self.isReading, let place = self.wants.popFirst() else { return nil }
        self.isReading = true
        self.serving = place
        return place
    }
}
