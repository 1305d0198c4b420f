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
        yaml: String? = nil
    ) async throws -> NodeConfiguration {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cast-config-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let yaml {
            try yaml.write(
                to: folder.appending(path: "node.yaml"),
                atomically: true,
                encoding: .utf8
            )
        }
        return try await NodeConfiguration.load(
            dataFolder: folder.path,
            file: nil,
            arguments: arguments,
            environment: environment
        )
    }

    @Test("without any source every key has its default")
    func defaults() async throws {
        let configuration = try await self.load()
        #expect(configuration.linkListen == HostAndPort(host: "0.0.0.0", port: 8500))
        #expect(configuration.apiHost == "127.0.0.1")
        #expect(configuration.parent == nil)
        #expect(configuration.relay.creditByteCount == 4 * 1024 * 1024)
    }

    @Test("the command line wins over the environment, and that over the file")
    func precedence() async throws {
        let yaml = "link:\n  listen:\n    port: 1\napi:\n  port: 2\nlog:\n  level: debug\n"
        let environment = ["CAST_LINK_LISTEN_PORT": "3", "CAST_API_PORT": "4"]
        let configuration = try await self.load(
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
    func wrongValue(option: String, value: String, key: String) async throws {
        let error = await #expect(throws: ConfigurationError.self) {
            try await self.load([option, value])
        }
        #expect(error?.text.english.contains(key) == true)
        #expect(error?.text.chinese.contains(key) == true)
        #expect(error?.isUsage == true)
    }

    @Test("the same value in a file is no wrong use of the command")
    func wrongValueInFile() async {
        let error = await #expect(throws: ConfigurationError.self) {
            try await self.load(yaml: "api:\n  port: 70000\n")
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
    func unknownKey(yaml: String, key: String, line: Int) async {
        let error = await #expect(throws: ConfigurationError.self) {
            try await self.load(yaml: yaml)
        }
        #expect(
            error?.text.english.contains("line \(line): there is no configuration key \(key);")
                == true
        )
        #expect(error?.text.chinese.contains("第 \(line) 行：没有配置项 \(key)；") == true)
        #expect(error?.isUsage == false)
    }

    @Test("an option without its value, or with two, is wrong use")
    func missingValue() async {
        for arguments in [
            ["--api-port"], ["--api-port", "--log-level", "info"], ["--api-port", "1", "2"],
        ] {
            let error = await #expect(throws: ConfigurationError.self) {
                try await self.load(arguments)
            }
            #expect(error?.isUsage == true)
        }
    }

    @Test(
        "an option that no key has is wrong use",
        arguments: ["--link-port", "--api.port", "extra"]
    )
    func unknownOption(option: String) async {
        let error = await #expect(throws: ConfigurationError.self) {
            try await self.load([option, "1"])
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
    func samples(name: String) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let configuration = try await NodeConfiguration.load(
            dataFolder: "/nonexistent",
            file: root.appending(path: "Config/\(name).yaml").path,
            arguments: [],
            environment: [:]
        )
        #expect(configuration.linkListen.port == 8500)
    }
}
