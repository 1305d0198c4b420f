import Admin

/// What can be wrong with a question about a neighbour.
enum NeighbourFault {
    static let badVerificationTimeout = APIError(
        .invalid,
        chinese: "等待时间须为 0 至 60 秒",
        english: "the time to wait is 0 to 60 seconds",
        field: "timeoutSeconds",
        rule: "range"
    )

    static func noLink(_ peer: String) -> APIError {
        APIError(
            .notFound,
            chinese: "本节点与 \(peer) 之间没有连接",
            english: "this node has no link to \(peer)",
            field: "peer",
            rule: "linked",
            hintChinese: "用 cast-admin links 查看全部连接",
            hintEnglish: "cast-admin links lists all links"
        )
    }
}
