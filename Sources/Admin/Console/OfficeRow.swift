/// One office in a list of offices.
struct OfficeRow {
    let id: String
    let name: String
    let level: String
    /// Depth class for the indentation.
    let depth: Int
    let badge: BadgeView
    /// What is said of a copy of its node; nil when none was noticed.
    let copySeen: String?
    let behind: String
    let isBehind: Bool
    let lastHeard: MomentView?
    /// How many places below it are taken, and of how many.
    let places: String
    let feeds: String
    let changes: String
    let hostedBy: String?
    /// Where it went on.
    let movedTo: String?
    /// What is said of offices whose ids differ only by case.
    let caseTwins: String?
    let isSelf: Bool
    /// Where its direct children are shown; nil when it has none, or is not shown in the tree.
    private(set) var unfoldPath: String?
    /// How many offices stand below it.
    private(set) var below: String?
    /// How many of it and of these need attention; nil when none does.
    private(set) var attention: String?
    private(set) var attentionPath: String?

    /// - Parameter depth: the indentation, 0 or 1.
    init(_ office: OfficeSummary, depth: Int, now: Int64, _ language: ConsoleLanguage) {
        self.id = office.id
        self.name = language.name(office.name, office.nameEnglish)
        self.level = language.say(Words.level(office.level))
        self.depth = depth
        self.badge = BadgeView.sync(office.syncState, behind: office.cutOffBehind, language)
        self.copySeen = office.copySeenAt.map {
            "\(language.say(Words.copySeen)) \(ChinaTime.minute($0))"
        }
        self.behind = Numerals.grouped(office.behindChanges)
        self.isBehind = office.behindChanges > 0
        self.lastHeard = office.lastHeardAt.map { MomentView($0, now: now, language) }
        self.places = Words.places(office.placesUsed, of: office.places)
        self.feeds = Numerals.grouped(office.feeds)
        self.changes = Numerals.grouped(office.changes)
        self.hostedBy = office.hostedBy
        self.movedTo = office.movedTo?.joined(separator: ", ")
        self.caseTwins = office.caseTwins.map { language.say(Words.caseTwins($0)) }
        self.isSelf = office.isSelf
    }

    /// The same, with what lies below it.
    func unfolding(_ entry: BranchEntry, _ language: ConsoleLanguage) -> OfficeRow {
        guard entry.children > 0 else { return self }
        var result = self
        let place = entry.office.path.joined(separator: "/")
        result.unfoldPath = PagePath.offices(OfficeQuery(under: place))
        let count = Numerals.grouped(entry.below)
        result.below = language.say("下级 \(count) 个", "\(count) below")
        if entry.attention > 0 {
            let count = Numerals.grouped(entry.attention)
            result.attention = language.say("需要留意 \(count) 个", "\(count) need attention")
            result.attentionPath = PagePath.offices(
                OfficeQuery(state: OfficeQuery.attention, under: place)
            )
        }
        return result
    }
}
