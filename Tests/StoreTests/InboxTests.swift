import Decision
import SyncProtocol
import Testing

@testable import Store

@Suite("What waits for the writer")
struct InboxTests {
    @Test("What was received, however much, leaves the office room for its own acts")
    func flood() throws {
        let inbox = Inbox(actsMax: 10, bytesMax: 1, turnActsMax: 10)
        let changes = TestOffice.chengdu.changes(
            in: SpaceID(.reports, of: TestOffice.chengdu.path),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(1, 1)] }
        for number in 1...100 as ClosedRange<UInt64> {
            inbox.put(
                VerifiedBatch(
                    id: BatchID(link: LinkID(1), number: number),
                    peer: TestOffice.chengdu.path,
                    changes: changes.map { .refused(.malformedOperations, detail: "", $0, nil) }
                )
            )
        }
        let act = TestActs.figures(of: TestOffice.sichuan.path, [1: 1])
        try inbox.put(act) { _ in }
        // Its own acts are what fills it.
        #expect(throws: StoreError.busy(waitingActs: 1, waitingBytes: act.byteCountEstimate)) {
            try inbox.put(act) { _ in }
        }
        #expect(inbox.take(timeoutMilliseconds: 0)?.turn.acts.count == 1)
        try inbox.put(act) { _ in }
    }
}
