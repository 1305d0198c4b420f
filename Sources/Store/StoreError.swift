internal import Decision
package import SyncProtocol

/// Why the store could not do what was asked.
package enum StoreError: Error, Sendable, Hashable {
    /// Another process works with the data folder.
    case locked(folder: String, process: Int32?)
    /// The data folder holds no store and was not to be made.
    case missing(folder: String)
    /// The lock or the fence could not be written or read.
    case file(path: String, operation: String, code: Int32)
    /// A file of the store is no longer where it was opened: what is written to it now is gone with
    /// the process.
    case displaced(path: String)
    case damaged(detail: String)
    /// The file of the database holds nothing, though it held something when it was last used.
    case emptied(path: String)
    /// The tables contradict each other: the engine found a rule broken that the store never breaks, so
    /// an index or a row on the disk is not what was written.
    case inconsistent(detail: String)
    /// What lies on the disk of one record is not what was written there; the changes that it follows from are
    /// not touched by that.
    case unreadable(record: String)
    /// The engine does not promise that a commit survives the loss of power.
    case notDurable(journalMode: String, synchronous: Int64)
    /// The store was written by a later version of this program.
    case tooNew(found: Int, known: Int)
    /// The store was written by a version of this program that had other tables.
    case tooOld(found: Int, known: Int)
    /// The store belongs to another office or another tree.
    case foreign(found: String, expected: String)
    case notAuthorised(space: String, detail: String)
    /// An act that can never be written, whatever happens.
    case invalid(detail: String)
    /// What the act presupposes does not hold: something else was there first.
    case conflict(ActConflict)
    /// This program writes a kind of record in a version below the one that an office above asks for.
    case belowFloor(kind: UInt16, needed: UInt32, own: UInt32)
    /// More is waiting to be written than the limits allow. Try again later.
    case busy(waitingActs: Int, waitingBytes: Int)
    case closed
    case diskFull
    /// Attached files take all the space that they may.
    case attachmentsFull(byteCountMax: UInt64)
    /// The engine refused a value by itself.
    case unfit(detail: String)
    case signing(detail: String)
    case storage(code: Int, detail: String)

    /// Whether the disk failed, so that nothing it said before can be relied on.
    package var isDiskFault: Bool {
        switch self {
        case .storage(let code, _): code & 0xFF == Self.inputOutputCode
        case .displaced: true
        default: false
        }
    }

    /// Whether the disk, and not what lies on it, kept something from being done: full, failing, or not
    /// writable.
    package var isDiskTrouble: Bool {
        switch self {
        case .diskFull, .file: true
        default: self.isDiskFault
        }
    }

    /// Whether what lies on the disk is not what was written there. Whoever asked is not to blame, and
    /// asking again does not help.
    package var isDamage: Bool {
        switch self {
        case .damaged, .emptied, .inconsistent, .unreadable: true
        default: false
        }
    }

    /// Whether pages of the file are not what was written there, so that nothing in it can be relied on but what shows
    /// itself to be whole.
    package var callsForSalvage: Bool {
        switch self {
        case .damaged: true
        default: false
        }
    }

    /// SQLite's primary result code of a failed read, write or synchronisation.
    private static let inputOutputCode = 10

    /// Whether the fault lies in what was to be written and not in the disk: then the parts of a
    /// transaction are tried one by one, so that one of them cannot stop the others.
    var isDataFault: Bool {
        switch self {
        case .unfit, .inconsistent, .unreadable, .invalid, .conflict, .notAuthorised, .signing,
            .belowFloor:
            true
        default: false
        }
    }
}

extension StoreError {
    init(_ fault: DecisionFault) {
        self =
            switch fault {
            case .damaged(let detail): .damaged(detail: detail)
            case .unreadable(let record): .unreadable(record: record)
            case .notAuthorised(let space, let detail): .notAuthorised(space: space, detail: detail)
            case .invalid(let detail): .invalid(detail: detail)
            case .conflict(let conflict): .conflict(conflict)
            case .belowFloor(let kind, let needed, let own):
                .belowFloor(kind: kind, needed: needed, own: own)
            case .unfit(let detail): .unfit(detail: detail)
            case .signing(let detail): .signing(detail: detail)
            }
    }

    /// What a node does about damaged pages, and what people do where that is not enough.
    private static let salvageEnglish =
        "A running node saves what is whole of it by itself, and so does the next start. Only if a start says this again: "
        + cureEnglish
    private static let salvageChinese =
        "运行中的节点会自行抢救完好内容，下次启动时也会。仅当启动时仍提示此信息：" + cureChinese

    /// What helps whatever is damaged.
    private static let cureEnglish =
        "Stop the node, move store.sqlite with its -wal and -shm away, then restore a backup or run cast-node "
        + "recover, which fetches from the neighbours what they hold; leave the file fence where it is."
    private static let cureChinese =
        "请停止节点，移走 store.sqlite 及其 -wal、-shm 文件，再恢复备份，或执行 cast-node recover 从邻居取回内容；fence 文件请保留原处。"
}

extension StoreError: CustomStringConvertible {
    package var description: String { self.english }

    package var english: String {
        switch self {
        case .locked(let folder, let process):
            let holder = process.map { "process \($0)" } ?? "another process"
            return "The data folder \(folder) is in use by \(holder). Stop it first."
        case .missing(let folder):
            return
                "There is no store in \(folder). Check the folder; cast-node recover makes a new one for an "
                + "office that lost its store."
        case .file(let path, let operation, let code):
            return
                "\(path): \(operation) failed (\(SystemFile.text(of: code))). Check the disk and "
                + "its rights."
        case .displaced(let path):
            return
                "\(path) was removed, moved or replaced while the node ran: nothing can be kept any "
                + "more. Put the data folder back, or restore a backup, and start the node."
        case .damaged(let detail):
            return "The store is damaged: \(detail). \(Self.salvageEnglish)"
        case .emptied(let path):
            return "\(path) is empty, but this node has worked with it before. \(Self.cureEnglish)"
        case .inconsistent(let detail):
            return
                "The store is damaged, its tables contradict each other: \(detail). \(Self.cureEnglish)"
        case .unreadable(let record):
            return
                "The record \(record) is damaged on the disk, so nothing can be written to it. What it follows "
                + "from is still there: stop the node, run cast-node rebuild, and start it again."
        case .notDurable(let mode, let synchronous):
            return "The engine does not keep writes safe (journal \(mode), synchronous "
                + "\(synchronous)). Put the data folder on a local disk."
        case .tooNew(let found, let known):
            return "The store has schema \(found); this program knows up to \(known). Update it."
        case .tooOld(let found, let known):
            return
                "The store has schema \(found), which this program no longer reads; it reads \(known). Run the version "
                + "that wrote it; or, once the neighbours have all of it, move store.sqlite with its -wal and -shm away "
                + "and run cast-node recover, leaving the file fence where it is."
        case .foreign(let found, let expected):
            return "The store belongs to \(found), not to \(expected). Check the data folder."
        case .notAuthorised(let space, let detail):
            return "This office may not write in \(space): \(detail)."
        case .invalid(let detail): return "This cannot be written: \(detail)."
        case .conflict:
            return "Something else was written first, so this was not. Look at what is there now."
        case .belowFloor(let kind, let needed, let own):
            return
                "Records of kind \(kind) may be written from version \(needed) on; this program writes "
                + "\(own). Update it; until then it reads and forwards them."
        case .busy(let acts, let bytes):
            return "The store is busy (\(acts) acts, \(bytes) bytes wait). Try again in a moment."
        case .closed: return "The store is closed."
        case .diskFull: return "The disk is full. Free some space; nothing acknowledged is lost."
        case .attachmentsFull(let max):
            return "Attached files take all of the \(max) bytes that they may. Raise the setting "
                + "attachments.diskBytesMax, or free space."
        case .unfit(let detail): return "The engine refused a value: \(detail)."
        case .signing(let detail): return "The change could not be signed: \(detail)."
        case .storage(let code, let detail): return "The engine failed (\(code)): \(detail)."
        }
    }

    package var chinese: String {
        switch self {
        case .locked(let folder, let process):
            let holder = process.map { "进程 \($0) " } ?? "另一进程"
            return "数据目录 \(folder) 正被\(holder)使用，请先停止它。"
        case .missing(let folder): return "\(folder) 中没有数据库，请检查目录；数据库丢失时可执行 cast-node recover。"
        case .file(let path, let operation, let code):
            return "\(path)：\(operation) 失败（\(SystemFile.text(of: code))），请检查磁盘与权限。"
        case .displaced(let path):
            return "节点运行期间 \(path) 被删除、移走或替换，已无法保存任何内容。请放回数据目录或恢复备份，再启动节点。"
        case .damaged(let detail): return "数据库已损坏：\(detail)。\(Self.salvageChinese)"
        case .emptied(let path): return "\(path) 为空，但本节点此前已使用过它。\(Self.cureChinese)"
        case .inconsistent(let detail): return "数据库已损坏，各表内容互相矛盾：\(detail)。\(Self.cureChinese)"
        case .unreadable(let record):
            return "记录 \(record) 在磁盘上已损坏，无法写入。其来源仍完好：请停止节点，执行 cast-node rebuild，再启动节点。"
        case .notDurable(let mode, let synchronous):
            return "数据库引擎不能保证写入落盘（日志 \(mode)，synchronous \(synchronous)），请使用本地磁盘。"
        case .tooNew(let found, let known):
            return "数据库版本为 \(found)，本程序最高支持 \(known)，请升级程序。"
        case .tooOld(let found, let known):
            return
                "数据库版本为 \(found)，本程序只读取版本 \(known)。请改用写入它的程序版本；若邻居已有全部内容，也可移走 store.sqlite 及其 "
                + "-wal、-shm 文件，再执行 cast-node recover，fence 文件请保留原处。"
        case .foreign(let found, let expected):
            return "数据库属于 \(found)，不属于 \(expected)，请检查数据目录。"
        case .notAuthorised(let space, _): return "本单位无权写入 \(space)。"
        case .invalid(let detail): return "无法写入：\(detail)。"
        case .conflict: return "已有他人先写入其他内容，本次未写入，请查看现有内容。"
        case .belowFloor(let kind, let needed, let own):
            return "种类 \(kind) 的记录须由版本 \(needed) 以上的程序填写，本程序为 \(own)。请升级；此前仍可接收与转发。"
        case .busy(let acts, let bytes):
            return "存储繁忙（待写 \(acts) 项，\(bytes) 字节），请稍后重试。"
        case .closed: return "存储已关闭。"
        case .diskFull: return "磁盘已满，请清理空间；已确认的数据不会丢失。"
        case .attachmentsFull(let max):
            return "附件已用满 \(max) 字节的空间，请调大配置项 attachments.diskBytesMax 或清理空间。"
        case .unfit(let detail): return "数据库引擎拒绝了一个值：\(detail)。"
        case .signing(let detail): return "变更签名失败：\(detail)。"
        case .storage(let code, let detail): return "数据库引擎出错（\(code)）：\(detail)。"
        }
    }
}
