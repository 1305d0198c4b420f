/// What keeps one sort of events from washing all others away.
struct EventQuotas: Sendable {
    /// Whoever sends false receipts is told of once an hour.
    var falseReceipts = QuietLog(quietMilliseconds: 60 * 60_000)
    var forks = EventQuota(countMax: StoreEvent.forksToldMax)
    var copies = EventQuota(countMax: StoreEvent.copiesToldMax)
    var damage = EventQuota(countMax: StoreEvent.damageToldMax)
    var mends = EventQuota(countMax: StoreEvent.damageToldMax)
}
