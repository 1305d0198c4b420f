internal import OfficeWork
internal import OrderedCollections

extension Transaction {
    /// Brings the counts up to date with what has changed.
    func finishTally() {
        for place in self.changes.feeds {
            let feed = self.state.directory.feeds[place]
            let old = place < self.feedCountBefore ? self.before.feeds[place] : nil
            self.state.tally.count(feed, at: place, insteadOf: old)
            self.state.directory.count(feed, insteadOf: old)
        }
        for place in self.changes.spaces {
            if place < self.spaceCountBefore { self.state.tally.remove(self.before.spaces[place]) }
            self.state.tally.insert(self.state.directory.spaces[place])
        }
    }

    /// A record is one more, or one less, in which something is unknown.
    func countUnknown(_ change: Int) { self.state.tally.documents.unknownRecords += change }

    func countConflicts(_ change: Int) { self.state.tally.documents.conflicts += change }

    func countDocuments(_ change: Int, of kind: UInt16) {
        self.state.tally.documents.add(change, of: kind)
    }

    /// - Parameter office: the place of the office.
    func countReport(_ change: Int, _ report: RecordHeading, of office: Int) {
        if let period = report.period {
            self.state.tally.documents.addReports(change, of: period, answering: report.about)
        }
        self.state.directory.addReports(change, of: office)
    }
}
