/// Who writes on a node, and who has written on it before: keys change, and what a node wrote with an earlier one stays
/// its own.
///
/// Signing, and all that keeps a number from being used twice (incarnation, stamps), goes by ``writing`` alone: with a
/// former key nothing is written any more. What is sent, counted, looked after and fetched back goes by all of them.
package struct OwnAuthors: Hashable, Sendable {
    /// Of the present key.
    package let writing: AuthorID
    /// Of the keys before it, ascending.
    package let former: [AuthorID]

    /// - Parameter former: in any order; that of the present key among them counts for nothing.
    package init(writing: AuthorID, former: some Sequence<AuthorID> = []) {
        self.writing = writing
        var distinct: [AuthorID] = []
        for author in former.sorted() where author != writing && author != distinct.last {
            distinct.append(author)
        }
        self.former = distinct
    }

    /// Whether an author is this node, with its present key or an earlier one.
    package func contains(_ author: AuthorID) -> Bool {
        author == self.writing || self.former.contains(author)
    }

    /// The same node with another key from now on.
    package func writing(as author: AuthorID) -> OwnAuthors {
        OwnAuthors(writing: author, former: self.former + [self.writing])
    }
}
