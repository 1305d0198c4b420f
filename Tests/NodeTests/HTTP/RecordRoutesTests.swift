import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Node

@Suite("The API's routes of records")
struct RecordRoutesTests {
    @Test(
        "a record is named by its kind, its key and its office, and settled by the revision that was shown"
    )
    func records() async throws {
        let node = try HTTPTestNode()
        let path = "/api/v1/records/reply/\(APISamples.id)"
        #expect(try await node.ask(.get, path).value(RecordDetail.self) == APISamples.record)
        #expect(node.office.lastCall == "record reply \(APISamples.id) -")
        _ = try await node.ask(.get, path + "/history?office=510100").value(RecordHistory.self)
        #expect(node.office.lastCall == "history reply \(APISamples.id) 510100")
        let fields =
            #"{"text":"a","recipients":["all"],"b":{"of":"c"},"c":null,"d":[{"content":"e","name":"f"}]}"#
        let settled = try await node.ask(
            .post,
            path + "/settlements?office=510100",
            body: #"{"revision":"82","fields":\#(fields)}"#
        )
        #expect(settled.status == .ok)
        #expect(node.office.lastCall == "settle reply \(APISamples.id) 510100 82")
        for body in [#"{"revision":"82","fields":{"text":5}}"#, #"{"revision":"82"}"#, "{}"] {
            let refused = try await node.ask(.post, path + "/settlements", body: body)
            #expect(refused.status == .badRequest, "\(body)")
        }
    }
}
