import SyncProtocol
import Testing

@testable import Store

@Suite("What the writer keeps in memory")
struct WriterMemoryTests {
    @Test("Records are kept up to so many bytes, however many come, and read again when needed")
    func records() async throws {
        let byteCountMax = 64 * 1024
        let test = try TestStore(.chengdu) { $0.cachedRecordBytesMax = byteCountMax }
        let path = TestOffice.chengdu.path
        var greatest = 0
        for number in 1...200 {
            try await test.store.write(try TestActs.report(UInt64(number), of: path))
            let kept = try await test.store.perform { writer throws(StoreError) in
                (bytes: writer.cache.recordsByteCount, count: writer.cache.records.count)
            }
            #expect(kept.bytes <= byteCountMax)
            #expect((kept.bytes == 0) == (kept.count == 0))
            greatest = max(greatest, kept.count)
        }
        #expect((10...100).contains(greatest))
        let rows = try test.totalRows(of: path)
        #expect(rows.contains { $0.own == 200 })
    }
}
