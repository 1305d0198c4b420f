import NIOCore
import OfficeWork
import Store
import SyncProtocol

/// What the keeper of files reads and writes on threads of the pools: folder and store.
struct ContentSource: Sendable {
    let folder: ContentFolder
    let store: OfficeStore

    /// What was found of a part that a neighbour wants.
    enum Answer: Sendable {
        case bytes([UInt8])
        /// Not for that end.
        case refused
        /// It is to be fetched first.
        case missing(AttachmentRow)
        case underWay
    }

    /// A file goes to a neighbour only if a record refers to it whose space the link carries.
    func answer(_ place: ContentPlace, within scope: LinkScope) throws -> Answer {
        let reference = try self.store.read { snapshot throws(StoreError) in
            (
                spaces: try snapshot.attachments.spaces(referringTo: place.content),
                attachment: try snapshot.attachments.one(place.content)
            )
        }
        guard let attachment = reference.attachment,
            reference.spaces.contains(where: { scope.carries($0) })
        else { return .refused }
        switch try self.folder.part(place) {
        case .bytes(let bytes): return .bytes(bytes)
        case .damaged:
            try self.folder.reopen(place.content)
            return .missing(attachment)
        case .nothing:
            guard self.folder.holding(place.content) == .nothing else { return .underWay }
            return .missing(attachment)
        }
    }

    /// What records refer to that came in after one of them, and is not here.
    struct News: Sendable {
        var last: Int64
        var isComplete: Bool
        var missing: [AttachmentRow]
    }

    private static let rowsMax = 1_000

    func news(after row: Int64, byteCountMax: UInt64) throws -> News {
        let folder = self.folder
        return try self.store.read { snapshot throws(StoreError) in
            // Rows that were derived anew begin to count again.
            let start = try snapshot.attachments.last() < row ? 0 : row
            let rows = try snapshot.attachments.all(after: start, limit: Self.rowsMax)
            return News(
                last: rows.last?.id ?? start,
                isComplete: rows.count < Self.rowsMax,
                missing: rows.filter {
                    $0.attachment.byteCount <= byteCountMax
                        && folder.holding($0.attachment.content) == .nothing
                }
            )
        }
    }

    /// What names the files that were on their way when the node stopped.
    func unfinished() throws -> [AttachmentRow] {
        let contents = try self.folder.unfinished()
        return try self.store.read { snapshot throws(StoreError) in
            var result: [AttachmentRow] = []
            for content in contents {
                if let row = try snapshot.attachments.one(content) { result.append(row) }
            }
            return result
        }
    }
}
