/// What keeps one sort of events from washing all others away.
struct EventQuotas: Sendable {
    /// Whoever sends false receipts is told of once an hour.
    var falseReceipts = QuietLog(quietMilliseconds: 60 * 60_000)
    var forks = EventQuota(countMax: PastNews.forksToldMax)
    var copies = EventQuota(countMax: PastNews.copiesToldMax)
    var damage = EventQuota(countMax: DamageNews.toldMax)
    var mends = EventQuota(countMax: DamageNews.toldMax)
}
