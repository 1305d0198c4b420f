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
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        try DurableFile.replace(bytes, folder: dataFolder, name: Self.name)
    }
}
