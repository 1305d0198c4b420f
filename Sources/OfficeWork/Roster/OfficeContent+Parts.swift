package import SyncProtocol

// What may be said of an office that stands in the roster already, and what may not.

extension OfficeContent {
    /// Takes the office into the roster, or leaves it as it stands there.
    ///
    /// - Parameters:
    ///   - owner: the office's parent.
    ///   - renames: whether it may stand there with another name or level; then these change.
    package func invitation(roster owner: OfficePath, renames: Bool) -> LocalAct.Part {
        let intent = self.intent(roster: owner)
        let names = self.names(intent)
        return LocalAct.Part(
            [intent],
            if: [
                renames ? .isNotSaid(names) : .isNew(names),
                .isUnique(intent.reference, .foldedKey),
            ] + self.place(in: owner)
        )
    }

    /// Says that a node writes for the office.
    ///
    /// - Parameters:
    ///   - owner: the office's parent.
    ///   - renames: as for an invitation.
    ///   - isForced: even though the office has a node of its own.
    package func hosting(
        roster owner: OfficePath,
        renames: Bool,
        isForced: Bool
    ) -> LocalAct.Part {
        let intent = self.intent(roster: owner)
        let names = self.names(intent)
        let host = RecordContent.Field(
            OfficeField.hostedBy.rawValue,
            self.hostedBy.map { .text($0.description) }
        )
        var preconditions: [Precondition] = [
            .isNotSaid(RecordContent(of: intent.reference, names.fields + [host]))
        ]
        if !isForced, let child = owner.child(self.office) {
            preconditions.append(.hasNoNode(child))
        }
        if !renames { preconditions.append(.agrees(names)) }
        preconditions.append(.isUnique(intent.reference, .foldedKey))
        return LocalAct.Part([intent], if: preconditions + self.place(in: owner))
    }

    private func place(in roster: OfficePath) -> [Precondition] {
        OfficeEntry.path(of: self.office, in: roster).map { [.hasPlace($0)] } ?? []
    }

    /// Names and level, so far as they are said: an English name that is left out stays as it is.
    private func names(_ intent: RecordIntent) -> RecordContent {
        var fields: [OfficeField] = [.name, .level]
        if self.nameEnglish != nil { fields.append(.nameEnglish) }
        return RecordContent(of: intent, fields.map(\.rawValue))
    }

    /// Says that the office has a node of its own and is hosted no more.
    ///
    /// - Parameter owner: the office's parent.
    package static func endOfHosting(
        of office: OfficeID,
        roster owner: OfficePath
    ) -> LocalAct.Part {
        let intent = RecordIntent(
            space: SpaceID(.roster, of: owner),
            record: office.record,
            fields: [.choose(OfficeField.hostedBy, "")]
        )
        return LocalAct.Part(
            [intent],
            if: [
                .exists(intent.reference),
                .isNotSaid(RecordContent(of: intent, [OfficeField.hostedBy.rawValue])),
            ]
        )
    }
}
