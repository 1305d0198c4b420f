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

    @Test("What was shown is given as ETag, and comes back as If-Match or in the body")
    func revisions() async throws {
        let node = try HTTPTestNode()
        let path = "/api/v1/records/reply/\(APISamples.id)"
        let shown = try await node.ask(.get, path)
        #expect(shown.headers[.eTag] == "\"\(APISamples.record.revision)\"")
        let body = #"{"fields":{"text":"a"}}"#
        _ = try await node.ask(.patch, path, [.ifMatch: "\"82\""], body: body)
        #expect(node.office.lastCall == "amend reply \(APISamples.id) - 82")
        let both = #"{"revision":"83","fields":{"text":"a"}}"#
        _ = try await node.ask(.patch, path, [.ifMatch: "\"82\""], body: both)
        #expect(node.office.lastCall == "amend reply \(APISamples.id) - 83")
        for mark in ["82", "\"", "*", "W/\"82\""] {
            let refused = try await node.ask(.patch, path, [.ifMatch: mark], body: body)
            #expect(refused.status == .badRequest, "\(mark)")
        }
        let step = #"{"step":"reported"}"#
        _ = try await node.ask(.post, path + "/steps", [.ifMatch: "\"82\""], body: step)
        #expect(node.office.lastCall == "advance \(APISamples.id) to reported 82")
        _ = try await node.ask(.post, "/api/v1/records/project", body: #"{"id":"1","fields":{}}"#)
        #expect(node.office.lastCall == "create project 1 -")
        _ = try await node.ask(.get, "/api/v1/records/project?office=510100&atOdds=true&limit=7")
        #expect(node.office.lastCall == "records project 510100 true 7")
    }

    @Test("An address that is asked for what it does not do says what it does")
    func methods() async throws {
        let node = try HTTPTestNode()
        let path = "/api/v1/records/reply/\(APISamples.id)"
        let answer = try await node.ask(.delete, path)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD, PATCH")
        let unknown = try await node.ask(.delete, "/api/v1/nothing")
        #expect(unknown.status == .notFound)
    }
}
