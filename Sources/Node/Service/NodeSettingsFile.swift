import Foundation

/// The file `node.yaml` in the data folder: what `init` and `enroll` were told, for `run` to read. From then on it
/// is the administrator's: no program changes it (decision 0020).
enum NodeSettingsFile {
    static let name = "node.yaml"

    /// - Throws: ``IdentityFolderError`` when the file cannot be written.
    static func write(
        dataFolder: String,
        linkPort: Int?,
        apiPort: Int?,
        linkHost: String?,
        advertise: String?
    ) throws {
        var lines = ["# Written when this node was set up. Every key: cast-node config"]
        var link: [String] = []
        if let advertise { link.append("  advertise: \"\(advertise)\"") }
        if linkHost != nil || linkPort != nil {
            link.append("  listen:")
            if let linkHost { link.append("    host: \"\(linkHost)\"") }
            if let linkPort { link.append("    port: \(linkPort)") }
        }
        if !link.isEmpty { lines += ["link:"] + link }
        if let apiPort { lines += ["api:", "  port: \(apiPort)"] }
        let text = lines.joined(separator: "\n") + "\n"
        try DurableFile.replace(Array(text.utf8), folder: dataFolder, name: Self.name)
    }
}
