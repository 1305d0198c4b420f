/// 紧急程度.
package enum Urgency: String, Sendable, Hashable, CaseIterable {
    /// 特急
    case urgent
    /// 加急
    case expedited
    /// 平件
    case normal

    package var nameChinese: String {
        switch self {
        case .urgent: "特急"
        case .expedited: "加急"
        case .normal: "平件"
        }
    }
}
