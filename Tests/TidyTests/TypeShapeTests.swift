import Testing

@Suite("Types of a size that one person can hold in the head")
struct TypeShapeTests {
    private static let storedMax = 12
    private static let extensionFilesMax = 6

    /// All but what a transaction decides, which goes over many tables.
    private static let shapes = TypeShape.all(
        in: SourceFile.all(below: "Sources").filter { !$0.path.hasPrefix("Sources/Decision/") }
    )

    @Test("The count finds what is there")
    func counts() throws {
        let relay = try #require(Self.shapes["Relay"])
        #expect((8...Self.storedMax).contains(relay.storedCount) && !relay.isRecord)
        #expect((3...Self.extensionFilesMax).contains(relay.extensionPaths.count))
        let session = try #require(Self.shapes["Session"])
        #expect(session.path == "Sources/SyncProtocol/Session/Session.swift")
        #expect((8...Self.storedMax).contains(session.storedCount))
        #expect(Self.shapes["RelayDriver"]?.isClass == true)
    }

    @Test("No type but a record stores more than twelve properties")
    func stored() {
        for shape in Self.shapes.values
        where !shape.isRecord {
            #expect(shape.storedCount <= Self.storedMax, "\(shape.name) in \(shape.path)")
        }
    }

    @Test("No type is spread over more than six files besides its own")
    func extensions() {
        for shape in Self.shapes.values
        where !shape.path.isEmpty {
            #expect(
                shape.extensionPaths.count <= Self.extensionFilesMax,
                "\(shape.name): \(shape.extensionPaths.joined(separator: ", "))"
            )
        }
    }
}
