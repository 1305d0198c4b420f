import AsyncHTTPClient
import Foundation
import NIOCore

/// Headquarters and its 32 provinces as real nodes; the cities and counties below are fed into the provinces' stores.
final class NationalTree {
    static let provinceCount = 32
    static let cityCount = 350
    static let countyCount = 2_917
    static let monthCount = 24
    /// Headquarters among them.
    static let officeCount = 1 + provinceCount + cityCount + countyCount
    private static let linkSecondsMax = 120

    let headquarters: OfficeNode
    let provinces: [OfficeNode]
    private let feeder: String
    private let log: String

    struct Fed: Decodable, Sendable {
        /// Those fed, headquarters not counted.
        let offices: Int
        /// Hundredths by `2016-01 briefs.issued`.
        let sums: [String: Int64]
    }

    init(in folder: String, options: BenchOptions, http: HTTPClient) throws {
        guard FileManager.default.isExecutableFile(atPath: options.feederProgram) else {
            throw BenchError(
                "there is no \(options.feederProgram); swift build -c release --product cast-feeder makes it"
            )
        }
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        func node(_ office: String, _ name: String, _ level: String) throws -> OfficeNode {
            try OfficeNode(
                office: office,
                name: name,
                level: level,
                folder: "\(folder)/\(office)",
                program: options.nodeProgram,
                http: http
            )
        }
        self.feeder = options.feederProgram
        self.log = "\(folder)/feeder.log"
        self.headquarters = try node("100000", "中国科协", "national")
        self.provinces = try (0..<Self.provinceCount).map {
            let code = "\(11 + $0)0000"
            return try node(code, "\(code) 省科协", "provincial")
        }
    }

    /// Makes headquarters and has the provinces join; afterwards headquarters runs, and they do not.
    func join() async throws {
        try await self.headquarters.makeRoot()
        try await self.headquarters.start()
        for province in self.provinces { try await province.enroll(under: self.headquarters) }
    }

    /// Fills the provinces' stores, which MUST not run.
    ///
    /// - Parameter directives: those that the offices answer; none to have them report.
    func feed(directives: [String] = []) async throws -> Fed {
        let said = try await ChildProcess.run(
            self.feeder,
            [
                "--cities", "\(Self.cityCount)", "--counties", "\(Self.countyCount)",
                "--months", "\(Self.monthCount)",
            ] + directives.flatMap { ["--directive", $0] } + self.provinces.map(\.folder),
            log: self.log
        )
        return try JSONDecoder().decode(Fed.self, from: Data(said.utf8))
    }

    func startProvinces() async throws {
        for province in self.provinces { try await province.start() }
    }

    func stopProvinces() async throws {
        for province in self.provinces { try await province.stop() }
    }

    /// Returns when every province is linked and nothing is to be sent.
    func waitForLinks() async throws {
        let deadline = ContinuousClock.now + .seconds(Self.linkSecondsMax)
        while true {
            let links = try await self.headquarters.reached.links()
            let ready = links.count { $0.state == "inSync" }
            if ready == Self.provinceCount { return }
            guard ContinuousClock.now < deadline else {
                throw BenchError("of \(Self.provinceCount) links \(ready) are in sync")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func stop() async throws {
        try await self.stopProvinces()
        try await self.headquarters.stop()
    }
}
