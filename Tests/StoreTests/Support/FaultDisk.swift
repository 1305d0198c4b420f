import CFaultDisk

@testable import Store

/// What a disk is asked.
struct DiskCalls: OptionSet, Sendable {
    let rawValue: Int32

    static let read = DiskCalls(rawValue: CAST_CALL_READ)
    static let write = DiskCalls(rawValue: CAST_CALL_WRITE)
    static let sync = DiskCalls(rawValue: CAST_CALL_SYNC)
    static let truncate = DiskCalls(rawValue: CAST_CALL_TRUNCATE)
    static let open = DiskCalls(rawValue: CAST_CALL_OPEN)
    static let lock = DiskCalls(rawValue: CAST_CALL_LOCK)
    static let shared = DiskCalls(rawValue: CAST_CALL_SHARED)
}

/// Which of a database's files.
struct DiskFiles: OptionSet, Sendable {
    let rawValue: Int32

    static let database = DiskFiles(rawValue: CAST_FILE_DATABASE)
    static let log = DiskFiles(rawValue: CAST_FILE_LOG)
    static let both: DiskFiles = [.database, .log]
}

/// What a disk does wrong, and to which of the calls that reach it.
struct DiskFault: Sendable, CustomStringConvertible {
    enum Effect: Sendable, Equatable {
        /// Nothing: calls are counted.
        case none
        /// With a result code of SQLite.
        case fail(Int32)
        /// One bit is another.
        case flip
        /// It is acknowledged and not done.
        case lose
        /// Only the first sectors of a write land, and it is acknowledged.
        case tear
        /// A write lands on another page.
        case misdirect
        /// The power goes in the middle of it.
        case cut

        fileprivate var number: cast_fault_effect {
            switch self {
            case .none: CAST_FAULT_NONE
            case .fail: CAST_FAULT_FAIL
            case .flip: CAST_FAULT_FLIP
            case .lose: CAST_FAULT_LOSE
            case .tear: CAST_FAULT_TEAR
            case .misdirect: CAST_FAULT_MISDIRECT
            case .cut: CAST_FAULT_CUT
            }
        }
    }

    let effect: Effect
    let calls: DiskCalls
    var files: DiskFiles = .both
    /// The first call that is struck, counted from 1.
    var first: Int64 = 1
    /// How many are.
    var count: Int64 = 1
    /// Which bit, how many sectors, how many pages off.
    var place: UInt64 = 0

    var description: String {
        "\(self.effect) \(self.calls.rawValue) \(self.files.rawValue) \(self.first)+\(self.count) "
            + "\(self.place)"
    }
}

/// The disk below a folder's store, which does wrong what a test plans.
final class FaultDisk: Sendable {
    let folder: TestFolder
    private nonisolated(unsafe) let disk: OpaquePointer

    init(_ folder: TestFolder) {
        self.folder = folder
        self.disk = cast_fault_disk_make(folder.path)
    }

    deinit { cast_fault_disk_remove(self.disk) }

    /// Begins to count and to strike.
    func arm(_ fault: DiskFault) {
        var plan = cast_fault_plan()
        plan.effect = fault.effect.number
        plan.calls = fault.calls.rawValue
        plan.files = fault.files.rawValue
        plan.first = fault.first
        plan.last = fault.first + (fault.count - 1)
        plan.place = fault.place
        if case .fail(let code) = fault.effect { plan.code = code }
        cast_fault_disk_arm(self.disk, &plan)
    }

    /// From now on the disk does all right.
    func disarm() {
        self.arm(DiskFault(effect: .none, calls: []))
    }

    /// Calls that the plan has counted.
    var counted: Int64 { cast_fault_disk_counted(self.disk) }

    /// How many of them were struck.
    var struck: Int64 { cast_fault_disk_struck(self.disk) }

    /// Where and how a fault that cuts the power leaves the files.
    func prepareCut(into folder: TestFolder, seed: UInt64) {
        cast_fault_disk_prepare_cut(self.disk, folder.path, seed)
    }

    /// The power goes now: nothing is answered any more.
    ///
    /// - Returns: what is there when it comes back. The fence is written by the system itself, and safe.
    func cut(seed: UInt64) -> TestFolder {
        let folder = TestFolder()
        _ = cast_fault_disk_cut(self.disk, folder.path, seed)
        if SystemFile.exists(self.folder.fence) {
            folder.replace("fence", from: self.folder)
        }
        return folder
    }
}
