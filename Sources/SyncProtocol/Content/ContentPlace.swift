/// A part of a file, as one end of a link asks the other for it.
package struct ContentPlace: Hashable, Sendable {
    package enum Part: UInt64, Hashable, Sendable {
        /// The manifest, in pieces of ``ContentLimits/chunkByteCount`` bytes.
        case manifest = 0
        case data = 1
    }

    package let content: ContentID
    package let part: Part
    /// 0, 1, 2 …
    package let index: Int

    package init(_ content: ContentID, _ part: Part, index: Int) {
        self.content = content
        self.part = part
        self.index = index
    }
}

extension ContentPlace: CBORCodable {
    /// Far beyond the last chunk of the longest file.
    private static let indexMax: UInt64 = 0xFFFF_FFFF

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        self.encodeElements(to: &encoder)
    }

    func encodeElements(to encoder: inout CBOREncoder) {
        self.content.encode(to: &encoder)
        encoder.unsigned(self.part.rawValue)
        encoder.unsigned(UInt64(self.index))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        try self.init(elementsFrom: &decoder)
    }

    init(elementsFrom decoder: inout CBORDecoder) throws(CBORError) {
        self.content = try ContentID(from: &decoder)
        let start = decoder.offset
        guard let part = Part(rawValue: try decoder.unsigned()) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self.part = part
        self.index = Int(try decoder.unsigned(max: Self.indexMax))
    }
}
