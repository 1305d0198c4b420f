import Admin
import Foundation
import SyncProtocol
import Testing

@testable import Node

@Suite("Configuration")
struct NodeConfigurationTests {
    private func load(
        _ arguments: [String] = [],
        _ environment: [String: String] = [:],
        yaml: String
    ) throws -> NodeConfiguration {
        try self.load(arguments, environment, yaml: Array(yaml.utf8))
    }

    private func load(
        _ arguments: [String] = [],
        _ environment: [String: String] = [:],
        yaml: [UInt8]? = nil
    ) throws -> NodeConfiguration {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cast-config-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let yaml {
            try Data(yaml).write(to: folder.appending(path: "node.yaml"))
        }
        return try NodeConfiguration.load(
            dataFolder: folder.path,
            file: nil,
            arguments: arguments,
            environment: environment
        )
    }

    @Test("without any source every key has its default")
    func defaults() throws {
        let configuration = try self.load()
        #expect(configuration.linkListen == HostAndPort(host: "0.0.0.0", port: 8500))
        #expect(configuration.apiHost == "127.0.0.1")
        #expect(configuration.parent == nil)
        #expect(configuration.relay.creditByteCount == 4 * 1024 * 1024)
    }

    @Test(
        "one port for offices and console is refused, and both keys are named",
        arguments: [
            ["--link-listen-port", "8600", "--api-port", "8600"],
            ["--api-port", "8500"],
            ["--link-listen-host", "127.0.0.1", "--link-listen-port", "8510"],
            ["--api-host", "0.0.0.0", "--link-listen-host", "10.0.0.1", "--api-port", "8500"],
        ]
    )
    func onePort(arguments: [String]) throws {
        let error = #expect(throws: ConfigurationError.self) { try self.load(arguments) }
        for key in ["link.listen.port", "api.port"] {
            #expect(error?.text.chinese.contains(key) == true)
            #expect(error?.text.english.contains(key) == true)
        }
    }

    @Test("one port at two addresses is none of that, nor are ports that the system chooses")
    func twoAddresses() throws {
        let apart = ["--link-listen-host", "10.0.0.1", "--api-port", "8500"]
        #expect(try self.load(apart).apiPort == 8500)
        #expect(try self.load(["--link-listen-port", "0", "--api-port", "0"]).apiPort == 0)
    }

    @Test("a node is not set up with one port for both, whichever is named")
    func onePortAtSetup() async {
        for words in [["--link-port", "8510"], ["--link-port", "9000", "--api-port", "9000"]] {
            let streams = CapturedStreams()
            let context = NodeContext(sink: streams, environment: [:], language: .en, now: { 0 })
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "cast-one-port-\(UUID().uuidString)"
            ).path
            let status = await NodeRunner.run(
                ["init", "--data-dir", folder, "--office", "1", "--name", "甲"] + words,
                in: context
            )
            #expect(status == .usage)
            #expect(streams.errors.contains("--link-port") && streams.errors.contains("--api-port"))
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test("the command line wins over the environment, and that over the file")
    func precedence() throws {
        let yaml = "link:\n  listen:\n    port: 1\napi:\n  port: 2\nlog:\n  level: debug\n"
        let environment = ["CAST_LINK_LISTEN_PORT": "3", "CAST_API_PORT": "4"]
        let configuration = try self.load(
            ["--link-listen-port", "5"],
            environment,
            yaml: yaml
        )
        #expect(configuration.linkListen.port == 5)
        #expect(configuration.apiPort == 4)
        #expect(configuration.logLevel == "debug")
    }

    @Test(
        "a wrong value stops the start and names the key",
        arguments: [
            ("--api-port", "70000", "api.port"), ("--api-port", "many", "api.port"),
            ("--log-level", "loud", "log.level"), ("--link-parent", "nowhere", "link.parent"),
            ("--link-credit-bytes", "1", "link.creditBytes"),
            ("--api-secure-cookies", "perhaps", "api.secureCookies"),
        ]
    )
    func wrongValue(option: String, value: String, key: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            try self.load([option, value])
        }
        #expect(error?.text.english.contains(key) == true)
        #expect(error?.text.chinese.contains(key) == true)
        #expect(error?.isUsage == true)
    }

    @Test("the same value in a file is no wrong use of the command")
    func wrongValueInFile() {
        let error = #expect(throws: ConfigurationError.self) {
            try self.load(yaml: "api:\n  port: 70000\n")
        }
        #expect(error?.isUsage == false)
    }

    @Test(
        "a misspelled key in a file is named with its line, and the node does not start without it",
        arguments: [
            ("link:\n  listen:\n    port: 1\n  parnet: \"a:1\"\n", "link.parnet", 4),
            ("link.listen.prot: 1\n", "link.listen.prot", 1),
            ("# a comment\nlog: debug\n", "log", 2),
        ]
    )
    func unknownKey(yaml: String, key: String, line: Int) {
        let error = #expect(throws: ConfigurationError.self) {
            try self.load(yaml: yaml)
        }
        #expect(
            error?.text.english.contains("line \(line): there is no configuration key \(key);")
                == true
        )
        #expect(error?.text.chinese.contains("第 \(line) 行：没有配置项 \(key)；") == true)
        #expect(error?.isUsage == false)
    }

    @Test(
        "a value of a wrong type stops the start: key, line and what is expected are named",
        arguments: [
            ("api:\n  names: [a.cn]\n", 2, "api.names", "one text"),
            ("log:\n  level: [debug]\n", 2, "log.level", "debug | info | warning | error"),
            ("link:\n  parent:\n    host: a\n", 2, "link.parent", "one text"),
            ("api: {port: {a: 1}}\n", 1, "api.port", "a whole number from 0 to 65535 (port)"),
            ("api:\n  port:\n", 2, "api.port", "a whole number from 0 to 65535 (port)"),
            ("api:\n  port: 8.5e3\n", 2, "api.port", "a whole number from 0 to 65535 (port)"),
            ("api:\n  secureCookies: 1\n", 2, "api.secureCookies", "true | false"),
        ]
    )
    func wrongType(yaml: String, line: Int, key: String, expected: String) {
        let error = #expect(throws: ConfigurationError.self) { try self.load(yaml: yaml) }
        let text = error?.text.english ?? ""
        let end =
            "node.yaml, line \(line): configuration key \(key) is wrong: it must be \(expected)"
        #expect(text.hasSuffix(end), "\(text)")
        #expect(error?.text.chinese.contains("node.yaml 第 \(line) 行：配置项 \(key) 不正确") == true)
    }

    @Test(
        "a file in whatever style says the same",
        arguments: [
            "link:\n  parent: \"a.cn:1\"\n", "link:\r\n  parent: a.cn:1\r\n",
            "link: {parent: 'a.cn:1'}\n",
            "link:\n        parent:   a.cn:1   # 上级\n", "\u{FEFF}link:\n  parent: a.cn:1\n",
            "link.parent: a.cn:1", "---\nlink:\n  parent: >-\n    a.cn:1\n...\n",
        ]
    )
    func styles(yaml: String) throws {
        #expect(try self.load(yaml: yaml).parent == HostAndPort(host: "a.cn", port: 1))
    }

    @Test(
        "a file that says nothing is an empty one",
        arguments: ["", "\n", "# 说明\n", "---\n", "link:\n", "link:\n  listen:\n  # port: 1\n"]
    )
    func emptyFile(yaml: String) throws {
        #expect(try self.load(yaml: yaml).linkListen.port == 8500)
    }

    @Test(
        "what is no YAML, or no settings, is no empty file",
        arguments: ["link: [\n", "hello\n", "- a\n", "a: b: c\n", "link:\n\tparent: a.cn:1\n"]
    )
    func noSettings(yaml: String) {
        let error = #expect(throws: ConfigurationError.self) { try self.load(yaml: yaml) }
        #expect(error?.text.english.contains("node.yaml, line ") == true)
    }

    @Test(
        "a key that is set twice is named",
        arguments: ["api:\n  port: 1\napi.port: 2\n", "api:\n  port: 1\n  port: 2\n"]
    )
    func twice(yaml: String) {
        let error = #expect(throws: ConfigurationError.self) { try self.load(yaml: yaml) }
        #expect(error?.text.english.contains("set twice") == true)
    }

    @Test("a file in another encoding is no empty one, and says which encoding is wanted")
    func otherEncoding() throws {
        // “上级” in GBK, in a comment.
        let bytes = Array("link:\n  parent: a.cn:1 # ".utf8) + [0xC9, 0xCF, 0xBC, 0xB6, 0x0A]
        let error = #expect(throws: ConfigurationError.self) { try self.load(yaml: bytes) }
        #expect(error?.text.english.contains("UTF-8") == true)
        #expect(error?.text.chinese.contains("node.yaml") == true)
    }

    @Test("a wrong value in the environment names the variable")
    func wrongVariable() {
        let error = #expect(throws: ConfigurationError.self) {
            try self.load([], ["CAST_API_SECURE_COOKIES": "perhaps"])
        }
        #expect(
            error?.text.english.hasPrefix("environment variable CAST_API_SECURE_COOKIES: ") == true
        )
        #expect(error?.isUsage == false)
    }

    @Test("an address in brackets is understood", arguments: ["[::1]", "::1"])
    func bracketedHost(host: String) throws {
        #expect(try self.load(["--api-host", host]).apiHost == "::1")
    }

    @Test(
        "what is no host is no address to listen on",
        arguments: ["", "http://a.cn", "a.cn:8510", "a b", "[a.cn]", "[::1", "::zz"]
    )
    func wrongHost(host: String) {
        for option in ["--api-host", "--link-listen-host"] {
            let error = #expect(throws: ConfigurationError.self) { try self.load([option, host]) }
            #expect(error?.text.english.contains("a host's name") == true)
        }
    }

    @Test(
        "what no other office could dial is no address of a node",
        arguments: [
            "http://h:8500", "0.0.0.0:8500", "[::]:8500", "::1:8500", "a/b:1", "a.cn", "a.cn:0",
            "[a.cn]:1",
        ]
    )
    func wrongAddress(address: String) {
        for option in ["--link-advertise", "--link-parent"] {
            let error = #expect(throws: ConfigurationError.self) {
                try self.load([option, address])
            }
            #expect(error?.text.english.contains("host:port that other offices can dial") == true)
        }
    }

    @Test("without link.parent the node dials where it joined")
    func joinedAt() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cast-config-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let identity = IdentityFolder(dataFolder: folder)
        try identity.create()
        try identity.saveParent(HostAndPort(host: "::1", port: 8_500))
        func parent(_ arguments: [String]) throws -> HostAndPort? {
            try NodeConfiguration.load(
                dataFolder: folder,
                file: nil,
                arguments: arguments,
                environment: [:]
            ).parent
        }
        #expect(try parent([]) == HostAndPort(host: "::1", port: 8_500))
        #expect(try parent(["--link-parent", "b.cn:2"]) == HostAndPort(host: "b.cn", port: 2))
    }

    @Test("every file that a set-up writes is one that is read")
    func written() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cast-config-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try DurableFile.createFolder(folder)
        for (host, port) in [(nil, nil), (nil, 1), ("::1", nil), ("a.cn", 2)] as [(String?, Int?)] {
            try NodeSettingsFile.write(
                dataFolder: folder,
                linkPort: port,
                apiPort: port.map { $0 + 10 },
                linkHost: host,
                advertise: host.map { "\(HostAndPort(host: $0, port: 3))" }
            )
            let read = try NodeConfiguration.load(
                dataFolder: folder,
                file: nil,
                arguments: [],
                environment: [:]
            )
            #expect(
                read.linkListen == HostAndPort(host: host ?? "0.0.0.0", port: port ?? 8_500)
            )
            #expect(read.apiPort == port.map { $0 + 10 } ?? 8_510)
            #expect(read.linkAdvertise == host.map { HostAndPort(host: $0, port: 3) })
        }
    }

    @Test("an option without its value, or with two, is wrong use")
    func missingValue() {
        for arguments in [
            ["--api-port"], ["--api-port", "--log-level", "info"], ["--api-port", "1", "2"],
        ] {
            let error = #expect(throws: ConfigurationError.self) {
                try self.load(arguments)
            }
            #expect(error?.isUsage == true)
        }
    }

    @Test(
        "an option that no key has is wrong use",
        arguments: ["--link-port", "--api.port", "extra"]
    )
    func unknownOption(option: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try self.load([option, "1"])
        }
        #expect(error?.isUsage == true)
    }

    @Test("every key is explained in Config/README.md with its default, and no other is")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Config/README.md"), encoding: .utf8)
        let documented = text.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("| `") else { return nil }
            return line.split(separator: "`")[1].description
        }
        #expect(documented == ConfigurationEntry.all.map(\.name))
    }

    @Test("the sample files are accepted", arguments: ["national", "province", "city"])
    func samples(name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let configuration = try NodeConfiguration.load(
            dataFolder: "/nonexistent",
            file: root.appending(path: "Config/\(name).yaml").path,
            arguments: [],
            environment: [:]
        )
        #expect(configuration.linkListen.port == 8500)
    }
}
