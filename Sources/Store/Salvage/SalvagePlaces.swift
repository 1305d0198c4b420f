/// The files of a store that is being saved from a damaged one, and the order in which they take each other's place.
///
/// Whenever the power goes, either the damaged store is there, or the new one is whole.
struct SalvagePlaces {
    let folder: String
    var database: String { "\(self.folder)/\(StoreCopy.fileName)" }
    var fence: String { "\(self.folder)/fence" }
    /// The new store while it is being written.
    var unfinished: String { self.database + ".unfinished" }
    /// The new store, whole and synchronised.
    var finished: String { self.database + ".salvaged" }
    /// The damaged one, kept for whoever wants to look at it.
    var damaged: String { self.database + ".damaged" }
    /// Says that the engine has found the store damaged: the next opening begins with saving what is whole.
    var mark: String { self.database + ".mark" }

    /// Whether a new store waits for its place.
    var isFinished: Bool { SystemFile.exists(self.finished) }

    var isMarked: Bool { SystemFile.exists(self.mark) }

    func setMark() throws(StoreError) {
        try DiskFile.write([], to: self.mark)
        try DiskFile.synchronize(self.folder)
    }

    /// Takes away what an attempt before has left.
    func clear() throws(StoreError) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try DiskFile.remove(self.unfinished + suffix)
        }
    }

    /// The new store is whole: from here on it takes the place of the damaged one, whatever happens.
    func finish() throws(StoreError) {
        for suffix in ["-wal", "-shm"] { try DiskFile.remove(self.unfinished + suffix) }
        try DiskFile.protect(self.unfinished)
        try DiskFile.synchronize(self.unfinished)
        // Of an earlier damaged store, which gives way to this one: its log must not lie beside it.
        try DiskFile.remove(self.damaged + "-wal")
        try DiskFile.rename(self.unfinished, to: self.finished)
        // From here on the new store says by itself what is to be done, without the mark.
        try DiskFile.synchronize(self.folder)
        try self.exchange()
    }

    /// By which a finished store takes its place, in this order. Each may be done again.
    enum Step: CaseIterable {
        /// First of all: a mark that outlived the exchange would have the new store saved, and that lay over the
        /// damaged one, which is the only evidence.
        case unmark
        /// The log of the damaged store must never be taken for that of the new one.
        case moveLog
        case moveDatabase
        case removeIndex
        case takePlace
    }

    /// Puts a finished store in its place, if there is one.
    func exchange() throws(StoreError) {
        guard self.isFinished else { return }
        for step in Step.allCases { try self.take(step) }
    }

    func take(_ step: Step) throws(StoreError) {
        switch step {
        case .unmark: try DiskFile.remove(self.mark)
        case .moveLog: try self.moveAway("-wal")
        case .moveDatabase: try self.moveAway("")
        case .removeIndex: try DiskFile.remove(self.database + "-shm")
        case .takePlace: try DiskFile.rename(self.finished, to: self.database)
        }
        // No step comes to the disk before the one that it follows.
        try DiskFile.synchronize(self.folder)
    }

    private func moveAway(_ suffix: String) throws(StoreError) {
        guard SystemFile.exists(self.database + suffix) else { return }
        try DiskFile.rename(self.database + suffix, to: self.damaged + suffix)
    }
}
