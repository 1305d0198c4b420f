import Admin
import Dispatch
import Store
import Synchronization

/// Makes backups of the running node, one at a time, on a thread of its own.
final class BackupRunner: Sendable {
    private struct State {
        var latest: BackupProgress?
        /// One is being made, or its folder is being looked at.
        var isBusy = false
        var isStopping = false
    }

    private let store: OfficeStore
    private let identity: NodeIdentity
    private let contents: ContentFolder
    private let dataFolder: String
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "cast-backup")
    /// Moved on with every revision.
    private let watch = VersionWatch()

    init(
        store: OfficeStore,
        identity: NodeIdentity,
        contents: ContentFolder,
        dataFolder: String,
        now: @escaping @Sendable () -> Int64 = { SystemTime.milliseconds() }
    ) {
        self.store = store
        self.identity = identity
        self.contents = contents
        self.dataFolder = dataFolder
        self.now = now
    }

    /// Begins a backup.
    ///
    /// - Throws: ``APIError`` when one is being made already or the folder cannot be used.
    func start(_ folder: String) throws(APIError) -> BackupProgress {
        // Before anything is made in the folder: who is refused leaves nothing behind.
        let refusal = self.state.withLock { state -> APIError? in
            if state.isStopping { return Self.reported(BackupError.stopping) }
            if state.isBusy { return Self.underWay }
            state.isBusy = true
            return nil
        }
        if let refusal { throw refusal }
        let target: String
        do {
            target = try BackupJob.prepare(folder, dataFolder: self.dataFolder)
        } catch {
            self.state.withLock { $0.isBusy = false }
            throw Self.reported(error)
        }
        let startedAt = self.now()
        let begun = self.state.withLock { state -> BackupProgress in
            let begun = BackupProgress(
                revision: (state.latest?.revision ?? 0) + 1,
                folder: target,
                state: .copying,
                startedAt: startedAt
            )
            state.latest = begun
            return begun
        }
        let job = BackupJob(
            store: self.store,
            identity: self.identity,
            contents: self.contents,
            dataFolder: self.dataFolder,
            folder: target,
            startedAt: startedAt
        )
        self.queue.async { self.run(job) }
        return begun
    }

    /// The backup that is being made, or the last one; nil before the first.
    var latest: BackupProgress? { self.state.withLock { $0.latest } }

    /// Waits until the revision is above `revision`, or the task is cancelled.
    func wait(after revision: Int64) async {
        while !Task.isCancelled {
            let mark = self.watch.mark
            guard let latest = self.latest, latest.revision <= revision else { return }
            await self.watch.wait(after: mark)
        }
    }

    /// Gives up what is being made and returns when nothing of it runs any more.
    func stop() {
        self.state.withLock { $0.isStopping = true }
        self.queue.sync {}
    }

    private func run(_ job: BackupJob) {
        do {
            let summary = try job.run { state, done, total in
                self.report(state, done, total)
            }
            self.report(summary: summary, error: nil)
        } catch {
            self.report(summary: nil, error: Self.reported(error))
        }
    }

    /// - Returns: false when the node is stopping.
    private func report(_ state: BackupProgress.State, _ done: Int64, _ total: Int64?) -> Bool {
        let (isWanted, isNews) = self.state.withLock { held -> (Bool, Bool) in
            guard !held.isStopping, let latest = held.latest else { return (false, false) }
            guard latest.isNews(state, done, of: total) else { return (true, false) }
            held.latest = BackupProgress(
                revision: latest.revision + 1,
                folder: latest.folder,
                state: state,
                done: done,
                total: total,
                startedAt: latest.startedAt
            )
            return (true, true)
        }
        if isNews { self.watch.moved() }
        return isWanted
    }

    private func report(summary: BackupSummary?, error: APIError?) {
        self.state.withLock { held in
            held.isBusy = false
            guard let latest = held.latest else { return }
            held.latest = BackupProgress(
                revision: latest.revision + 1,
                folder: latest.folder,
                state: summary == nil ? .failed : .done,
                done: summary?.bytes ?? latest.done,
                total: summary?.bytes ?? latest.total,
                startedAt: latest.startedAt,
                summary: summary,
                error: error
            )
        }
        self.watch.moved()
    }

    // MARK: Errors

    private static let underWay = APIError(
        .conflict,
        chinese: "正在备份，请等它完成",
        english: "a backup is being made already; wait until it is done",
        rule: "one-backup"
    )

    private static func reported(_ error: any Error) -> APIError {
        func said(_ code: APIError.Code, _ text: Phrase, _ rule: String) -> APIError {
            APIError(
                code,
                chinese: text.chinese,
                english: text.english,
                field: "folder",
                rule: rule
            )
        }
        switch error {
        case let error as BackupError:
            switch error {
            case .stopping: return said(.unavailable, error.text, "stopping")
            case .unsound: return said(.internalFault, error.text, "sound")
            case .file: return said(.unavailable, error.text, APIError.diskRule)
            default: return said(.invalid, error.text, "folder")
            }
        case let error as IdentityFolderError:
            return said(.unavailable, error.text, APIError.diskRule)
        case let error as StoreError: return APIError(error)
        default:
            return said(.internalFault, Phrase("备份失败：\(error)", "backup failed: \(error)"), "file")
        }
    }
}
