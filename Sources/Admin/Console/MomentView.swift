/// A moment in China Standard Time, and how long ago it was.
struct MomentView {
    let machine: String
    let text: String
    /// Nil for a moment that is still to come.
    let ago: String?

    /// - Parameters:
    ///   - moment: UTC milliseconds.
    ///   - now: The node's clock, UTC milliseconds.
    init(_ moment: Int64, now: Int64, _ language: ConsoleLanguage) {
        self.machine = ChinaTime.machine(moment)
        self.text = ChinaTime.minute(moment)
        let seconds = (min(max(now, 0), Int64.max / 2) - min(max(moment, 0), Int64.max / 2)) / 1000
        self.ago =
            switch seconds {
            case ..<0: nil
            case ..<60: language.say("刚刚", "just now")
            case ..<3600: language.say("\(seconds / 60) 分钟前", "\(seconds / 60) min ago")
            case ..<172_800: language.say("\(seconds / 3600) 小时前", "\(seconds / 3600) h ago")
            default: language.say("\(seconds / 86_400) 天前", "\(seconds / 86_400) days ago")
            }
    }
}
