/// A file of a document, with where to get it.
struct AttachmentView {
    let name: String
    let size: String
    let path: String
    let isHere: Bool
    /// Where it is asked for when it is not here.
    let fetchPath: String

    init(_ file: AttachmentSummary) {
        self.name = file.name
        self.size = Self.size(file.byteCount)
        self.path = "/api/v1/attachments/" + PercentEncoding.encode(file.content)
        self.isHere = file.isHere
        self.fetchPath = PagePath.fetching(of: file.content)
    }

    /// `512 B`, `1.5 KiB`, `20.0 MiB`.
    private static func size(_ byteCount: Int64) -> String {
        var unit = "B"
        var tenths = byteCount * 10
        for larger in ["KiB", "MiB", "GiB"] where tenths >= 10_240 {
            tenths /= 1_024
            unit = larger
        }
        return unit == "B" ? "\(byteCount) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
