import Testing

@testable import Node

@Suite("One node, or two with one key")
struct RecentProcessesTests {
    @Test("A node that calls again and again, or is started again and again, is one")
    func one() {
        var processes = RecentProcesses()
        func greets(_ process: UInt64) -> Bool { processes.greeted(process) }
        for process in [1, 1, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10] as [UInt64] {
            #expect(!greets(process))
        }
    }

    @Test("A process that had given way and greets again is one of two")
    func two() {
        var processes = RecentProcesses()
        func greets(_ process: UInt64) -> Bool { processes.greeted(process) }
        #expect(!greets(1))
        #expect(!greets(2))
        #expect(greets(1))
        #expect(greets(2))
        #expect(!greets(2))
    }
}
