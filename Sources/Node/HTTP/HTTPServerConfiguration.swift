/// Where and within which limits the node answers people and programs.
package struct HTTPServerConfiguration: Sendable {
    package static let bodyBytesMaxDefault = 8 * 1024 * 1024

    /// The address to listen on; loopback unless an administrator decides otherwise.
    package var host: String
    /// 0 lets the system choose.
    package var port: Int
    /// The longest request body that is read.
    package var bodyBytesMax: Int
    /// What bounds connections and how long they may keep the node waiting.
    package var limits = HTTPLimits()
    /// Further names under which the node is reached, such as a proxy's.
    package var names: [String]
    /// What tells this node from others of the same host, in letters and digits. Browsers keep cookies by host and not
    /// by port, so without it signing in at one node would sign out at another.
    package var nodeName = "node"
    /// The path of the office whose node this is.
    package var office: String
    /// Whether browsers reach the node by HTTPS only, through a proxy.
    package var usesSecureCookies: Bool
    /// The command line that prints a sign-in link, shown to browsers that have not signed in.
    package var signInCommand: String

    package init(
        host: String = "127.0.0.1",
        port: Int,
        office: String,
        bodyBytesMax: Int = HTTPServerConfiguration.bodyBytesMaxDefault,
        names: [String] = [],
        usesSecureCookies: Bool = false,
        signInCommand: String = "cast-node console-link"
    ) {
        self.host = host
        self.port = port
        self.office = office
        self.bodyBytesMax = bodyBytesMax
        self.names = names
        self.usesSecureCookies = usesSecureCookies
        self.signInCommand = signInCommand
    }
}
