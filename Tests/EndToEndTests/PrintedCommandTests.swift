import Admin
import Foundation
import NodeProcesses
import Testing

/// What people read first must work as it stands there.
extension EndToEndTests {
    private struct Document {
        let file: String
        let setUp: String
        let dailyUse: String
        /// Said of a link that is in step.
        let inStep: String
        let ready: String
        let locale: String
    }

    private static let documents = [
        Document(
            file: "README.md",
            setUp: "The first three offices by hand",
            dailyUse: "Daily use",
            inStep: "in sync",
            ready: "ready: console http://127.0.0.1:8510, links 0.0.0.0:8500",
            locale: "C.UTF-8"
        ),
        Document(
            file: "README.zh-CN.md",
            setUp: "手工建立三个单位",
            dailyUse: "日常使用",
            inStep: "已同步",
            ready: "节点已就绪：控制台 http://127.0.0.1:8510，单位间端口 0.0.0.0:8500",
            locale: "zh_CN.UTF-8"
        ),
    ]

    @Test(
        "The commands of the README run as they are printed, pasted block by block",
        arguments: Self.documents.indices
    )
    func readme(_ index: Int) async throws {
        let document = Self.documents[index]
        let ports = try Self.freePorts()
        let text = try PrintedCommands(document: document.file)
        try await TestFolder.with { folder in
            let shell = PastedShell(
                folder: folder,
                binaries: try NodeBinaries.find(),
                locale: document.locale
            )
            try await shell.used { shell in
                func paste(_ block: String) async throws -> String {
                    let (status, output) = try await shell.paste(Self.with(ports, block))
                    let printed = try PastedShell.printed(output)
                    #expect(status == 0, "\(block)\n\(printed)")
                    return output
                }
                let setUp = text.blocks(below: document.setUp)
                try #require(setUp.count == 4)
                let first = try await paste(setUp[0])
                for block in setUp[1..<3] { _ = try await paste(block) }
                try await Waiting.until("the first node is ready") {
                    try PastedShell.printed(first).contains(Self.with(ports, document.ready))
                }
                let link = try PastedShell.printed(await paste(setUp[3]))
                #expect(link.hasPrefix("http://127.0.0.1:\(ports["8510"] ?? "")/"), "\(link)")
                try Self.checkInvitations(folder)
                try await Waiting.until("two links in step") {
                    let links = "cast-admin links --data-dir offices/sichuan"
                    let shown = try PastedShell.printed(await paste(links))
                    return shown.components(separatedBy: document.inStep).count >= 3
                }
                try await Self.daily(text.blocks(below: document.dailyUse), paste)
            }
        }
    }

    private static func daily(
        _ blocks: [String],
        _ paste: (String) async throws -> String
    ) async throws {
        try #require(blocks.count == 4)
        let number = "科协发学字〔2015〕60号"
        #expect(try PastedShell.printed(await paste(blocks[0])).contains(number))
        // A clerk sees it before working on it.
        try await Waiting.until("the directive at Chengdu") {
            let list = "cast-admin directive list --data-dir offices/chengdu"
            return try PastedShell.printed(await paste(list)).contains(number)
        }
        let clerk = try PastedShell.printed(await paste(blocks[1]))
        #expect(clerk.contains("请报送进展情况。") && clerk.contains("350,000.50"), "\(clerk)")
        let society = try PastedShell.printed(await paste(blocks[2]))
        #expect(society.contains("510100-S01"), "\(society)")
        let administrator = try PastedShell.printed(await paste(blocks[3]))
        #expect(administrator.contains("成都市科学技术协会"), "\(administrator)")
    }

    private static func checkInvitations(_ folder: String) throws {
        for name in ["sichuan.invitation", "chengdu.invitation"] {
            let file = "\(folder)/\(name)"
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("cast1-"))
        }
    }

    @Test("The example in the help of init makes a node that runs, with no setting at all")
    func helpOfInit() async throws {
        let binaries = try NodeBinaries.find()
        let (_, help, _) = try await ChildProgram(binaries.node, ["init", "--help"]).finished()
        let example = help.split(separator: "\n").first { $0.contains("cast-node init --data-dir") }
        try await TestFolder.with { folder in
            let shell = PastedShell(folder: folder, binaries: binaries)
            try await shell.used { shell in
                // The folder is made with those above it, and the default ports may be in use here.
                let place = "a/b/cast"
                let made = try await shell.paste(
                    String(try #require(example)).replacing("/var/lib/cast", with: place)
                )
                let said = try PastedShell.printed(made.output)
                #expect(made.status == 0, "\(said)")
                let started = try await shell.paste(
                    "cast-node run --data-dir \(place) --link-listen-port 0 --api-port 0 &"
                )
                try await Waiting.until("ready") {
                    try PastedShell.printed(started.output).contains("ready: console")
                }
                for part in ["a", "a/b", "a/b/cast"] {
                    let attributes = try FileManager.default.attributesOfItem(
                        atPath: "\(folder)/\(part)"
                    )
                    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
                }
            }
        }
    }

    /// The ports that the document names, and free ones in their place: other nodes may run here.
    private static func freePorts() throws -> [String: String] {
        var ports: [String: String] = [:]
        for port in ["8500", "8501", "8502", "8510", "8511", "8512"] {
            ports[port] = String(try FreePort.pick())
        }
        return ports
    }

    private static func with(_ ports: [String: String], _ text: String) -> String {
        text.replacing(/\b85[0-9]{2}\b/) { ports[String($0.output)] ?? String($0.output) }
    }
}
