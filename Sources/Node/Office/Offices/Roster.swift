import Admin
import Decision
import OfficeWork
import Store
import SyncProtocol

/// The offices that are known at one moment, and how to find one by what people write.
///
/// What it tells lies in the store's memory and follows each commit: making one costs nothing, however many offices
/// there are.
struct Roster {
    let own: OfficePath
    let directory: Directory
    /// What the words about moves say of the old places.
    private let formerListings: [OfficePath: OfficeListing]

    init(_ snapshot: StoreSnapshot, own: OfficePath) throws(StoreError) {
        self.init(
            own: own,
            directory: snapshot.directory,
            formerListings: try snapshot.offices.formerListings()
        )
    }

    init(
        own: OfficePath,
        directory: Directory,
        formerListings: [OfficePath: OfficeListing] = [:]
    ) {
        self.own = own
        self.directory = directory
        self.formerListings = formerListings
    }

    /// What is known of offices that have moved.
    var successions: Successions { self.directory.successions }

    /// In tree order.
    var offices: some RandomAccessCollection<OfficeRow> {
        let directory = self.directory
        return directory.order.lazy.map { OfficeRow(directory, $0) }
    }

    /// The paths of all offices, in tree order.
    var paths: some RandomAccessCollection<OfficePath> {
        let directory = self.directory
        return directory.order.lazy.map { directory.offices[$0].path }
    }

    /// An office and those below it, in tree order.
    func offices(under path: OfficePath) -> some RandomAccessCollection<OfficeRow> {
        let directory = self.directory
        return directory.order[directory.range(of: path)].lazy.map { OfficeRow(directory, $0) }
    }

    /// The direct children of an office, in tree order.
    func children(of path: OfficePath) -> [OfficeRow] {
        guard let place = self.directory.office(path) else { return [] }
        return self.directory.offices[place].children.map { OfficeRow(self.directory, $0) }
    }

    /// The node's own office and those that it hosts, in tree order.
    var ownAndHosted: [OfficePath] {
        [self.own] + self.children(of: self.own).filter { $0.isHosted(by: self.own) }.map(\.path)
    }

    subscript(path: OfficePath) -> OfficeRow? {
        self.directory.office(path).map { OfficeRow(self.directory, $0) }
    }

    private func listed(_ path: OfficePath) -> Directory.Listed? {
        self.directory.office(path).flatMap { self.directory.offices[$0].listed }
    }

    /// The Chinese name, or the code of an office whose name is not known here.
    func name(_ path: OfficePath) -> String { self.listed(path)?.name ?? path.office.text }

    func level(_ path: OfficePath) -> Level? { self.listed(path)?.level }

    func isOwnOrHosted(_ path: OfficePath) -> Bool {
        path == self.own || self[path]?.isHosted(by: self.own) == true
    }

    /// Finds an office by its code, its whole path or its name.
    func find(_ text: String, field: String) throws(APIError) -> OfficePath {
        do throws(OfficeSearchFault) {
            return try self.find(text)
        } catch {
            throw APIError(error, field: field, self)
        }
    }

    /// Finds an office that this node may write for; the node's own when nothing is said.
    func writable(_ text: String?, field: String = "office") throws(APIError) -> OfficePath {
        guard let text else { return self.own }
        let path = try self.find(text, field: field)
        guard self.isOwnOrHosted(path) else { throw OfficeFault.notHosted(path, field: field) }
        return path
    }
}

extension Roster: OfficeBook {
    func isKnown(_ path: OfficePath) -> Bool { self.directory.office(path) != nil }

    func offices(codedLike code: OfficeID) -> [OfficePath] {
        self.directory.offices(withIDLike: code).map { self.directory.offices[$0].path }.sorted()
    }

    func offices(calledBy isMeant: (String) -> Bool) -> [OfficePath] {
        self.offices.filter { office in
            [office.name, office.nameEnglish].contains { $0.map(isMeant) ?? false }
        }.map(\.path)
    }

    func offices(addressedBy recipient: Recipient) -> [OfficePath] {
        self.offices.filter { office in
            office.listing != .none
                && recipient.addresses(office.path, level: office.level, issuer: self.own)
        }.map(\.path)
    }

    func listing(of office: OfficePath) -> OfficeListing? {
        if let listing = self.listed(office)?.listing, listing != OfficeListing.none {
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
