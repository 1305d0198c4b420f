/// One office in the overview's tree.
struct OfficeRow {
    let id: String
    let name: String
    let level: String
    /// Depth class for the indentation, 0...``depthMax``.
    let depth: Int
    let badge: BadgeView
    /// What is said of a copy of its node; nil when none was noticed.
    let copySeen: String?
    let behind: String
    let isBehind: Bool
    let lastHeard: MomentView?
    let feeds: String
    let changes: String
    let hostedBy: String?
    /// Where it went on.
    let movedTo: String?
    /// What is said of offices whose ids differ only by case.
    let caseTwins: String?
    let isSelf: Bool

    /// The style sheet has one indentation class for each depth up to this.
    private static let depthMax = 6

    /// - Parameter rootDepth: The path length of the highest office shown; the greatest number for no indentation.
    init(_ office: OfficeSummary, rootDepth: Int, now: Int64, _ language: ConsoleLanguage) {
        self.id = office.id
        self.name = language.name(office.name, office.nameEnglish)
        self.level = language.say(Words.level(office.level))
        self.depth = min(max(0, office.path.count - rootDepth), Self.depthMax)
        self.badge = BadgeView.sync(office.syncState, behind: office.cutOffBehind, language)
        self.copySeen = office.copySeenAt.map {
            "\(language.say(Words.copySeen)) \(ChinaTime.minute($0))"
        }
        self.behind = Numerals.grouped(office.behindChanges)
        self.isBehind = office.behindChanges > 0
        self.lastHeard = office.lastHeardAt.map { MomentView($0, now: now, language) }
        self.feeds = Numerals.grouped(office.feeds)
        self.changes = Numerals.grouped(office.changes)
        self.hostedBy = office.hostedBy
        self.movedTo = office.movedTo?.joined(separator: ", ")
        self.caseTwins = office.caseTwins.map { language.say(Words.caseTwins($0)) }
        self.isSelf = office.isSelf
    }
}
