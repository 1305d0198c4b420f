package import Admin
import Foundation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// The node's HTTP side: the API, the console, health and metrics on one port.
package struct HTTPServer: Service {
    private static let headerBytesMax = 16 * 1024
    private static let headerCountMax = 100

    /// The application that answers; tests ask it without a socket.
    package let application: Application<RouterResponder<HTTPContext>>
    /// The connections at this moment.
    let connections: HTTPConnections
    private let address: HostAndPort

    /// - Parameters:
    ///   - api: What the node offers.
    ///   - attachments: Files of documents; nil where there are none.
    ///   - token: Whoever holds it may use the API.
    ///   - sessions: The console's sessions.
    ///   - metrics: The node's measurements in Prometheus' text format.
    ///   - health: Whether the node can do its work.
    ///   - onListening: Called once with the port in use.
    /// - Throws: When a page template that is built into the program cannot be read.
    package init(
        api: any OfficeAPI,
        attachments: OfficeGate<AttachmentService>? = nil,
        configuration: HTTPServerConfiguration,
        token: APIToken,
        sessions: SessionStore,
        logger: Logger,
        metrics: @escaping @Sendable () async -> String,
        health: @escaping @Sendable (Language) async -> HealthReport,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        let connections = HTTPConnections(limits: configuration.limits)
        let router = try Self.router(
            api: api,
            attachments: attachments,
            configuration: configuration,
            connections: connections,
            token: token,
            sessions: sessions,
            metrics: metrics,
            health: health
        )
        self.connections = connections
        self.address = HostAndPort(host: configuration.host, port: configuration.port)
        self.application = Application(
            router: router,
            server: HTTPServerBuilder { responder in
                HTTPDoor(
                    inner: HTTP1Channel(
                        responder: responder,
                        configuration: Self.channel(configuration.limits)
                    ),
                    connections: connections
                )
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)
            ),
            onServerRunning: { channel in
                await onListening(channel.localAddress?.port ?? configuration.port)
            },
            logger: logger
        )
    }

    private static func channel(_ limits: HTTPLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .milliseconds(limits.idleMilliseconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Self.headerBytesMax,
                maxHeaderListSize: Self.headerBytesMax,
                maxHeaderFieldCount: Self.headerCountMax
            )
        )
    }

    /// Answers until the service group is told to stop.
    package func run() async throws {
        do {
            try await self.application.run()
        } catch  where error is IOError || error is SocketAddressError.UnknownHost {
            throw NodeFailure.cannotListen(
                Phrase("控制台", "the console"),
                on: self.address,
                keys: "api.host, api.port",
                error
            )
        }
    }

    /// Every route with what guards it; each middleware guards the routes that are added after it.
    static func router(
        api: any OfficeAPI,
        attachments: OfficeGate<AttachmentService>? = nil,
        configuration: HTTPServerConfiguration,
        connections: HTTPConnections,
        token: APIToken,
        sessions: SessionStore,
        metrics: @escaping @Sendable () async -> String,
        health: @escaping @Sendable (Language) async -> HealthReport
    ) throws -> Router<HTTPContext> {
        let authentication = Authentication(
            token: token,
            sessions: sessions,
            nodeName: configuration.nodeName,
            office: configuration.office
        )
        let console = ConsoleRoutes(
            console: try Console(api: api),
            authentication: authentication,
            sessions: sessions,
            signInCommand: configuration.signInCommand,
            usesSecureCookies: configuration.usesSecureCookies,
            attachments: attachments,
            bodyBytesMax: configuration.bodyBytesMax
        )
        let services = ServiceRoutes(
            sessions: sessions,
            scheme: configuration.usesSecureCookies ? "https" : "http",
            bodyBytesMax: configuration.bodyBytesMax,
            metrics: metrics,
            health: health
        )

        let router = Router(context: HTTPContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ConnectionMiddleware(connections: connections))
        router.add(middleware: SecurityHeaders())
        let routes = RouteBook()
        router.add(middleware: ErrorMiddleware(routes: routes) { console.problem($0, $1) })
        router.add(middleware: HostCheck(names: configuration.names + [configuration.host]))
        services.addDescription(to: router)
        services.addWatch(
            to: router.group().add(
                middleware: LocalOrAuthenticated(authentication: authentication)
            )
        )
        let group = router.group("api/v1").add(middleware: authentication)
        APIRoutes(api: api, bodyBytesMax: configuration.bodyBytesMax).add(to: group)
        AttachmentRoutes(attachments: attachments).add(to: group)
        services.addConsoleLinks(to: group)
        console.add(to: router)
        routes.read(router)
        return router
    }
}
