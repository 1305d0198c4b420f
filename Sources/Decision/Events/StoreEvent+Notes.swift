internal import SyncProtocol

extension StoreEvent {
    static func receiptFalse(
        _ reader: OfficePath,
        _ position: FeedPosition,
        at: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: "receipt-false",
            chinese: "单位 \(reader) 的存储回执与本单位第 \(position.head.number) 号变更不符，已拒收并隔离。"
                + "请与该单位核对数据是否被替换。",
            english:
                "A receipt of office \(reader) names another change \(position.head.number) than "
                + "ours; it was refused and is in quarantine. Ask that office what it holds.",
            subject: "\(reader)"
        )
    }
}
