import Admin

/// Headquarters, Sichuan and Chengdu, each with a node of its own in one folder. Sichuan's link to
/// headquarters runs through a cable that can be cut.
package struct ThreeOffices: Disposable {
    package let national: NodeProcess
    package let province: NodeProcess
    package let city: NodeProcess
    /// Between the province and headquarters.
    package let uplink: LinkProxy

    /// Short waits, so that a link that was cut for a while comes back soon, and so does a trace.
    package static let quick = [
        "--link-retry-milliseconds-min", "50", "--link-retry-milliseconds-max", "500",
        "--notes-fold-milliseconds", "500", "--notes-fold-milliseconds-max", "1000",
    ]

    /// From the top down.
    package var all: [NodeProcess] { [self.national, self.province, self.city] }

    /// Chooses ports; nothing is started.
    package init(in folder: String, binaries: NodeBinaries) throws(ProcessFailure) {
        func node(_ office: String, _ name: String) throws(ProcessFailure) -> NodeProcess {
            try NodeProcess(
                office: office,
                name: name,
                in: folder,
                binaries: binaries,
                settings: Self.quick
            )
        }
        self.national = try node("100000", "中国科协")
        self.province = try node("510000", "四川省科协")
        self.city = try node("510100", "成都市科协")
        self.uplink = try LinkProxy(to: self.national.linkPort)
    }

    /// Sets up all three, starts them and waits until everybody knows everybody.
    package func establish() async throws {
        try await self.uplink.restore()
        try await self.national.initialize(advertise: self.uplink.address)
        try await self.national.start()
        try await self.province.enroll(under: self.national, level: "provincial")
        try await self.province.start()
        try await self.city.enroll(under: self.province, level: "city")
        try await self.city.start()
        for node in self.all {
            try await node.wait(for: "three offices") {
                try await $0.offices(by: .unnamed).count == 3
            }
        }
    }

    /// Ends everything, whatever state it is in.
    package func dispose() async {
        try? await self.uplink.cut()
        for node in self.all { await node.dispose() }
    }

    /// Runs `body` with three fresh offices and ends everything afterwards, whatever happens.
    package static func with<Result: Sendable>(
        in folder: String,
        binaries: NodeBinaries,
        _ body: (ThreeOffices) async throws -> Result
    ) async throws -> Result {
        try await ThreeOffices(in: folder, binaries: binaries).used { offices in
            try await offices.establish()
            return try await body(offices)
        }
    }
}
