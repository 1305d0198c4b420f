import Admin
import Foundation

/// Why a backup could not be made or restored, and what to do about it.
enum BackupError: Error, Sendable, Equatable {
    /// A file or folder, and the system's error number.
    case file(String, Int32)
    /// The folder is not empty.
    case occupied(String)
    /// The folder lies in the data folder, or around it.
    case insideData(String)
    /// The path does not begin at the root.
    case relative(String)
    /// The node is stopping.
    case stopping
    /// The copy was examined, and this is what is wrong with it.
    case unsound([Phrase])
    /// The folder holds no `backup.json`.
    case noBackup(String)
    /// `backup.json` cannot be understood.
    case unreadable(String)
    /// It was made in a form that this program does not know.
    case unknownFormat(Int)
    /// A file of the backup is not what it was when the backup was made.
    case changed(String)
    /// The data folder holds a node already.
    case inUse(String)
    /// The data folder belongs to another office than the backup.
    case otherOffice(found: String, expected: String)

    /// Problems that are named in words; the rest is counted.
    private static let problemsShown = 3

    /// How a command ends that failed by it.
    var status: ExitStatus {
        switch self {
        case .noBackup: .notFound
        case .stopping: .unavailable
        case .file: .outputFailed
        case .relative, .insideData, .occupied: .usage
        default: .dataRefused
        }
    }

    var text: Phrase {
        switch self {
        case .file(let path, let code):
            let cause = String(cString: strerror(code))
            return Phrase(
                "\(path)：\(cause)；请检查路径、权限和磁盘空间",
                "\(path): \(cause); check the path, its permissions and the space on the disk"
            )
        case .occupied(let folder):
            return Phrase(
                "\(folder) 不是空目录；每份备份请用一个新目录",
                "\(folder) is not empty; give every backup a folder of its own"
            )
        case .insideData(let folder):
            return Phrase(
                "\(folder) 与数据目录互相包含；请备份到别的磁盘或目录",
                "\(folder) lies in the data folder or around it; make the backup elsewhere, best on another disk"
            )
        case .relative(let folder):
            return Phrase(
                "备份目录要写节点所在机器上的完整路径（以 / 开头），不能是“\(folder)”",
                "the folder is a whole path on the node's machine, from /, not “\(folder)”"
            )
        case .stopping:
            return Phrase("节点正在停止，备份未完成", "the node is stopping; there is no backup")
        case .unsound(let problems):
            let shown = problems.prefix(Self.problemsShown)
            let rest = problems.count - shown.count
            return Phrase(
                "数据有损坏，未完成备份：\(shown.map(\.chinese).joined(separator: " "))"
                    + (rest > 0 ? " 另有 \(rest) 处。" : "") + "请先按 cast-admin verify 的提示修复",
                "what this node holds is damaged, so no backup was made: "
                    + shown.map(\.english).joined(separator: " ")
                    + (rest > 0 ? " And \(rest) more." : "")
                    + " Mend it first, as cast-admin verify says"
            )
        case .noBackup(let folder):
            return Phrase(
                "\(folder) 中没有 \(BackupManifest.name)：不是备份，或备份未完成",
                "there is no \(BackupManifest.name) in \(folder): it is no backup, or was never finished"
            )
        case .unreadable(let file):
            return Phrase(
                "无法理解 \(file)；请用另一份备份",
                "\(file) cannot be understood; use another backup"
            )
        case .unknownFormat(let format):
            return Phrase(
                "备份格式为 \(format)，本程序只认识 \(BackupManifest.formatNow)；请用与备份相同或更新的程序",
                "the backup is of format \(format), this program knows \(BackupManifest.formatNow); "
                    + "use a program as new as the one that made it"
            )
        case .changed(let path):
            return Phrase(
                "备份中的 \(path) 缺失或已改变；请用另一份备份",
                "\(path) of the backup is missing or has changed; use another backup"
            )
        case .inUse(let folder):
            return Phrase(
                "\(folder) 中已有节点的数据；如要用备份取代它，请加 --replace（原有内容会移到其中的 replaced-… 目录，不会删除）",
                "\(folder) holds a node already; add --replace to put the backup in its place (what is there "
                    + "is kept, in a folder replaced-… inside)"
            )
        case .otherOffice(let found, let expected):
            return Phrase(
                "数据目录属于 \(found)，备份属于 \(expected)；请换一个数据目录",
                "the data folder belongs to \(found), the backup to \(expected); use another data folder"
            )
        }
    }
}
