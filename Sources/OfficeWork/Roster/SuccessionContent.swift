package import SyncProtocol

/// The fields of a succession's record. The numbers are on the wire: never reuse one.
package enum SuccessionField: UInt16, Sendable, CaseIterable {
    /// The old path.
    case from = 1
    /// The new paths, a list.
    case to = 2
    /// UTC milliseconds.
    case since = 3
    /// A case of ``SuccessionKind``.
    case kind = 4
    /// For people.
    case reason = 5
    /// ``OfficeListing/text`` of the office at the old path: who reads the word may not read the roster there.
    case listing = 6
}

/// What happened to an office. It decides nothing; people read it.
package enum SuccessionKind: String, Sendable, CaseIterable {
    case move
    case rename
    case merge
    case split
}

/// A succession that was checked and may be taken into a roster.
package struct SuccessionContent: Hashable, Sendable {
    package let succession: Succession
    package let kind: SuccessionKind
    package let reason: String
    /// Since when the office has stood at the old path, and at which levels.
    package let listing: OfficeListing

    /// Checks what was handed in, in the order of the parameters; the first rule broken is thrown.
    ///
    /// - Parameters:
    ///   - from: where the office stands now.
    ///   - to: where it goes on, one path or, for a split, several.
    ///   - kind: a case of ``SuccessionKind``.
    ///   - reason: one line of 0...``ValidationLimits/titleCharactersMax`` characters.
    ///   - declaredBy: the office in whose roster it is to stand.
    ///   - since: UTC milliseconds.
    ///   - listing: of the office where it stands now, as far as it is known.
    package init(
        validating from: OfficePath,
        to: [OfficePath],
        kind: String,
        reason: String,
        declaredBy: OfficePath,
        since: Int64,
        listing: OfficeListing = .none
    ) throws(ValidationError) {
        guard let kind = SuccessionKind(rawValue: kind) else {
            let words = SuccessionKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "kind",
                .succession,
                chinese: "类型应为以下之一：\(words)。",
                english: "The kind is one of \(words)."
            )
        }
        guard (kind == .split) == (to.count > 1) else {
            throw ValidationError(
                "to",
                .count,
                chinese: "拆分需要两个以上的新单位，其他情形只有一个。",
                english: "A split has two or more new offices, everything else one."
            )
        }
        guard
            let succession = Succession(
                from: from,
                to: to,
                declaredBy: declaredBy,
                since: since
            )
        else {
            throw ValidationError(
                "to",
                .succession,
                chinese: """
                    只能由新旧位置共同的上级声明；新位置不得是旧位置或在其之下，也不得重复。\
                    若要收回误报的变动，请声明该单位仍在原处：cast-admin office move 单位 --to 现上级
                    """,
                english: """
                    Only an office above the old place and all new ones can say so; a new place is \
                    neither the old one nor below it and is named once. To take back what was said \
                    by mistake, move the office to where it stands: cast-admin office move OFFICE \
                    --to ITS-PARENT
                    """
            )
        }
        self.succession = succession
        self.kind = kind
        self.reason = try Self.checkedReason(reason)
        self.listing = listing
    }

    static func checkedReason(_ reason: String) throws(ValidationError) -> String {
        guard !reason.isEmpty else { return "" }
        let line = try TextRule.line(
            reason,
            "reason",
            charactersMax: ValidationLimits.titleCharactersMax
        )
        try ClassificationMark.refuse(inTitle: line, "reason")
        return line
    }

    /// What writes it into the roster of the office that declares it.
    package func intent(by suite: SignatureSuite) -> RecordIntent {
        SuccessionEntry.intent(
            from: self.succession.from,
            to: self.succession.to,
            kind: self.kind,
            reason: self.reason,
            declaredBy: self.succession.declaredBy,
            since: self.succession.since,
            listing: self.listing,
            suite: suite
        )
    }
}
