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
        try self.exchange()
    }

    /// Puts a finished store in its place, if there is one. Every step may be done again.
    func exchange() throws(StoreError) {
        guard self.isFinished else { return }
        // The log of the damaged store must never be taken for that of the new one.
        for suffix in ["-wal", ""] where SystemFile.exists(self.database + suffix) {
            try DiskFile.rename(self.database + suffix, to: self.damaged + suffix)
        }
        try DiskFile.remove(self.database + "-shm")
        try DiskFile.rename(self.finished, to: self.database)
        try DiskFile.remove(self.mark)
        try DiskFile.synchronize(self.folder)
    }
}
