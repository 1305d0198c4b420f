import AsyncHTTPClient
import Foundation

/// National, Sichuan and Chengdu: three processes, linked by TLS over the loopback.
final class OfficeChain {
    /// Nodes on one machine find each other within milliseconds.
    private static let linkSecondsMax = 60

    let national: OfficeNode
    let province: OfficeNode
    let city: OfficeNode

    var nodes: [OfficeNode] { [self.national, self.province, self.city] }

    /// Makes the three offices in a folder and starts them.
    static func start(in folder: String, program: String, http: HTTPClient) async throws -> Self {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let chain = try Self(in: folder, program: program, http: http)
        try await chain.national.makeRoot()
        try await chain.national.start()
        try await chain.province.enroll(under: chain.national)
        try await chain.province.start()
        try await chain.city.enroll(under: chain.province)
        try await chain.city.start()
        try await chain.waitForLinks()
        return chain
    }

    private init(in folder: String, program: String, http: HTTPClient) throws {
        func node(_ office: String, _ name: String, _ level: String) throws -> OfficeNode {
            try OfficeNode(
                office: office,
                name: name,
                level: level,
                folder: "\(folder)/\(office)",
                program: program,
                http: http
            )
        }
        self.national = try node("100000", "中国科协", "national")
        self.province = try node("510000", "四川省科协", "provincial")
        self.city = try node("510100", "成都市科协", "city")
    }

    /// Returns when both links say that nothing is to be sent.
    func waitForLinks() async throws {
        let deadline = ContinuousClock.now + .seconds(Self.linkSecondsMax)
        for (node, count) in [(self.city, 1), (self.province, 2), (self.national, 1)] {
            while true {
                let links = try await node.reached.links()
                if links.count == count, links.allSatisfy({ $0.state == "inSync" }) { break }
                guard ContinuousClock.now < deadline else {
                    let states = links.map { "\($0.peer) \($0.state)" }.joined(separator: ", ")
                    throw BenchError("the links of \(node.office) are not in sync: \(states)")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    func stop() async throws {
        for node in self.nodes.reversed() { try await node.stop() }
    }
}
