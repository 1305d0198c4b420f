package import Decision
package import OfficeWork
package import SyncProtocol

/// An office that this store knows of.
package struct OfficeRow: Sendable, Hashable {
    package let path: OfficePath
    /// Nil until its parent's roster has said so.
    package let level: Level?
    package let name: String?
    package let nameEnglish: String?
    /// The office whose node writes for it.
    package let hostedBy: OfficePath?
    /// Since when it has stood in its parent's roster.
    package let listing: OfficeListing
    /// How many places its parent has granted it; nil when none (``BranchPlaces``).
    package let granted: Int?
    /// How many offices may stand below it; nil when there is no bound.
    package let places: Int?
    /// How many of these places are taken.
    package let placesUsed: Int
    /// Feeds that it wrote.
    package let feeds: Int
    /// Changes in them.
    package let changes: Int64
    /// When the last of them arrived, UTC milliseconds.
    package let lastHeardAt: Int64?
}

extension OfficeRow {
    /// - Parameter place: in the directory.
    package init(_ directory: Directory, _ place: Int) {
        let (office, counts) = (directory.offices[place], directory.counts[place])
        self.init(
            path: office.path,
            level: office.listed?.level,
            name: office.listed?.name,
            nameEnglish: office.listed?.nameEnglish,
            hostedBy: office.hostedBy,
            listing: office.listed?.listing ?? .none,
            granted: office.listed?.places,
            places: directory.places(of: place),
            placesUsed: directory.occupancy[place].used,
            feeds: counts.feeds,
            changes: counts.changes,
            lastHeardAt: counts.lastAt
        )
    }
}
