/// Notices when files are removed, moved or replaced under the process that has them open.
///
/// The system lets such a process go on writing into files that nobody can find any more. What it
/// acknowledged would be gone when it ends.
struct FilePlaces: Sendable {
    private let marks: [(path: String, mark: FileMark?)]

    /// - Parameter paths: of files that are there now and are to stay.
    init(_ paths: [String]) {
        self.marks = paths.map { ($0, SystemFile.mark($0)) }
    }

    /// - Throws: ``StoreError/displaced(path:)`` for the first file that is elsewhere.
    func check() throws(StoreError) {
        for (path, mark) in self.marks where SystemFile.mark(path) != mark {
            throw .displaced(path: path)
        }
    }
}
