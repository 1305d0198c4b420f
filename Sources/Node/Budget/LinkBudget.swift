import SyncProtocol

/// When, and how much in a day, ordinary changes may go over the link to one neighbour. Roster and
/// urgent directives always may.
struct LinkBudget: Sendable, Equatable {
    /// Every neighbour once.
    static let countMax = 1_024

    let office: OfficePath
    /// Nil: at any time. A window may pass midnight.
    let window: (from: DailyTime, to: DailyTime)?
    /// Bytes in both directions from midnight to midnight, China Standard Time; nil: any number.
    let dailyByteCountMax: UInt64?

    /// Nil unless the text is like `100000/510000 22:00-06:00 200MB`: a path, then hours or a number
    /// of megabytes or both.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard (2...3).contains(words.count), let office = OfficePath(text: words[0]) else {
            return nil
        }
        var window: (from: DailyTime, to: DailyTime)?
        var bytes: UInt64?
        for word in words.dropFirst() {
            if window == nil, let found = Self.window(word) {
                window = found
            } else if bytes == nil, let found = Self.bytes(word) {
                bytes = found
            } else {
                return nil
            }
        }
        self.office = office
        self.window = window
        self.dailyByteCountMax = bytes
    }

    private static func window(_ word: Substring) -> (from: DailyTime, to: DailyTime)? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = DailyTime(parts[0]), let to = DailyTime(parts[1]),
            from != to
        else { return nil }
        return (from, to)
    }

    private static func bytes(_ word: Substring) -> UInt64? {
        guard word.hasSuffix("MB"), let count = UInt32(word.dropLast(2)), count > 0 else {
            return nil
        }
        return UInt64(count) * 1_000_000
    }

    static func == (left: Self, right: Self) -> Bool {
        left.office == right.office && left.window?.from == right.window?.from
            && left.window?.to == right.window?.to
            && left.dailyByteCountMax == right.dailyByteCountMax
    }

    /// Whether the hour allows ordinary changes.
    func isOpen(atMinute minute: Int) -> Bool {
        guard let (from, to) = self.window else { return true }
        return from.minute < to.minute
            ? (from.minute..<to.minute).contains(minute)
            : minute >= from.minute || minute < to.minute
    }
}
