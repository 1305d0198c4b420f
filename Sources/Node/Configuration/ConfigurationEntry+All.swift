extension ConfigurationEntry {
    /// Every key that a node knows. `Config/README.md` explains them for people.
    static let all: [ConfigurationEntry] =
        Self.addresses + Self.limits + Self.notes + Self.attachments + Self.logging

    /// Where a node listens for offices unless it is told otherwise.
    static let linkListenDefault = HostAndPort(host: "0.0.0.0", port: 8500)
    /// The same of the console and the API.
    static let apiDefault = HostAndPort(host: "127.0.0.1", port: 8510)

    private static let addresses = [
        Self(
            "link.listen.host",
            .text(default: Self.linkListenDefault.host),
            "Address on which other offices reach this node."
        ),
        Self(
            "link.listen.port",
            .number(default: Self.linkListenDefault.port, 0...65_535, unit: "port"),
            "Port for other offices; 0 lets the system choose."
        ),
        Self(
            "link.advertise",
            .text(default: ""),
            "host:port that invitations name; empty: the listening address."
        ),
        Self(
            "link.parent",
            .text(default: ""),
            "host:port of the office above; empty: where the node joined."
        ),
        Self(
            "link.also",
            .text(default: ""),
            "Further nodes to link with, of offices above or of this one, joined by commas: PATH@host:port."
        ),
        Self(
            "link.budget",
            .text(default: ""),
            "Hours and megabytes a day for ordinary changes, joined by commas: PATH 22:00-06:00 200MB."
        ),
        Self(
            "link.compareAt",
            .text(default: "02:30"),
            "When everything is compared with every neighbour, each day; China Standard Time."
        ),
        Self(
            "api.host",
            .text(default: Self.apiDefault.host),
            "Address of the console and the API."
        ),
        Self(
            "api.port",
            .number(default: Self.apiDefault.port, 0...65_535, unit: "port"),
            "Port of the console and the API; 0 lets the system choose."
        ),
    ]

    private static let limits = [
        Self(
            "api.names",
            .text(default: ""),
            "Further names, joined by commas, under which a proxy reaches the console."
        ),
        Self(
            "api.secureCookies",
            .flag(default: false),
            "Whether browsers reach the console by HTTPS only, through a proxy."
        ),
        Self(
            "api.bodyBytesMax",
            .number(default: 8_388_608, 1_024...67_108_864, unit: "bytes"),
            "Longest request body."
        ),
        Self(
            "api.connectionsMax",
            .number(default: 512, 1...65_536, unit: "connections"),
            "Connections to the console and the API at one time."
        ),
        Self(
            "api.strangersMax",
            .number(default: 128, 1...65_536, unit: "connections"),
            "Of these, over which neither the key nor a session has come; the oldest gives way to a new one."
        ),
        Self(
            "api.strangersPerAddressMax",
            .number(default: 64, 1...65_536, unit: "connections"),
            "The same for one address."
        ),
        Self(
            "api.headMilliseconds",
            .number(default: 10_000, 100...600_000, unit: "ms"),
            "Time from the connection to the end of its first request's header."
        ),
        Self(
            "api.bodyMilliseconds",
            .number(default: 30_000, 100...600_000, unit: "ms"),
            "In every such time api.bodyBytesMin bytes of a body come, or the connection is closed."
        ),
        Self(
            "api.bodyBytesMin",
            .number(default: 4_096, 1...1_048_576, unit: "bytes"),
            "See api.bodyMilliseconds."
        ),
        Self(
            "api.idleMilliseconds",
            .number(default: 90_000, 100...3_600_000, unit: "ms"),
            "How long a connection without a request stays open."
        ),
        Self(
            "link.frameBytesMax",
            .number(default: 4_194_304, 1_048_576...67_108_864, unit: "bytes"),
            "Longest frame that is taken from a link."
        ),
        Self(
            "link.connectionsMax",
            .number(default: 1_024, 1...65_536, unit: "connections"),
            "Connections from other offices at one time."
        ),
        Self(
            "link.creditBytes",
            .number(default: 4_194_304, 65_536...268_435_456, unit: "bytes"),
            "Changes that a neighbour may have in flight towards this node."
        ),
        Self(
            "link.handshakeMilliseconds",
            .number(default: 10_000, 100...120_000, unit: "ms"),
            "Time to finish the TLS handshake."
        ),
        Self(
            "link.acknowledgementMilliseconds",
            .number(default: 60_000, 1_000...3_600_000, unit: "ms"),
            "A batch unacknowledged for so long breaks the link."
        ),
        Self(
            "link.pingMilliseconds",
            .number(default: 10_000, 100...600_000, unit: "ms"),
            "A sign of life is asked for after so long a silence."
        ),
        Self(
            "link.silenceMilliseconds",
            .number(default: 35_000, 1_000...3_600_000, unit: "ms"),
            "A neighbour silent for so long counts as gone."
        ),
        Self(
            "link.retryMillisecondsMin",
            .number(default: 200, 10...60_000, unit: "ms"),
            "Shortest wait before the parent is dialed again."
        ),
        Self(
            "link.retryMillisecondsMax",
            .number(default: 60_000, 100...3_600_000, unit: "ms"),
            "Longest wait before the parent is dialed again."
        ),
        Self(
            "link.compressBytesMin",
            .number(default: 65_536, 0...67_108_864, unit: "bytes"),
            "Frames from this length on are compressed; 0 never. Frames to this machine never are."
        ),
        Self(
            "store.walCheckpointPages",
            .number(default: 20_000, 1_000...1_000_000, unit: "pages"),
            "Pages of 4 KiB that the write-ahead log may grow by before they enter the database."
        ),
        Self(
            "store.quarantineItemsMax",
            .number(default: 10_000, 10...10_000_000, unit: "items"),
            "Items kept in quarantine; the oldest give way."
        ),
    ]

    private static let notes = [
        Self(
            "notes.statementMilliseconds",
            .number(default: 900_000, 1_000...86_400_000, unit: "ms"),
            "Neighbours are told so often how this node is."
        ),
        Self(
            "notes.statementValidMilliseconds",
            .number(default: 2_700_000, 1_000...604_800_000, unit: "ms"),
            "A linked neighbour that has not said so for so long raises an alarm at both ends."
        ),
        Self(
            "notes.confirmMilliseconds",
            .number(default: 2_700_000, 1_000...604_800_000, unit: "ms"),
            "A report unconfirmed by headquarters for so long, while linked, raises an alarm."
        ),
        Self(
            "notes.foldMilliseconds",
            .number(default: 2_000, 100...86_400_000, unit: "ms"),
            "News for an incomplete trace is gathered for so long before the office above is told."
        ),
        Self(
            "notes.foldMillisecondsMax",
            .number(default: 3_600_000, 100...604_800_000, unit: "ms"),
            "Longest wait of an incomplete trace behind a long one before."
        ),
    ]

    private static let attachments = [
        Self(
            "attachments.bytesMax",
            .number(default: 2_147_483_648, 1_024...4_294_967_296, unit: "bytes"),
            "Longest file that may be handed in."
        ),
        Self(
            "attachments.fetchBytesMax",
            .number(default: 16_777_216, 0...4_294_967_296, unit: "bytes"),
            "Files up to this length are fetched without being asked for."
        ),
        Self(
            "attachments.diskBytesMax",
            .number(default: 107_374_182_400, 1_048_576...1_099_511_627_776_000, unit: "bytes"),
            "Space that attached files may take in the data folder."
        ),
    ]

    private static let logging = [
        Self(
            "log.level",
            .choice(default: "info", ["debug", "info", "warning", "error"]),
            "What is logged."
        ),
        Self(
            "log.format",
            .choice(default: "text", ["text", "json"]),
            "For people or for programs."
        ),
    ]
}
