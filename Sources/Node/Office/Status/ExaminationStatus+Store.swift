import Admin
import Decision
import Store

extension ExaminationStatus {
    init(_ progress: ScrubProgress, _ rebuilding: RebuildProgress?) {
        let tally = progress.round?.tally ?? progress.last?.tally ?? ScrubRound.Tally()
        self.init(
            step: progress.round.map { "\($0.place.step)" },
            startedAt: progress.round?.startedAt,
            percent: progress.percent,
            changes: tally.changes,
            records: tally.records,
            rows: tally.rows,
            problems: tally.problems,
            lastStartedAt: progress.last?.startedAt,
            lastEndedAt: progress.last?.endedAt,
            lastProblems: progress.last?.tally.problems,
            rebuildPercent: rebuilding?.percent
        )
    }
}
