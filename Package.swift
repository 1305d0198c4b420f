// swift-tools-version: 6.2

import PackageDescription

// Versions are pinned exactly: two builds of one commit must be the same program.
let package = Package(
    name: "cast-sync",
    products: [
        .executable(name: "cast-node", targets: ["Node"]),
        .executable(name: "cast-admin", targets: ["AdminCommand"]),
        .executable(name: "cast-simulate", targets: ["Simulate"]),
        .executable(name: "cast-demo", targets: ["Demo"]),
        .executable(name: "cast-feeder", targets: ["Feeder"]),
        .executable(name: "cast-core-bench", targets: ["CoreBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-algorithms", exact: "1.2.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // What glibc's allocator can be told.
        .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),

        // Which characters text may have, and the one spelling of short entries. Depends on nothing, so that
        // the console and the command line, which know no office's work, go by the same rules.
        .target(name: "PlainText"),

        // The protocol: pure values and state machines. No I/O, no clock, no randomness.
        .target(
            name: "SyncProtocol",
            dependencies: [
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),

        // The offices' work: pure values. Knows directives and reports, not SQL.
        .target(
            name: "OfficeWork",
            dependencies: [
                "SyncProtocol", "PlainText",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),

        // What a transaction decides: an image and a batch go in, outcomes and changed rows come out. Pure
        // values, so that every storage engine and the simulator run the same.
        .target(
            name: "Decision",
            dependencies: [
                "SyncProtocol", "OfficeWork", "PlainText",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "HashTreeCollections", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),

        // A file layer below SQLite that seals each page with a checksum.
        .target(name: "CPageSeal", linkerSettings: [.linkedLibrary("sqlite3")]),

        // What survives a crash. The only target that knows SQL.
        .target(
            name: "Store",
            dependencies: [
                "SyncProtocol", "OfficeWork", "PlainText", "Decision", "CPageSeal",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // What people see: the API's plain values, the console's pages, the API's client.
        .target(
            name: "Admin",
            dependencies: [
                "PlainText",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Command"],
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(
            name: "AdminCommand",
            dependencies: [
                "Admin", "PlainText",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Admin/Command"
        ),

        // The daemon: sockets, clocks, signals, TLS.
        .executableTarget(
            name: "Node",
            dependencies: [
                "PlainText", "SyncProtocol", "OfficeWork", "Decision", "Store", "Admin", "CMalloc",
                "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // The simulator: the same protocol code on a simulated clock, network and disk.
        .target(
            name: "Simulation",
            dependencies: [
                "SyncProtocol", "OfficeWork", "PlainText", "Decision", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "HashTreeCollections", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ],
            path: "Tests/Simulation"
        ),
        .executableTarget(
            name: "Simulate",
            dependencies: [
                "Simulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Simulate"
        ),

        // Feeds of offices that have no node here, for benchmarks of a whole country.
        .executableTarget(
            name: "Feeder",
            dependencies: [
                "SyncProtocol", "OfficeWork", "Decision", "Store",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Feeder"
        ),

        // Figures of the pure core that no node's API shows, for benchmarks.
        .executableTarget(
            name: "CoreBench",
            dependencies: [
                "SyncProtocol", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/CoreBench"
        ),

        // Real nodes as processes: for the demo and for tests from end to end.
        .target(
            name: "NodeProcesses",
            dependencies: [
                "Admin",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/NodeProcesses"
        ),
        .executableTarget(
            name: "Demo",
            dependencies: [
                "Admin", "NodeProcesses",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Demo"
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["Admin", "NodeProcesses"]),

        // A disk that does what disks do wrong, below the seals.
        .target(
            name: "CFaultDisk",
            path: "Tests/FaultDisk",
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
        .testTarget(name: "PlainTextTests", dependencies: ["PlainText"]),
        .testTarget(
            name: "SyncProtocolTests",
            dependencies: [
                "Simulation", "SyncProtocol",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ],
            exclude: ["Transcripts/Golden", "Vectors"]
        ),
        .testTarget(
            name: "OfficeWorkTests",
            dependencies: ["OfficeWork", "PlainText", "SyncProtocol"]
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "Decision", "OfficeWork", "SyncProtocol", "PlainText", "Admin",
                "CPageSeal", "CFaultDisk",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "AdminTests",
            dependencies: [
                "Admin", "AdminCommand", "PlainText",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "NodeTests",
            dependencies: [
                "Node", "Admin", "AdminCommand", "Store", "Decision", "OfficeWork", "SyncProtocol",
                "PlainText", "Simulation",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "SyncProtocol"]),
        .testTarget(name: "TidyTests"),
    ]
)

let inC = ["CPageSeal", "CFaultDisk"]
for target in package.targets where target.type != .system && !inC.contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
