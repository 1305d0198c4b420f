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
            "供其他单位连接本节点的监听地址。",
            "Address on which other offices reach this node."
        ),
        Self(
            "link.listen.port",
            .number(default: Self.linkListenDefault.port, 0...65_535, unit: "port"),
            "供其他单位连接的端口；0 表示由系统选择。",
            "Port for other offices; 0 lets the system choose."
        ),
        Self(
            "link.advertise",
            .text(default: ""),
            "邀请码中写明的 主机:端口；为空则用监听地址。",
            "host:port that invitations name; empty: the listening address."
        ),
        Self(
            "link.parent",
            .text(default: ""),
            "上级节点的 主机:端口；为空则用加入时的地址。",
            "host:port of the office above; empty: where the node joined."
        ),
        Self(
            "link.also",
            .text(default: ""),
            "另外要连接的节点（上级单位或本单位的），用逗号分开：路径@主机:端口。",
            "Further nodes to link with, of offices above or of this one, joined by commas: PATH@host:port."
        ),
        Self(
            "link.budget",
            .text(default: ""),
            "普通变更的传送时段和每日兆字节数，用逗号分开：路径 22:00-06:00 200MB。",
            "Hours and megabytes a day for ordinary changes, joined by commas: PATH 22:00-06:00 200MB."
        ),
        Self(
            "link.compareAt",
            .text(default: "02:30"),
            "每天何时与每个邻居全面比对；北京时间。",
            "When everything is compared with every neighbour, each day; China Standard Time."
        ),
        Self(
            "api.host",
            .text(default: Self.apiDefault.host),
            "控制台与接口的监听地址。",
            "Address of the console and the API."
        ),
        Self(
            "api.port",
            .number(default: Self.apiDefault.port, 0...65_535, unit: "port"),
            "控制台与接口的端口；0 表示由系统选择。",
            "Port of the console and the API; 0 lets the system choose."
        ),
    ]

    private static let limits = [
        Self(
            "api.names",
            .text(default: ""),
            "代理访问控制台所用的其他名称，用逗号分开。",
            "Further names, joined by commas, under which a proxy reaches the console."
        ),
        Self(
            "api.secureCookies",
            .flag(default: false),
            "浏览器是否只经代理以 HTTPS 访问控制台。",
            "Whether browsers reach the console by HTTPS only, through a proxy."
        ),
        Self(
            "api.bodyBytesMax",
            .number(default: 8_388_608, 1_024...67_108_864, unit: "bytes"),
            "请求正文的最大长度。",
            "Longest request body."
        ),
        Self(
            "api.connectionsMax",
            .number(default: 512, 1...65_536, unit: "connections"),
            "控制台与接口同时允许的连接数。",
            "Connections to the console and the API at one time."
        ),
        Self(
            "api.strangersMax",
            .number(default: 128, 1...65_536, unit: "connections"),
            "其中尚未出示密钥或会话的连接数；超过时最旧的让位。",
            "Of these, over which neither the key nor a session has come; the oldest gives way to a new one."
        ),
        Self(
            "api.strangersPerAddressMax",
            .number(default: 64, 1...65_536, unit: "connections"),
            "同上，每个地址的上限。",
            "The same for one address."
        ),
        Self(
            "api.headMilliseconds",
            .number(default: 10_000, 100...600_000, unit: "ms"),
            "从建立连接到收完第一个请求头的时限。",
            "Time from the connection to the end of its first request's header."
        ),
        Self(
            "api.bodyMilliseconds",
            .number(default: 30_000, 100...600_000, unit: "ms"),
            "每经过这么久，正文至少要到 api.bodyBytesMin 字节，否则关闭连接。",
            "In every such time api.bodyBytesMin bytes of a body come, or the connection is closed."
        ),
        Self(
            "api.bodyBytesMin",
            .number(default: 4_096, 1...1_048_576, unit: "bytes"),
            "见 api.bodyMilliseconds。",
            "See api.bodyMilliseconds."
        ),
        Self(
            "api.idleMilliseconds",
            .number(default: 90_000, 100...3_600_000, unit: "ms"),
            "没有请求的连接保留多久。",
            "How long a connection without a request stays open."
        ),
        Self(
            "link.frameBytesMax",
            .number(default: 4_194_304, 1_048_576...67_108_864, unit: "bytes"),
            "从连接上接受的最长数据帧。",
            "Longest frame that is taken from a link."
        ),
        Self(
            "link.connectionsMax",
            .number(default: 1_024, 1...65_536, unit: "connections"),
            "其他单位同时连接的上限。",
            "Connections from other offices at one time."
        ),
        Self(
            "link.creditBytes",
            .number(default: 4_194_304, 65_536...268_435_456, unit: "bytes"),
            "邻居可同时发往本节点而未确认的变更量。",
            "Changes that a neighbour may have in flight towards this node."
        ),
        Self(
            "link.handshakeMilliseconds",
            .number(default: 10_000, 100...120_000, unit: "ms"),
            "完成 TLS 握手的时限。",
            "Time to finish the TLS handshake."
        ),
        Self(
            "link.acknowledgementMilliseconds",
            .number(default: 60_000, 1_000...3_600_000, unit: "ms"),
            "一批变更这么久未获确认，就断开连接。",
            "A batch unacknowledged for so long breaks the link."
        ),
        Self(
            "link.pingMilliseconds",
            .number(default: 10_000, 100...600_000, unit: "ms"),
            "静默这么久之后询问对方是否还在。",
            "A sign of life is asked for after so long a silence."
        ),
        Self(
            "link.silenceMilliseconds",
            .number(default: 35_000, 1_000...3_600_000, unit: "ms"),
            "邻居静默这么久就视为离线。",
            "A neighbour silent for so long counts as gone."
        ),
        Self(
            "link.retryMillisecondsMin",
            .number(default: 200, 10...60_000, unit: "ms"),
            "重新拨往上级的最短间隔。",
            "Shortest wait before the parent is dialed again."
        ),
        Self(
            "link.retryMillisecondsMax",
            .number(default: 60_000, 100...3_600_000, unit: "ms"),
            "重新拨往上级的最长间隔。",
            "Longest wait before the parent is dialed again."
        ),
        Self(
            "link.compressBytesMin",
            .number(default: 65_536, 0...67_108_864, unit: "bytes"),
            "达到此长度的数据帧加以压缩；0 表示从不。发往本机的从不压缩。",
            "Frames from this length on are compressed; 0 never. Frames to this machine never are."
        ),
        Self(
            "store.walCheckpointPages",
            .number(default: 20_000, 1_000...1_000_000, unit: "pages"),
            "预写日志可增长多少个 4 KiB 页才并入数据库。",
            "Pages of 4 KiB that the write-ahead log may grow by before they enter the database."
        ),
        Self(
            "store.quarantineItemsMax",
            .number(default: 10_000, 10...10_000_000, unit: "items"),
            "隔离区保留的件数；超过时最旧的让位。",
            "Items kept in quarantine; the oldest give way."
        ),
    ]

    private static let notes = [
        Self(
            "notes.statementMilliseconds",
            .number(default: 900_000, 1_000...86_400_000, unit: "ms"),
            "每隔多久向邻居说明本节点的运行情况。",
            "Neighbours are told so often how this node is."
        ),
        Self(
            "notes.statementValidMilliseconds",
            .number(default: 2_700_000, 1_000...604_800_000, unit: "ms"),
            "已连接的邻居这么久没有说明，双方都报警。",
            "A linked neighbour that has not said so for so long raises an alarm at both ends."
        ),
        Self(
            "notes.confirmMilliseconds",
            .number(default: 2_700_000, 1_000...604_800_000, unit: "ms"),
            "连接正常而上报内容这么久未获全国节点确认，就报警。",
            "A report unconfirmed by headquarters for so long, while linked, raises an alarm."
        ),
        Self(
            "notes.foldMilliseconds",
            .number(default: 2_000, 100...86_400_000, unit: "ms"),
            "流转轨迹尚不完整时，消息汇集多久再报上级。",
            "News for an incomplete trace is gathered for so long before the office above is told."
        ),
        Self(
            "notes.foldMillisecondsMax",
            .number(default: 3_600_000, 100...604_800_000, unit: "ms"),
            "很长的一次汇总之后，不完整的轨迹最多再等多久。",
            "Longest wait of an incomplete trace behind a long one before."
        ),
    ]

    private static let attachments = [
        Self(
            "attachments.bytesMax",
            .number(default: 2_147_483_648, 1_024...4_294_967_296, unit: "bytes"),
            "可以提交的附件的最大长度。",
            "Longest file that may be handed in."
        ),
        Self(
            "attachments.fetchBytesMax",
            .number(default: 16_777_216, 0...4_294_967_296, unit: "bytes"),
            "不超过此长度的附件自动取回，无须请求。",
            "Files up to this length are fetched without being asked for."
        ),
        Self(
            "attachments.diskBytesMax",
            .number(default: 107_374_182_400, 1_048_576...1_099_511_627_776_000, unit: "bytes"),
            "附件在数据文件夹中可占用的空间。",
            "Space that attached files may take in the data folder."
        ),
    ]

    private static let logging = [
        Self(
            "log.level",
            .choice(default: "info", ["debug", "info", "warning", "error"]),
            "记录哪些日志。",
            "What is logged."
        ),
        Self(
            "log.format",
            .choice(default: "text", ["text", "json"]),
            "供人阅读（text）或供程序处理（json）。",
            "For people or for programs."
        ),
    ]
}
