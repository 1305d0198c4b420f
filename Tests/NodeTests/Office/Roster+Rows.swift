import Decision
import OfficeWork
import Store
import SyncProtocol

@testable import Node

extension Roster {
    /// A roster of offices that a test says.
    init(
        own: OfficePath,
        offices: [OfficeRow],
        words: [Succession] = [],
        formerListings: [OfficePath: OfficeListing] = [:]
    ) {
        var directory = Directory(own: own)
        for office in offices.sorted(by: { $0.path < $1.path }) {
            let place = directory.add(office.path)
            let listed = office.level.map { level in
                Directory.Listed(
                    level: level,
                    name: office.name ?? office.path.office.text,
                    nameEnglish: office.nameEnglish,
                    listing: office.listing
                )
            }
            directory.set(listed, hostedBy: office.hostedBy, of: place)
        }
        directory.useWords(words)
        self.init(own: own, directory: directory, formerListings: formerListings)
    }
}
