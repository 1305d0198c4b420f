/// A part of a file, as it was asked for.
package struct ContentChunk: Hashable, Sendable {
    package let place: ContentPlace
    /// At most ``ContentLimits/chunkByteCount``; none behind the end of a manifest. Nil: not here, or not
    /// for the other end.
    package let bytes: [UInt8]?

    package init(place: ContentPlace, bytes: [UInt8]?) {
        self.place = place
        self.bytes = bytes
    }
}

extension ContentChunk: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 4)
        self.place.encodeElements(to: &encoder)
        if let bytes = self.bytes { encoder.byteString(bytes) } else { encoder.null() }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 4 else { throw CBORError(.unexpectedType, at: start) }
        self.place = try ContentPlace(elementsFrom: &decoder)
        self.bytes =
            decoder.nullIfPresent()
            ? nil : try decoder.byteString(max: ContentLimits.chunkByteCount)
    }
}
