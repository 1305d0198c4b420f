import Configuration
import Foundation
import NIOCore
import Store
import SyncProtocol
import SystemPackage

/// Everything that an operator can set, checked once at the start.
///
/// Later sources give way to earlier ones: the command line, the environment (`CAST_LINK_LISTEN_PORT`),
/// the YAML file, the defaults.
struct NodeConfiguration: Sendable {
    let dataFolder: String
    let linkListen: HostAndPort
    let linkAdvertise: HostAndPort?
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
    /// - Throws: ``ConfigurationError``.
    static func load(
        dataFolder: String,
        file: String?,
        arguments: [String],
        environment: [String: String]
    ) async throws -> NodeConfiguration {
        try ConfigurationArguments.check(arguments)
        let path = file ?? "\(dataFolder)/node.yaml"
        if let text = try? String(contentsOfFile: path, encoding: .utf8) {
            try ConfigurationFile.check(text, path: path)
        }
        let yaml: FileProvider<YAMLSnapshot>
        do {
            yaml = try await FileProvider<YAMLSnapshot>(
                filePath: FilePath(path),
                allowMissing: file == nil
            )
        } catch {
            throw ConfigurationError.unreadable(path, "\(error)")
        }
        let reader = ConfigReader(providers: [
            CommandLineArgumentsProvider(arguments: ["cast-node"] + arguments),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(
                with: "cast"
            ),
            yaml,
        ])
        do {
            return try Self(dataFolder: dataFolder, values: ConfigurationValues(reader: reader))
        } catch let error as ConfigurationError {
            throw error.blaming(arguments)
        }
    }

    private init(dataFolder: String, values: ConfigurationValues) throws {
        self.dataFolder = dataFolder
        self.linkListen = HostAndPort(
            host: try values.text("link.listen.host"),
            port: try values.number("link.listen.port")
        )
        self.linkAdvertise = try values.address("link.advertise")
        self.parent = try values.address("link.parent")
        self.secondPaths = try values.secondPaths("link.also")
        self.budgets = try values.budgets("link.budget")
        self.comparisonTime = try values.dailyTime("link.compareAt")
        self.apiHost = try values.text("api.host")
        self.apiPort = try values.number("api.port")
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
            foldFirstMilliseconds: Int64(try values.number("notes.foldMilliseconds")),
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
