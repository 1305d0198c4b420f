/// What of all that is received shares its way to the disk as one: what one link brings of one office's
/// changes.
package struct Flow: Hashable, Sendable {
    package let link: LinkID
    /// Whose share it takes: the office that the changes are of, as far as the sender stands above it, else
    /// the sender. So nobody takes the share of an office that is not below it, whatever it claims.
    package let office: OfficePath
    /// Directives from above that cannot wait.
    package let isUrgent: Bool

    package init(_ link: LinkID, of office: OfficePath, isUrgent: Bool = false) {
        self.link = link
        self.office = office
        self.isUrgent = isUrgent
    }

    /// - Parameters:
    ///   - change: as it says itself. It has not been checked yet.
    ///   - peer: who sent it.
    ///   - office: who received it.
    package init(
        of change: SignedChange,
        over link: LinkID,
        from peer: OfficePath,
        at office: OfficePath
    ) {
        let claim = FeedClaim(change)
        let isFromAbove = peer.contains(office)
        self.link = link
        // What comes from above is one flow: there nobody below can take a larger share than its own.
        self.office =
            claim.flatMap { !isFromAbove && peer.contains($0.owner) ? $0.owner : nil } ?? peer
        self.isUrgent = isFromAbove && claim?.isUrgent == true
    }
}

/// What an unchecked change says of its feed.
private struct FeedClaim {
    let owner: OfficePath
    let isUrgent: Bool

    init?(_ change: SignedChange) {
        var decoder = CBORDecoder(change.body)
        guard let claim = try? Change.feed(claimedBy: &decoder) else { return nil }
        self.owner = claim.space.owner
        self.isUrgent = claim.isUrgent
    }
}
