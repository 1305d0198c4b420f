/// Keeps a neighbour that knocks in vain again and again from filling the quarantine and the log.
struct RefusalLog {
    /// The same reason from the same host is written down once in this time, in milliseconds.
    static let quietMilliseconds: Int64 = 60_000
    private static let entriesMax = 1_024

    private struct Key: Hashable {
        let reason: LinkRefusal.Reason
        let host: String
    }

    private var last: [Key: Int64] = [:]

    mutating func isNew(_ refusal: LinkRefusal, at now: Int64) -> Bool {
        let key = Key(reason: refusal.reason, host: refusal.host)
        if let previous = self.last[key], now - previous < Self.quietMilliseconds { return false }
        if self.last.count >= Self.entriesMax { self.last.removeAll() }
        self.last[key] = now
        return true
    }
}

extension LinkRefusal {
    /// The address without its port, which changes with every connection that comes in.
    var host: String {
        self.remoteAddress.split(separator: ":").dropLast().joined(separator: ":")
    }
}
