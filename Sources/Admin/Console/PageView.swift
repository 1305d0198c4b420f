/// What every page shows around its own content.
struct PageView {
    struct Destination {
        let path: String
        let words: String
        /// How many things wait there; nil when none does.
        let waiting: String?
        /// The page itself, or one that belongs to it.
        let isCurrent: Bool
    }

    let languageTag: String
    let isChinese: Bool
    let title: String
    let officeName: String
    let styleSheet: String
    let script: String
    /// The same page in the other language.
    let switchPath: String
    let destinations: [Destination]
    /// The store's version that the page shows; empty on pages that do not refresh.
    let storeVersion: String
    let showsNavigation: Bool
    /// Where the browser goes on by itself; nil to stay.
    let continuesAt: String?
    let content: Any

    /// - Parameters:
    ///   - path: The page's own path with its query, for the language switch; percent-encoded.
    ///   - storeVersion: Makes the page refresh itself when the store has gone beyond it.
    ///   - conflicts: Records in which something is at odds.
    init(
        title: String,
        officeName: String = "",
        path: String,
        storeVersion: Int64? = nil,
        conflicts: Int = 0,
        showsNavigation: Bool = true,
        continuesAt: String? = nil,
        language: ConsoleLanguage,
        content: Any
    ) {
        self.languageTag = language.tag
        self.isChinese = language == .chinese
        self.title = title
        self.officeName = officeName
        self.styleSheet = Assets.styleSheet.path
        self.script = Assets.script.path
        let other = language.say("en", "zh")
        self.switchPath = path + (path.contains("?") ? "&" : "?") + "lang=" + other
        let place = String(path.prefix { $0 != "?" })
        self.destinations = [
            ("/", language.say("总览", "Overview")),
            ("/directives", language.say("下发文件", "Directives")),
            ("/reports", language.say("进展报告", "Reports")),
            ("/records", language.say("记录", "Records")),
            ("/conflicts", language.say("待定事项", "To settle")),
            ("/offices", language.say("单位", "Offices")),
            ("/links", language.say("链路", "Links")),
            ("/quarantine", language.say("隔离区", "Quarantine")),
        ].map {
            Destination(
                path: $0.0,
                words: $0.1,
                waiting: $0.0 == "/conflicts" && conflicts > 0 ? Numerals.grouped(conflicts) : nil,
                isCurrent: $0.0 == place || place.hasPrefix($0.0 + "/")
            )
        }
        self.storeVersion = storeVersion.map { String($0) } ?? ""
        self.showsNavigation = showsNavigation
        self.continuesAt = continuesAt
        self.content = content
    }
}
