package import Admin

/// Whether nodes hold the same where they should.
package enum Agreement {
    /// Two offices with a link.
    package struct Pair: Sendable {
        package let upper: NodeProcess
        package let lower: NodeProcess

        package init(_ upper: NodeProcess, _ lower: NodeProcess) {
            self.upper = upper
            self.lower = lower
        }

        /// Both ends' views of the link.
        package func ends() async throws -> (upper: LinkSummary?, lower: LinkSummary?) {
            (
                try await self.upper.link(to: self.lower.office),
                try await self.lower.link(to: self.upper.office)
            )
        }
    }

    /// Waits until nothing is on its way any more: every link is in step at both ends.
    package static func wait(
        _ pairs: [Pair],
        seconds: Int64 = Waiting.secondsDefault
    ) async throws {
        for pair in pairs {
            let what = "\(pair.upper.office) = \(pair.lower.office)"
            try await Waiting.until(what, seconds: seconds) { try await Self.isEqual(pair) }
        }
        // What came over one link may have gone on over another one meanwhile.
        for pair in pairs where !(try await Self.isEqual(pair)) {
            return try await Self.wait(pairs, seconds: seconds)
        }
    }

    /// Heads and derived state are equal at both ends, and nothing is to be sent either way.
    package static func isEqual(_ pair: Pair) async throws -> Bool {
        try await Self.differences(pair).isEmpty
    }

    /// What differs between the ends of a link, or that there is none.
    package static func differences(_ pair: Pair) async throws -> [String] {
        guard case (let upper?, let lower?) = try await pair.ends() else { return ["no link"] }
        return Self.differences(upper, lower)
    }

    /// What differs between the ends of a link, in words; empty when nothing does.
    package static func differences(_ upper: LinkSummary, _ lower: LinkSummary) -> [String] {
        var differences: [String] = []
        if upper.scopeDigest != lower.scopeDigest { differences.append("scopeDigest") }
        if upper.scopeStateDigest != lower.scopeStateDigest {
            differences.append("scopeStateDigest")
        }
        for end in [upper, lower] {
            if end.state != "inSync" { differences.append("\(end.peer) \(end.state)") }
            if let behind = end.sendBehind, behind != 0 {
                differences.append("sendBehind \(behind)")
            }
            if end.sendBehind == nil { differences.append("sendBehind unknown") }
            if end.receiveBehind != 0 { differences.append("receiveBehind \(end.receiveBehind)") }
        }
        return differences
    }
}
