import SyncProtocol

/// One digest over the merged records of some spaces, as people compare it between offices.
enum SpaceDigest {
    static func over(
        _ spaces: [(space: SpaceID, digest: Digest256)],
        where isIncluded: (SpaceID) -> Bool
    ) -> String {
        var encoder = CBOREncoder()
        for (space, digest) in spaces where isIncluded(space) {
            space.encode(to: &encoder)
            digest.encode(to: &encoder)
        }
        return Digest256.hash(encoder.bytes).description
    }
}
