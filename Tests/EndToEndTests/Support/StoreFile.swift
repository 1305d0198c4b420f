import Foundation
import NodeProcesses

/// The file of a stopped node's database, and what a bad disk makes of it.
struct StoreFile {
    private static let pageByteCount = 4_096
    /// A change names its tree so far before its texts at most, in bytes.
    private static let headByteCount = 400

    let node: NodeProcess

    struct NotFound: Error {}

    private var path: String { "\(self.node.dataFolder)/store.sqlite" }

    /// Turns one bit of a text where it stands in a change.
    ///
    /// - Parameter tree: of the offices, in hexadecimal digits.
    func flip(_ text: String, ofTree tree: String) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.path))
        guard let place = try Self.places(of: text, in: file, tree).first(where: { $0.isChange })
        else {
            throw NotFound()
        }
        file[place.offset] ^= 0x01
        try file.write(to: URL(fileURLWithPath: self.path))
    }

    /// Spoils the page on which a text stands in a record.
    func spoilRecord(_ text: String, ofTree tree: String) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.path))
        guard let place = try Self.places(of: text, in: file, tree).first(where: { !$0.isChange })
        else { throw NotFound() }
        let start = place.offset / Self.pageByteCount * Self.pageByteCount
        for offset in start..<start + 64 { file[offset] = 0xA5 }
        try file.write(to: URL(fileURLWithPath: self.path))
    }

    /// Takes the database away, and leaves the fence.
    func remove() throws {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: self.path + end)
        }
    }

    private static func places(
        of text: String,
        in file: Data,
        _ tree: String
    ) throws -> [(offset: Int, isChange: Bool)] {
        let sample = Data(text.utf8)
        let digits = Array(tree)
        let mark = Data(
            stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(digits[$0..<$0 + 2]), radix: 16)
            }
        )
        var places: [(offset: Int, isChange: Bool)] = []
        var start = file.startIndex
        while let found = file.range(of: sample, in: start..<file.endIndex) {
            let page = found.lowerBound / Self.pageByteCount * Self.pageByteCount
            let before = max(page, found.lowerBound - Self.headByteCount)
            let isChange = file.range(of: mark, in: before..<found.lowerBound) != nil
            places.append((found.lowerBound, isChange))
            start = found.upperBound
        }
        return places
    }
}
