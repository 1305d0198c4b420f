/// One office and how far it is in step with this node.
package struct OfficeSummary: Codable, Sendable, Equatable {
    package let id: String
    /// Nil for the root.
    package let parent: String?
    /// `national`, `provincial`, `city`, `county` or `society`.
    package let level: String
    /// Chinese name.
    package let name: String
    package let nameEnglish: String?
    /// Ids from the root.
    package let path: [String]
    /// The office whose node writes for it, when it has none of its own.
    package let hostedBy: String?
    /// Offices beside it whose ids differ from its own only by case, whole paths; nil when there are none.
    package let caseTwins: [String]?
    /// Whether this is the node's own office.
    package let isSelf: Bool
    /// Where the office went on when it was moved, renamed, merged or split: paths, ids joined by `/`.
    package let movedTo: [String]?
    /// `self`, `hosted`, `inSync`, `behind`, `comparing`, `offline`, `indirect` (reached through another office), `cutOff` (only through one that is away), `moved` or `unknown`.
    package let syncState: String
    /// The id of the office that is away, where `syncState` is `cutOff`.
    package let cutOffBehind: String?
    /// Changes held here for it that it is not known to have; 0 when in sync.
    package let behindChanges: Int64
    /// When something that it wrote last arrived, UTC milliseconds.
    package let lastHeardAt: Int64?
    /// When digests were last found equal on a direct link, UTC milliseconds.
    package let lastEqualAt: Int64?
    /// When a copy of its node was last noticed, within the last day, UTC milliseconds: two branches of what it
    /// writes came, or one node called from two places.
    package let copySeenAt: Int64?
    /// How many offices may stand below it, all levels together; nil when there is no bound.
    package let places: Int?
    /// How many of these places are taken.
    package let placesUsed: Int
    /// Feeds it wrote that are held here.
    package let feeds: Int
    /// Changes it wrote that are held here.
    package let changes: Int64

    package init(
        id: String,
        parent: String? = nil,
        level: String,
        name: String,
        nameEnglish: String? = nil,
        path: [String],
        hostedBy: String? = nil,
        caseTwins: [String]? = nil,
        isSelf: Bool,
        movedTo: [String]? = nil,
        syncState: String,
        cutOffBehind: String? = nil,
        behindChanges: Int64,
        lastHeardAt: Int64? = nil,
        lastEqualAt: Int64? = nil,
        copySeenAt: Int64? = nil,
        places: Int? = nil,
        placesUsed: Int = 0,
        feeds: Int,
        changes: Int64
    ) {
        self.id = id
        self.parent = parent
        self.level = level
        self.name = name
        self.nameEnglish = nameEnglish
        self.path = path
        self.hostedBy = hostedBy
        self.caseTwins = caseTwins
        self.isSelf = isSelf
        self.movedTo = movedTo
        self.syncState = syncState
        self.cutOffBehind = cutOffBehind
        self.behindChanges = behindChanges
        self.lastHeardAt = lastHeardAt
        self.lastEqualAt = lastEqualAt
        self.copySeenAt = copySeenAt
        self.places = places
        self.placesUsed = placesUsed
        self.feeds = feeds
        self.changes = changes
    }
}
