import SyncProtocol
import Testing

@testable import Node

@Suite("Second paths")
struct SecondPathTests {
    @Test("An office's path, a mark and an address")
    func reading() throws {
        let path = try #require(SecondPath("100000/510000@sync.example.cn:8500"))
        #expect(path.office.description == "100000/510000")
        #expect(path.address.host == "sync.example.cn")
        #expect(path.address.port == 8500)
    }

    @Test(
        "Anything else is no second path",
        arguments: [
            "", "@", "100000", "100000@", "@sync.example.cn:8500", "100000@sync.example.cn",
            "100000@sync.example.cn:0", "100000@sync.example.cn:70000", "100 000@a:1",
            "100000//510000@a:1", "100000@a:1@b:2:3x",
        ]
    )
    func malformed(_ text: String) {
        #expect(SecondPath(text) == nil)
    }

    @Test("Only offices above and further nodes of the own office can be dialled beside the parent")
    func offices() throws {
        let own = try #require(OfficePath(text: "100000/510000/510100"))
        let check = { (office: String) in
            try #require(SecondPath("\(office)@a.example.cn:1")).check(for: own)
        }
        for office in ["100000", "100000/510000", "100000/510000/510100"] { try check(office) }
        for office in ["100000/510000/510100/510104", "100000/440000", "440000"] {
            #expect(throws: NodeFailure.self) { try check(office) }
        }
    }
}
