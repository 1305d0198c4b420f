/// Waits until both the console and the links can be reached, then says so once.
actor Readiness {
    private let onReady: @Sendable (_ console: String, _ links: String) async -> Void
    private var console: String?
    private var links: String?

    init(onReady: @escaping @Sendable (String, String) async -> Void) {
        self.onReady = onReady
    }

    func console(_ address: String) async {
        self.console = address
        await self.tellIfReady()
    }

    func links(_ address: String) async {
        self.links = address
        await self.tellIfReady()
    }

    private func tellIfReady() async {
        guard let console, let links else { return }
        await self.onReady(console, links)
    }
}
