import SyncProtocol
import Testing

@testable import Store

extension TestStore {
    /// What Chengdu has written and nobody has yet, in the files of its stopped node.
    ///
    /// - Returns: the folder and the feed of its reports.
    static func writtenByChengdu(
        reports: UInt64
    ) async throws -> (folder: TestFolder, feed: FeedID) {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        for number in 1...reports {
            store.setClock(TestStore.startMilliseconds + Int64(number) * 1_000)
            try await store.store.write(TestActs.report(number, of: TestOffice.chengdu.path))
        }
        let feed = try #require(
            try store.store.positions().first { $0.0.feed.space.kind == .reports }
        )
        .0.feed
        store.store.close()
        return (folder, feed)
    }
}
