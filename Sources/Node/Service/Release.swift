import Admin

/// When this version of the program was made: no clock that is right shows an earlier day.
enum Release {
    /// 1 November 2026, in days since 1970. Raise it with every release (CONTRIBUTING.md); a test keeps it out
    /// of the future.
    private static let day: Int64 = 20_758

    /// UTC milliseconds at the beginning of that day.
    static let milliseconds = Self.day * 86_400_000

    /// Whether a machine's clock is certainly behind.
    ///
    /// - Parameter now: what it shows, UTC milliseconds.
    static func isAfter(_ now: Int64) -> Bool { now < Self.milliseconds }

    /// Refuses to make credentials or invitations by a clock that is certainly behind: they would have ended when
    /// they are needed.
    ///
    /// - Throws: ``NodeFailure``.
    static func checkClock(_ now: Int64) throws(NodeFailure) {
        guard Self.isAfter(now) else { return }
        let text = Self.clockText(now)
        throw NodeFailure(.configuration, text.chinese, text.english)
    }

    /// What is wrong with such a clock.
    static func clockText(_ now: Int64) -> Phrase {
        let (shown, release) = (ChinaTime.text(now), ChinaTime.text(Self.milliseconds))
        return Phrase(
            "本机时钟为 \(shown)，早于本程序的发布日期 \(release)；请先校准时钟",
            "the clock of this machine shows \(shown), which is before this program was made (\(release)); set "
                + "the clock first"
        )
    }
}
