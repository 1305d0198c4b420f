internal import OfficeWork
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// Invitations: of two callers with the same token one gets it, whatever the timing. The one that got it may ask
/// again until the token expires, since the answer may have been lost.
struct Joining {
    let transaction: Transaction

    func use(
        _ hash: Digest256,
        for office: OfficePath,
        by author: AuthorID
    ) throws(Interruption) -> JoinPermit.Use {
        guard let stored = self.transaction.rows.tokens[hash] else {
            throw .needing(\.tokens, hash)
        }
        guard let token = stored?.token ?? self.transaction.changes.tokens[hash] else {
            return .unknown
        }
        guard token.office == office else { return .wrongOffice }
        guard self.transaction.now < token.expiresAt else { return .expired }
        let user =
            stored?.usedBy ?? self.transaction.changes.tokenUses[hash]?.author.bytes
        if let user { return user == author.bytes ? .accepted(token) : .usedBefore }
        self.transaction.changes.tokenUses[hash] = RowChanges.TokenUse(author: author)
        self.transaction.audit(AuditNote(.officeJoined, "\(token.office)"), by: nil)
        try self.endHosting(of: token.office)
        return .accepted(token)
    }

    /// An office that joins writes for itself from now on.
    private func endHosting(of office: OfficePath) throws(Interruption) {
        let end = OfficeContent.endOfHosting(
            of: office.office,
            roster: self.transaction.identity.path
        )
        let act = LocalAct(
            AuditNote(.hostingEnded, office.office.text),
            user: nil,
            parts: [end]
        )
        let outcomes = try OwnActs(self.transaction, count: 1).write([act])
        guard case .failure(let fault)? = outcomes.first else { return }
        // Whoever is invited without standing in the roster is not hosted.
        if case .conflict = fault { return }
        throw .fault(fault)
    }
}
