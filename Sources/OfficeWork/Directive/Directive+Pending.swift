package import SyncProtocol

extension Directive {
    /// Whether one of some addressed offices still has to answer it, or to sign for it where no reply is asked.
    ///
    /// - Parameters:
    ///   - asked: those of the offices that it is addressed to.
    ///   - answered: offices that have replied.
    ///   - signed: offices that have signed for it.
    package func isPending(
        for asked: [OfficePath],
        answered: [OfficePath],
        signed: [OfficePath]
    ) -> Bool {
        asked.contains { office in
            !answered.contains(office) && (self.replyBy != nil || !signed.contains(office))
        }
    }
}
