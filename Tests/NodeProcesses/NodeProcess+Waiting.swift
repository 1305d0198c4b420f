package import Admin
import NIOCore

extension NodeProcess {
    /// How long one question waits for news, in seconds; also how late a change that writes nothing
    /// is noticed.
    private static let newsSeconds = 2

    /// Waits until something is so at this node, looking again whenever its store has changed.
    ///
    /// - Parameter what: what is waited for, said when it does not come.
    /// - Throws: ``ProcessFailure`` when the time is over; ``APIError`` when the node does not answer.
    package func wait(
        for what: String,
        seconds: Int64 = Waiting.secondsDefault,
        _ isTrue: (OfficeClient) async throws -> Bool
    ) async throws {
        let client = try self.client()
        let deadline = NIODeadline.now() + .seconds(seconds)
        var version = try await client.status(by: .unnamed).storeVersion
        while !(try await isTrue(client)) {
            guard NIODeadline.now() < deadline else {
                throw Waiting.late("\(self.name)：\(what)", seconds: seconds)
            }
            version = try await client.dashboard(
                office: nil,
                period: nil,
                after: version,
                timeoutSeconds: Self.newsSeconds,
                by: .unnamed
            ).storeVersion
        }
    }

    /// The link to another office, when there is one.
    package func link(to office: String) async throws -> LinkSummary? {
        try await self.client().links(by: .unnamed).first { $0.peer == office }
    }
}
