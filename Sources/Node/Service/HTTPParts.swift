import Admin
import Logging
import Store

/// Puts together the node's HTTP side.
struct HTTPParts {
    let server: HTTPServer
    let sessions: SessionStore

    /// How much of the node's own name is in that of its cookie: enough that two nodes of one host differ.
    private static let nodeNameDigits = 12

    /// - Parameter nodeName: the node's name as a writer, in hexadecimal digits.
    init(
        configuration: NodeConfiguration,
        nodeName: String,
        service: OfficeService,
        metrics: NodeMetrics,
        logger: Logger,
        readiness: Readiness
    ) throws {
        let folder = configuration.dataFolder
        let token = try APITokenFile.loadOrCreate(at: "\(folder)/\(APITokenFile.name)")
        self.sessions = SessionStore(now: { SystemTime.milliseconds() })
        var http = HTTPServerConfiguration(
            host: configuration.apiHost,
            port: configuration.apiPort,
            office: "\(service.context.office)",
            bodyBytesMax: configuration.apiBodyBytesMax
        )
        http.limits = configuration.apiLimits
        http.nodeName = String(nodeName.prefix(Self.nodeNameDigits))
        http.names = configuration.apiNames
        http.usesSecureCookies = configuration.apiSecureCookies
        http.signInCommand = "cast-node console-link --data-dir \(folder)"
        let host = configuration.apiHost
        self.server = try HTTPServer(
            api: AuthorisedOffice(OfficeGate(service, of: service.context)),
            attachments: OfficeGate(service.attachments, of: service.context),
            configuration: http,
            token: token,
            sessions: self.sessions,
            logger: logger,
            metrics: { await metrics.text(service.status) },
            health: { await service.status.health(in: $0) },
            onListening: { port in
                let name = HostAndPort.isEveryInterface(host) ? "127.0.0.1" : host
                await readiness.console("http://\(HostAndPort(host: name, port: port))")
            }
        )
    }
}
