/// When an office came to a stage of a directive, as far as it is known.
struct TraceMoment {
    /// The time itself.
    let at: MomentView?
    /// Where only a later stage's time is known: it was no later.
    let latest: MomentView?
    /// What stands there when no time is known.
    let noTime: String?

    /// - Parameters:
    ///   - at: what the office's own record says, UTC milliseconds.
    ///   - stage: the API's word for the stage among those that were reached.
    init(
        _ at: Int64?,
        of stage: String,
        in step: TraceStep,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let known = step.reached.contains(stage) ? step.knownAt : nil
        // Who stores a directive has verified it: the two are one moment.
        let isLast = step.reached.last { $0 != "verified" } == stage
        let isExact = step.basis == .fold && isLast
        self.at = (at ?? (isExact ? known : nil)).map { MomentView($0, now: now, language) }
        self.latest =
            at == nil && !isExact ? known.map { MomentView($0, now: now, language) } : nil
        let isComing = step.comingUp && stage != "answered"
        self.noTime =
            self.at != nil || self.latest != nil
            ? nil : isComing ? language.say("仍在上报中", "still coming up") : "—"
    }
}
