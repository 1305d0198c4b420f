import Admin
import ArgumentParser

/// Where the new node is to be reached; written into its `node.yaml`.
struct AddressOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Port for other offices (default 8500).", valueName: "port"))
    var linkPort: Int?

    @Option(help: ArgumentHelp("Address for other offices (default 0.0.0.0).", valueName: "host"))
    var linkHost: String?

    @Option(
        help: ArgumentHelp(
            "Port of console and API on this machine (default 8510).",
            valueName: "port"
        )
    )
    var apiPort: Int?

    @Option(
        help: ArgumentHelp(
            "How the offices below reach this node, host:port.",
            valueName: "host:port"
        )
    )
    var advertise: String?

    func check() throws {
        for (name, port) in [("--link-port", self.linkPort), ("--api-port", self.apiPort)] {
            guard let port, !(0...65_535).contains(port) else { continue }
            throw UsageFailure(
                "\(name) 应为 0 到 65535 之间的整数",
                "\(name) takes a whole number from 0 to 65535"
            )
        }
        if let linkHost, HostAndPort.host(linkHost) == nil {
            let rule = HostAndPort.hostRule
            throw UsageFailure("--link-host 应为\(rule.chinese)", "--link-host takes \(rule.english)")
        }
        if let advertise, HostAndPort(advertise)?.isEveryInterface ?? true {
            let rule = HostAndPort.rule
            throw UsageFailure("--advertise 应为\(rule.chinese)", "--advertise takes \(rule.english)")
        }
    }

    func write(dataFolder: String) throws {
        try NodeSettingsFile.write(
            dataFolder: dataFolder,
            linkPort: self.linkPort,
            apiPort: self.apiPort,
            linkHost: self.linkHost,
            advertise: self.advertise
        )
    }
}
