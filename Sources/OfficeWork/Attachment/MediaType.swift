/// What sort of file a name promises. Nothing is taken from whoever attached it but the name's ending, so
/// that nobody can pass a page with a program in it off as a picture.
package enum MediaType {
    package static let unknown = "application/octet-stream"

    private static let known: [(ending: String, type: String)] = [
        ("pdf", "application/pdf"),
        ("ofd", "application/ofd"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("tif", "image/tiff"),
        ("tiff", "image/tiff"),
        ("txt", "text/plain"),
        ("csv", "text/csv"),
        ("zip", "application/zip"),
        ("mp4", "video/mp4"),
        ("doc", "application/msword"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xls", "application/vnd.ms-excel"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("wps", "application/vnd.ms-works"),
        ("et", "application/vnd.ms-excel"),
    ]

    package static func of(name: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return Self.known.first { $0.ending == ending }?.type ?? Self.unknown
    }

    /// Whether a word that came from elsewhere has the form of a media type.
    static func isWellFormed(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 127
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                            UInt8(ascii: "-"), UInt8(ascii: "+"):
                            true
                        default: false
                        }
                    }
            }
    }
}
