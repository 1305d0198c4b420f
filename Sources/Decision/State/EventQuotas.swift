/// What keeps one sort of events from washing all others away.
struct EventQuotas: Sendable {
    /// Whoever sends false confirmations is told of once an hour.
    var falseConfirmations = QuietLog(quietMilliseconds: 60 * 60_000)
    /// So is whose branch is full.
    var fullBranches = QuietLog(quietMilliseconds: 60 * 60_000)
    var forks = EventQuota(countMax: PastNews.forksToldMax)
    var copies = EventQuota(countMax: PastNews.copiesToldMax)
    var damage = EventQuota(countMax: DamageNews.toldMax)
    var mends = EventQuota(countMax: DamageNews.toldMax)
}
