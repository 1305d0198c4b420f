import OfficeWork
import SyncProtocol

/// Offices as a test says that they are known. Every roster is read.
struct SampleBook: OfficeBook {
    struct Entry {
        let path: OfficePath
        var level: Level?
        var name: String?
        var nameEnglish: String?
        var listing = OfficeListing.none
    }

    let own: OfficePath
    let entries: [Entry]
    let successions: Successions

    init(own: OfficePath, _ entries: [Entry], words: [Succession] = []) {
        self.own = own
        self.entries = entries.sorted { $0.path < $1.path }
        self.successions = Successions(words)
    }

    private func entry(_ path: OfficePath) -> Entry? { self.entries.first { $0.path == path } }

    func isKnown(_ path: OfficePath) -> Bool { self.entry(path) != nil }

    func level(_ path: OfficePath) -> Level? { self.entry(path)?.level }

    func listing(of office: OfficePath) -> OfficeListing? {
        self.entry(office)?.listing ?? OfficeListing.none
    }

    func offices(codedLike code: OfficeID) -> [OfficePath] {
        self.entries.map(\.path).filter {
            $0.office.text.lowercased() == code.text.lowercased()
        }
    }

    func offices(calledBy isMeant: (String) -> Bool) -> [OfficePath] {
        self.entries.filter { entry in
            [entry.name, entry.nameEnglish].contains { $0.map(isMeant) ?? false }
        }.map(\.path)
    }

    func offices(addressedBy recipient: Recipient) -> [OfficePath] {
        self.entries.filter {
            $0.listing != .none
                && recipient.addresses($0.path, level: $0.level, issuer: self.own)
        }.map(\.path)
    }
}
