package import SyncProtocol

/// How far an examination has come: all before it was looked at.
package struct ScrubPlace: Sendable, Hashable {
    package private(set) var step: ScrubStep
    /// What was looked at last within the step, in the step's own order; empty at its beginning.
    package private(set) var key: [KeyPart]

    package static let start = ScrubPlace(step: .structure)

    package init(step: ScrubStep, key: [KeyPart] = []) {
        self.step = step
        self.key = key
    }

    /// Goes on.
    ///
    /// - Parameter key: what was looked at last; nil when the step is at its end.
    /// - Returns: nil when that was the last step.
    package func next(after key: [KeyPart]?) -> ScrubPlace? {
        if let key { return ScrubPlace(step: self.step, key: key) }
        return self.step.next.map { ScrubPlace(step: $0) }
    }
}

extension ScrubPlace: CBORCodable {
    private static let partsMax = 8

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(UInt64(self.step.rawValue))
        encoder.array(count: self.key.count)
        for part in self.key { part.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2,
            let step = ScrubStep(rawValue: UInt8(try decoder.unsigned(max: UInt64(UInt8.max))))
        else { throw CBORError(.unexpectedType, at: start) }
        let count = try decoder.array(max: Self.partsMax)
        var key: [KeyPart] = []
        for _ in 0..<count { key.append(try KeyPart(from: &decoder)) }
        self.init(step: step, key: key)
    }
}
