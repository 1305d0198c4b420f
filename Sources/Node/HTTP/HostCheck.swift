import Admin
import HTTPTypes
package import Hummingbird
import NIOCore

/// Refuses requests that name a host which is not this node.
///
/// A page on another site can make its own name resolve to this machine (DNS rebinding) and then
/// speak to the node as if from the same site. An attack of that kind always carries a name of the
/// attacker's; literal addresses cannot be rebound.
package struct HostCheck: RouterMiddleware {
    private let names: [String]

    /// - Parameter names: Names under which the node is reached, without ports.
    init(names: [String]) {
        self.names = (names + ["localhost"]).map { $0.lowercased() }
    }

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        let target = Self.authority(ofTarget: request.head.path ?? "/")
        let named = [request.head.authority, target ?? request.head.authority]
        guard named.allSatisfy({ $0.map { self.isOurs(Self.host(of: $0)) } == true }) else {
            throw APIError(
                .forbidden,
                chinese: "请求的主机名不属于本节点。",
                english: "The request names a host that is not this node.",
                field: "Host",
                rule: "host",
                hintChinese: "请用 IP 地址或 localhost 访问；若有域名，请写入配置项 api.names。",
                hintEnglish:
                    "Use the IP address or localhost; put a domain name of this node into the setting api.names."
            )
        }
        return try await next(request, context)
    }

    private func isOurs(_ host: String) -> Bool {
        let host = host.lowercased()
        if self.names.contains(host) {
            return true
        }
        return (try? SocketAddress(ipAddress: host, port: 0)) != nil
    }

    /// What a request's target names as its host: `http://host/path` does, as a client of a proxy writes it; `/path`
    /// does not. A target of any other form names none of ours.
    private static func authority(ofTarget target: String) -> String? {
        guard !target.hasPrefix("/"), target != "*" else { return nil }
        guard let scheme = target.firstRange(of: "://") else { return target }
        return String(target[scheme.upperBound...].prefix { !"/?#".contains($0) })
    }

    /// The host of `host`, `host:port`, `[v6]` or `[v6]:port`.
    private static func host(of authority: String) -> String {
        if authority.hasPrefix("[") {
            return String(authority.dropFirst().prefix { $0 != "]" })
        }
        return String(authority.prefix { $0 != ":" })
    }
}
