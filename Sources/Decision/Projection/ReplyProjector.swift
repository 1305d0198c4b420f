package import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// What an office has replied to a directive, the latest of what stands beside each other.
struct ReplyProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, of office: Int) {
        let key = entry.record.key
        let replies = Reply.all(key: key, state: entry.state)
        guard let reply = replies.first else { return }
        self.transaction.news.touchedDirectives.append(reply.directive)
        let row = RowChanges.AnswerKey(directive: key, office: office)
        self.transaction.changes.replies[row] = RowChanges.Reply(replies)
    }
}

extension RowChanges.Reply {
    /// The row of an office's replies to one directive; nil when there are none.
    ///
    /// - Parameter replies: the latest first.
    package init?(_ replies: [OfficeWork.Reply]) {
        guard let latest = replies.first else { return nil }
        self.init(issuer: latest.issuer, at: latest.at, versions: replies.count)
    }
}
