import Admin
import ArgumentParser

/// Where the new node is to be reached; written into its `node.yaml`.
struct AddressOptions: ParsableArguments {
    @Option(
        help: .said("单位间端口（默认 8500）。", "Port for other offices (default 8500).", valueName: "port")
    )
    var linkPort: Int?

    @Option(
        help: .said(
            "单位间监听地址（默认 0.0.0.0）。",
            "Address for other offices (default 0.0.0.0).",
            valueName: "host"
        )
    )
    var linkHost: String?

    @Option(
        help: .said(
            "本机控制台与接口的端口（默认 8510）。",
            "Port of console and API on this machine (default 8510).",
            valueName: "port"
        )
    )
    var apiPort: Int?

    @Option(
        help: .said(
            "下级单位连接本节点的地址，主机:端口。",
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
        try self.checkPorts()
        if let advertise, HostAndPort(advertise)?.isEveryInterface ?? true {
            let rule = HostAndPort.rule
            throw UsageFailure("--advertise 应为\(rule.chinese)", "--advertise takes \(rule.english)")
        }
    }

    /// People and offices come in by doors of their own.
    private func checkPorts() throws {
        let (links, console) = (
            ConfigurationEntry.linkListenDefault, ConfigurationEntry.apiDefault
        )
        let listening = HostAndPort(
            host: self.linkHost.flatMap { HostAndPort.host($0) } ?? links.host,
            port: self.linkPort ?? links.port
        )
        let api = HostAndPort(host: console.host, port: self.apiPort ?? console.port)
        guard listening.collides(with: api) else { return }
        throw UsageFailure(
            "--link-port（单位间）与 --api-port（控制台）都是 \(api.port)，请用不同的端口",
            "--link-port (offices) and --api-port (console) are both \(api.port); use different ports"
        )
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
