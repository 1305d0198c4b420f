import Foundation
import NIOCore
import Store
import SyncProtocol

/// Everything that an operator can set, checked once at the start.
///
/// Later sources give way to earlier ones: the command line, the environment (`CAST_LINK_LISTEN_PORT`),
/// the YAML file, the defaults.
struct NodeConfiguration: Sendable {
    let dataFolder: String
    let linkListen: HostAndPort
    let linkAdvertise: HostAndPort?
    /// Where the office above is dialled: as configured, or else where the node joined.
    let parent: HostAndPort?
    /// Further offices above that this node dials.
    let secondPaths: [SecondPath]
    /// What some links may carry, and when.
    let budgets: [LinkBudget]
    /// When everything is compared with every neighbour, once a day.
    let comparisonTime: DailyTime
    let apiHost: String
    let apiPort: Int
    let apiBodyBytesMax: Int
    let apiNames: [String]
    let apiSecureCookies: Bool
    let apiLimits: HTTPLimits
    let compressBytesMin: Int
    let link: LinkLimits
    let relay: RelayLimits
    let notes: NoteSettings
    let walCheckpointPages: Int
    let quarantineItemsMax: Int
    let attachments: AttachmentLimits
    let logLevel: String
    let logFormat: String

    /// - Parameters:
    ///   - dataFolder: where the node keeps everything.
    ///   - file: a YAML file; nil takes `node.yaml` of the data folder, if there is one.
    ///   - arguments: options such as `--link-listen-port 8500`.
    /// - Throws: ``ConfigurationError``, or ``IdentityFolderError`` when what was kept at joining cannot be
    ///   read.
    static func load(
        dataFolder: String,
        file: String?,
        arguments: [String],
        environment: [String: String]
    ) throws -> NodeConfiguration {
        let values = try Self.values(
            dataFolder: dataFolder,
            file: file,
            arguments: arguments,
            environment: environment
        )
        return try Self(
            dataFolder: dataFolder,
            values: values,
            joinedAt: IdentityFolder(dataFolder: dataFolder).loadParent()
        )
    }

    /// The same values before they are taken together.
    static func values(
        dataFolder: String,
        file: String? = nil,
        arguments: [String] = [],
        environment: [String: String]
    ) throws(ConfigurationError) -> ConfigurationValues {
        ConfigurationValues(
            arguments: try ConfigurationArguments(arguments),
            environment: environment,
            file: try ConfigurationFile.read(
                file ?? "\(dataFolder)/\(NodeSettingsFile.name)",
                mayBeMissing: file == nil
            )
        )
    }

    private init(
        dataFolder: String,
        values: ConfigurationValues,
        joinedAt: HostAndPort?
    ) throws(ConfigurationError) {
        self.dataFolder = dataFolder
        self.linkListen = HostAndPort(
            host: try values.host("link.listen.host"),
            port: try values.number("link.listen.port")
        )
        self.linkAdvertise = try values.address("link.advertise")
        self.parent = try values.address("link.parent") ?? joinedAt
        self.secondPaths = try values.secondPaths("link.also")
        self.budgets = try values.budgets("link.budget")
        self.comparisonTime = try values.dailyTime("link.compareAt")
        self.apiHost = try values.host("api.host")
        self.apiPort = try values.number("api.port")
        let console = HostAndPort(host: self.apiHost, port: self.apiPort)
        guard !self.linkListen.collides(with: console) else {
            throw .onePort(links: self.linkListen, console: console)
        }
        self.apiBodyBytesMax = try values.number("api.bodyBytesMax")
        self.apiNames = try values.text("api.names").split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        self.apiSecureCookies = try values.flag("api.secureCookies")
        var api = HTTPLimits()
        api.connectionsMax = try values.number("api.connectionsMax")
        api.strangersMax = try values.number("api.strangersMax")
        api.strangersPerAddressMax = try values.number("api.strangersPerAddressMax")
        api.headMilliseconds = Int64(try values.number("api.headMilliseconds"))
        api.bodyMilliseconds = Int64(try values.number("api.bodyMilliseconds"))
        api.bodyBytesMin = try values.number("api.bodyBytesMin")
        api.idleMilliseconds = Int64(try values.number("api.idleMilliseconds"))
        self.apiLimits = api
        self.compressBytesMin = try values.number("link.compressBytesMin")
        var link = LinkLimits()
        link.frameBytesMax = try values.number("link.frameBytesMax")
        link.connectionsMax = try values.number("link.connectionsMax")
        link.handshakeTimeout = .milliseconds(
            Int64(try values.number("link.handshakeMilliseconds"))
        )
        link.backoffMillisecondsMin = Int64(try values.number("link.retryMillisecondsMin"))
        link.backoffMillisecondsMax = Int64(try values.number("link.retryMillisecondsMax"))
        link.idlePing = nil
        self.link = link
        self.relay = RelayLimits(
            creditByteCount: try values.number("link.creditBytes"),
            acknowledgementMillisecondsMax: Int64(
                try values.number("link.acknowledgementMilliseconds")
            ),
            pingAfterMilliseconds: Int64(try values.number("link.pingMilliseconds")),
            silenceMillisecondsMax: Int64(try values.number("link.silenceMilliseconds")),
            statementMilliseconds: Int64(try values.number("notes.statementMilliseconds")),
            statementValidMilliseconds: Int64(
                try values.number("notes.statementValidMilliseconds")
            )
        )
        self.notes = NoteSettings(
            confirmMilliseconds: Int64(try values.number("notes.confirmMilliseconds")),
            foldMilliseconds: Int64(try values.number("notes.foldMilliseconds")),
            foldMillisecondsMax: Int64(try values.number("notes.foldMillisecondsMax"))
        )
        self.walCheckpointPages = try values.number("store.walCheckpointPages")
        self.quarantineItemsMax = try values.number("store.quarantineItemsMax")
        self.attachments = AttachmentLimits(
            byteCountMax: UInt64(try values.number("attachments.bytesMax")),
            fetchByteCountMax: UInt64(try values.number("attachments.fetchBytesMax")),
            diskByteCountMax: UInt64(try values.number("attachments.diskBytesMax"))
        )
        self.logLevel = try values.text("log.level")
        self.logFormat = try values.text("log.format")
    }
}
