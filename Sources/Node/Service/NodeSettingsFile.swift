import Foundation

/// The file `node.yaml` in the data folder: what `init` and `enroll` were told, for `run` to read.
enum NodeSettingsFile {
    static let name = "node.yaml"

    /// - Throws: ``IdentityFolderError`` when the file cannot be written.
    static func write(
        dataFolder: String,
        linkPort: Int?,
        apiPort: Int?,
        linkHost: String?,
        advertise: String?,
        parent: HostAndPort?
    ) throws {
        var lines = ["# Written when this node was set up. Every key: cast-node config"]
        var link: [String] = []
        if let parent { link.append("  parent: \"\(parent)\"") }
        if let advertise { link.append("  advertise: \"\(advertise)\"") }
        if linkHost != nil || linkPort != nil {
            link.append("  listen:")
            if let linkHost { link.append("    host: \"\(linkHost)\"") }
            if let linkPort { link.append("    port: \(linkPort)") }
        }
        if !link.isEmpty { lines += ["link:"] + link }
        if let apiPort { lines += ["api:", "  port: \(apiPort)"] }
        try Self.replace(lines, dataFolder: dataFolder)
    }

    /// Names another parent to dial, and leaves everything else as it is.
    ///
    /// - Throws: ``IdentityFolderError`` when the file cannot be written.
    static func setParent(_ parent: HostAndPort, dataFolder: String) throws {
        var lines = Self.lines(dataFolder: dataFolder)
        let line = "  parent: \"\(parent)\""
        if let place = lines.firstIndex(where: { $0.hasPrefix("  parent:") }) {
            lines[place] = line
        } else if let place = lines.firstIndex(of: "link:") {
            lines.insert(line, at: place + 1)
        } else {
            lines += ["link:", line]
        }
        try Self.replace(lines, dataFolder: dataFolder)
    }

    /// The lines of the file; none when there is no file.
    static func lines(dataFolder: String) -> [String] {
        let file = "\(dataFolder)/\(Self.name)"
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// - Throws: ``IdentityFolderError`` when the file cannot be written.
    static func replace(_ lines: [String], dataFolder: String) throws {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        try DurableFile.replace(bytes, folder: dataFolder, name: Self.name)
    }
}
