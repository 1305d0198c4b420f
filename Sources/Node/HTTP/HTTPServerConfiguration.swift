/// Where and within which limits the node answers people and programs.
package struct HTTPServerConfiguration: Sendable {
    package static let bodyBytesMaxDefault = 8 * 1024 * 1024
    package static let connectionsMaxDefault = 512

    /// The address to listen on; loopback unless an administrator decides otherwise.
    package var host: String
    /// 0 lets the system choose.
    package var port: Int
    /// The longest request body that is read.
    package var bodyBytesMax: Int
    /// Connections open at one time; more wait to be accepted.
    package var connectionsMax: Int
    /// Further names under which the node is reached, such as a proxy's.
    package var names: [String]
    /// Whether browsers reach the node by HTTPS only, through a proxy.
    package var usesSecureCookies: Bool
    /// The command line that prints a sign-in link, shown to browsers that have not signed in.
    package var signInCommand: String

    package init(
        host: String = "127.0.0.1",
        port: Int,
        bodyBytesMax: Int = HTTPServerConfiguration.bodyBytesMaxDefault,
        connectionsMax: Int = HTTPServerConfiguration.connectionsMaxDefault,
        names: [String] = [],
        usesSecureCookies: Bool = false,
        signInCommand: String = "cast-node console-link"
    ) {
        self.host = host
        self.port = port
        self.bodyBytesMax = bodyBytesMax
        self.connectionsMax = connectionsMax
        self.names = names
        self.usesSecureCookies = usesSecureCookies
        self.signInCommand = signInCommand
    }
}
