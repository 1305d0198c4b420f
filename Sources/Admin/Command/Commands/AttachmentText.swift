import Admin

/// One file in a line: what it is called, how long it is, how it is got.
enum AttachmentText {
    static func text(_ file: AttachmentSummary) -> String {
        "\(file.name)  \(ByteCount.text(file.byteCount))\(file.isHere ? "" : " *")  \(file.content)"
    }
}
