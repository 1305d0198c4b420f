import Foundation

/// The file `backup.json`, written last: what a backup is of, and the hash of every file in it. A folder
/// without it is no backup.
struct BackupManifest: Codable, Sendable, Equatable {
    static let name = "backup.json"
    /// The form that this program writes, and the only one that it reads.
    static let formatNow = 1
    /// The greatest size of the file that is read, in bytes.
    static let bytesMax = 256 * 1_024 * 1_024

    /// The greatest size of a file that a backup may name, in bytes: 1 PiB.
    static let fileBytesMax: Int64 = 1 << 50

    struct Entry: Codable, Sendable, Equatable {
        /// Below the backup's folder, with `/` between the parts.
        let path: String
        let bytes: Int64
        /// In hexadecimal digits.
        let sha256: String
    }

    let format: Int
    /// The version of the program that made it.
    let program: String
    /// The tree's id, and where the office stands in it.
    let tree: String
    let office: String
    /// The author's id of the node whose key is inside.
    let node: String
    /// UTC milliseconds.
    let madeAt: Int64
    let changes: Int64
    let attachments: Int
    /// Over all records of the store.
    let stateDigest: String
    /// By path.
    let files: [Entry]

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
