import Testing

@testable import SyncProtocol

/// The bytes of a hexadecimal literal in a test; spaces are allowed.
func hex(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [UInt8] {
    guard let bytes = Hexadecimal.bytes(text.filter { $0 != " " }) else {
        Issue.record("not hexadecimal: \(text)", sourceLocation: sourceLocation)
        return []
    }
    return bytes
}

/// A path in a test.
func path(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> OfficePath {
    try #require(OfficePath(text: text), "not a path: \(text)", sourceLocation: sourceLocation)
}

/// What decoding throws, or nil when it does not.
func refusal(_ body: () throws(CBORError) -> Void) -> CBORError? {
    do throws(CBORError) {
        try body()
        return nil
    } catch {
        return error
    }
}

/// What is wrong with bytes that should be one item of the profile, or nil.
func refusal(of bytes: [UInt8]) -> CBORError? {
    refusal { () throws(CBORError) in
        var decoder = CBORDecoder(bytes)
        try decoder.skip()
        try decoder.finish()
    }
}
