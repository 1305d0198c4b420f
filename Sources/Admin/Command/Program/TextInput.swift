import Admin

/// A text that is given on the command line, in a file or on standard input.
enum TextInput {
    /// The largest file, in bytes: 100,000 characters of four bytes each, the longest body, and room.
    static let fileBytesMax = 512 * 1024

    /// - Throws: ``UsageFailure`` when both or neither are given and one is needed, ``APIError`` when
    ///   the file cannot be read.
    static func read(
        _ text: String?,
        file: String?,
        option: String,
        required: Bool
    ) throws -> String {
        switch (text, file) {
        case (.some, .some):
            throw UsageFailure(
                "\(option) 与 \(option)-file 只能用一个",
                "use either \(option) or \(option)-file, not both"
            )
        case (let text?, nil):
            return text
        case (nil, let file?):
            return try SmallFile.text(of: file, bytesMax: Self.fileBytesMax)
        case (nil, nil):
            guard !required else {
                throw UsageFailure(
                    "要给出 \(option) 或 \(option)-file",
                    "give \(option) or \(option)-file"
                )
            }
            return ""
        }
    }
}
