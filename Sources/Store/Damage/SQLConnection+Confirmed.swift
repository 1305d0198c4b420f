internal import Decision

extension SQLConnection {
    /// The greatest number of a feed, by its place, that any reader has confirmed; 0 for none.
    func confirmed(of place: Int) throws(StoreError) -> UInt64 {
        UInt64(
            clamping: try self.integer(
                "SELECT COALESCE(MAX(number), 0) FROM confirmation WHERE feed = ?1",
                .integer(Directory.id(place))
            )
        )
    }
}
