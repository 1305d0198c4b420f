import Admin
import OfficeWork
import Store
import SyncProtocol

/// The offices that are known at one moment, and how to find one by what people write.
struct Roster {
    let own: OfficePath
    /// In tree order.
    let offices: [OfficeRow]
    /// What is known of offices that have moved.
    let successions: Successions
    private let byPath: [OfficePath: OfficeRow]
    /// What the words about moves say of the old places.
    private let formerListings: [OfficePath: OfficeListing]

    init(_ snapshot: StoreSnapshot, own: OfficePath) throws(StoreError) {
        self.init(
            own: own,
            offices: try snapshot.offices(),
            successions: try snapshot.successions(),
            formerListings: try snapshot.formerListings()
        )
    }

    init(
        own: OfficePath,
        offices: [OfficeRow],
        successions: Successions,
        formerListings: [OfficePath: OfficeListing] = [:]
    ) {
        self.formerListings = formerListings
        self.own = own
        self.offices = offices
        self.successions = successions
        self.byPath = Dictionary(
            self.offices.map { ($0.path, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    subscript(path: OfficePath) -> OfficeRow? { self.byPath[path] }

    /// The Chinese name, or the code of an office whose name is not known here.
    func name(_ path: OfficePath) -> String { self.byPath[path]?.name ?? path.office.text }

    func level(_ path: OfficePath) -> Level? { self.byPath[path]?.level }

    func isOwnOrHosted(_ path: OfficePath) -> Bool {
        path == self.own || self.byPath[path]?.isHosted(by: self.own) == true
    }

    /// Finds an office by its code, its whole path or its name.
    func find(_ text: String, field: String) throws(APIError) -> OfficePath {
        if text.contains("/") { return try self.find(path: text, field: field) }
        if self.own.office.text == text { return self.own }
        let found = self.coded(text)
        let below = found.filter { self.own.contains($0) }
        let nearest = below.isEmpty ? found : below
        // A code that went elsewhere means the office where it is now.
        let present = nearest.filter { !self.successions.isLeft($0) }
        let candidates = present.isEmpty ? nearest : present
        guard let first = candidates.first else { return try self.find(name: text, field: field) }
        guard candidates.count == 1 else {
            throw .ambiguousOffice(text, candidates, field: field, self)
        }
        return first
    }

    /// A path as it is written means that place; in another case it means the one that there is.
    private func find(path text: String, field: String) throws(APIError) -> OfficePath {
        guard let path = OfficePath(text: text) else { throw .unknownOffice(text, field: field) }
        if path == self.own || self.byPath[path] != nil { return path }
        let found = self.spelled(like: path)
        guard let first = found.first else { throw .unknownOffice(text, field: field) }
        guard found.count == 1 else { throw .ambiguousOffice(text, found, field: field, self) }
        return first
    }

    private func find(name: String, field: String) throws(APIError) -> OfficePath {
        let found = self.named(name)
        guard let first = found.first else { throw .unknownOffice(name, field: field) }
        guard found.count == 1 else { throw .ambiguousName(name, found, field: field) }
        return first
    }

    /// Finds an office that this node may write for; the node's own when nothing is said.
    func writable(_ text: String?, field: String = "office") throws(APIError) -> OfficePath {
        guard let text else { return self.own }
        let path = try self.find(text, field: field)
        guard self.isOwnOrHosted(path) else { throw .notHosted(path, field: field) }
        return path
    }
}

extension Roster: OfficeHistory {
    func listing(of office: OfficePath) -> OfficeListing? {
        if let listing = self.byPath[office]?.listing, listing != OfficeListing.none {
            return listing
        }
        guard let parent = office.parent else { return OfficeListing.none }
        let isRead = SpaceID(.roster, of: parent).isAudience(self.own, self.successions)
        return isRead ? OfficeListing.none : self.formerListings[office]
    }
}

extension OfficeRow {
    /// Whether a node writes for this office. Only its parent's node can: what the roster of another
    /// office says about us gives us neither a right nor a duty.
    func isHosted(by office: OfficePath) -> Bool {
        self.hostedBy == office && self.path.parent == office
    }
}
