internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

extension Simulation {
    /// Hands a note to an office as if a linked neighbour had sent it.
    package func inject(_ note: Note, into id: String, from peer: String) throws {
        let (office, other) = (self.office(id).index, self.office(peer).index)
        let link = self.network.connections.values.last {
            !$0.isCut && $0.isForgotten == false
                && [$0.child.office, $0.parent.office].allSatisfy { [office, other].contains($0) }
        }
        guard let link else {
            throw CheckFailure(.correctness, "scenario", office: office, "no link to \(peer)")
        }
        self.noteChecker.expectLies()
        try self.take(note, over: link.link, by: office)
    }
}

extension OfficeHandle {
    /// Names an office below in this office's roster: its key becomes known to all below.
    package func register(_ child: String) throws {
        let content = try OfficeContent(
            validating: child,
            name: "单位\(child)",
            nameEnglish: nil,
            level: Level.city.rawValue,
            hostedBy: nil
        )
        try self.submit([content.intent(roster: self.path)], "registers \(child)")
    }

    /// The feed in which this office reports, and its end.
    package var reported: FeedPosition? {
        self.disk.positions.last {
            $0.feed.space == SpaceID(.reports, of: self.path)
                && $0.feed.author == self.office.identity.author
        }
    }

    /// Up to which of its reports this office believes another to have them.
    package func saved(at reader: String) -> UInt64 {
        guard let feed = self.reported?.feed else { return 0 }
        return self.disk.saved(feed, at: self.simulation.office(reader).path)
    }

    package var alarms: [NoteAlarm.Kind] { self.office.desk?.alarms.map(\.kind) ?? [] }
}
