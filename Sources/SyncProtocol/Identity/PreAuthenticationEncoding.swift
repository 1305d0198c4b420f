/// The bytes that are signed: DSSE's pre-authentication encoding of a type and a body, so that a
/// signature made for one type of thing is worth nothing for another.
package enum PreAuthenticationEncoding {
    package static let change = "cast-sync/change/1"
    package static let charter = "cast-sync/charter/1"
    package static let content = "cast-sync/content/1"
    package static let credential = "cast-sync/credential/1"
    package static let equality = "cast-sync/equality/1"
    package static let tree = "cast-sync/tree/1"
    package static let note = "cast-sync/note/1"

    package static func bytes(type: String, body: [UInt8]) -> [UInt8] {
        let head = "DSSEv1 \(type.utf8.count) \(type) \(body.count) "
        var result = Array(head.utf8)
        result.reserveCapacity(result.count + body.count)
        result.append(contentsOf: body)
        return result
    }
}
