import Simulation
import Testing

@testable import SyncProtocol

@Suite("Every check of a part of a file is needed")
struct ContentGuardTests {
    private static let link = LinkID(1)
    private static let file = SampleFile(byteCount: 100_000)
    private static let other = SampleFile(byteCount: 70_000)

    /// What becomes of a part that one check alone stops.
    private func attack(
        _ step: VerificationStep,
        _ steps: VerificationSteps
    ) throws -> ContentFetch.Arrival {
        let peer = try #require(OfficePath(text: "100000/510000"))
        let manifest = step == .contentManifest ? nil : Self.file.manifest
        let order = ContentOrder(Self.file.id, manifest: manifest)
        var fetch = ContentFetch(order, at: 0, steps: steps)
        let asked = fetch.next(over: Self.link, to: peer)
        let place = try #require(asked)
        // Another file's manifest, or its chunk.
        return fetch.arrived(
            place,
            Self.other.part(place).reversedIfData(place),
            over: Self.link,
            at: 1,
            by: .ed25519
        )
    }

    @Test("The check stops its attack", arguments: VerificationStep.ofContents)
    func stepOn(step: VerificationStep) throws {
        #expect(try self.attack(step, .all) == .wrong)
    }

    @Test("Without the check its attack gets through", arguments: VerificationStep.ofContents)
    func stepOff(step: VerificationStep) throws {
        let expected: ContentFetch.Arrival =
            step == .contentManifest ? .manifest(Self.other.manifest) : .chunk
        #expect(try self.attack(step, .allBut(step)) == expected)
    }
}

extension [UInt8] {
    /// A chunk that is no chunk of the file, as long as it should be.
    fileprivate func reversedIfData(_ place: ContentPlace) -> [UInt8] {
        place.part == .data ? self.map { $0 ^ 0xFF } : self
    }
}
