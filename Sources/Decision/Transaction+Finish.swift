internal import SyncProtocol

extension Transaction {
    /// Brings all that follows from what was decided up to date. After this nothing is decided any more.
    package func finish() throws(Interruption) {
        try self.finishRecords()
        PlaceKeeping(transaction: self).finish()
        try SuccessionProjector(transaction: self).finish()
        try NoteKeeping(transaction: self).reconsiderConfirmations()
        try Quarantine(transaction: self).trim()
        if self.news.quarantinedCount > 0 {
            self.news.notices.append(.quarantined(self.news.quarantinedCount))
        }
        if !self.news.touchedDirectives.isEmpty {
            self.news.notices.append(.directivesTouched(self.news.touchedDirectives.sorted()))
        }
        if !self.news.reporting.isEmpty {
            self.news.notices.append(.reportingChanged(self.news.reporting))
        }
        if self.news.isRosterChanged { self.news.notices.append(.rosterChanged) }
        self.finishTally()
    }
}
