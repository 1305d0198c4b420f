internal import OfficeWork
internal import SyncProtocol

/// Everything that could stop an act is checked before any state is touched.
struct ActRights {
    /// The longest encoded intent, in bytes: with a full draft before it, a change stays below
    /// ``ChangeLimits/bodyByteCountMax``.
    private static let intentByteCountMax = 192 * 1024

    /// A name of an operation that is superseded, encoded.
    private static let dotByteCount = 24

    let transaction: Transaction

    func check(_ act: LocalAct) throws(Interruption) {
        let intents = act.intents
        guard (act.charter == nil) != intents.isEmpty else {
            throw Self.invalid("the act writes nothing, or a charter and something else")
        }
        if let wish = act.charter { try self.check(wish) }
        if let user = act.user {
            guard user.utf8.count <= ChangeLimits.userByteCountMax,
                NormalizedText.isNormalized(user)
            else { throw Self.invalid("the user's name is too long or not in form NFC") }
        }
        for intent in intents {
            try self.checkRight(intent.space, intent.record.kind)
            try self.checkFloor(intent.record.kind)
            guard intent.fields.count <= RecordEdit.operationsMax else {
                throw Self.invalid("a record has \(intent.fields.count) fields")
            }
            var byteCount = 96
            for field in intent.fields {
                byteCount += 32 + field.valueByteCount
                try Self.check(field.action)
            }
            // A record whose stored state is damaged must fail this act and no other.
            let entry = try self.transaction.record(
                intent.record,
                in: self.transaction.space(intent.space)
            )
            byteCount += Self.dotByteCount * Self.supersededCount(intent.fields, in: entry.state)
            guard byteCount <= Self.intentByteCountMax else {
                throw Self.invalid("a record takes \(byteCount) bytes")
            }
        }
    }

    private static func invalid(_ detail: String) -> Interruption {
        .fault(.invalid(detail: detail))
    }

    /// How many operations the intents on a record name.
    private static func supersededCount(_ fields: [FieldIntent], in state: RecordState) -> Int {
        fields.reduce(0) { sum, field in
            switch field.action {
            case .choose: sum + min(state.choices(field.number).count, FieldOperation.dotsMax)
            case .remove: sum + min(state.additions(field.number).count, FieldOperation.dotsMax)
            case .assign, .increment, .add, .advance, .reopen, .insert, .erase: sum
            }
        }
    }

    private static func check(_ action: FieldIntent.Action) throws(Interruption) {
        switch action {
        case .assign(let value), .choose(let value), .add(let value), .remove(let value):
            try Self.check(value)
        case .insert(let text, _):
            guard !text.isEmpty else { throw Self.invalid("an insertion is empty") }
            try Self.check(.text(text))
        case .erase(let spans):
            guard spans.count <= FieldOperation.spansMax else {
                throw Self.invalid("an erasure has \(spans.count) spans")
            }
        case .increment, .advance, .reopen: return
        }
    }

    private static func check(_ value: Value) throws(Interruption) {
        switch value {
        case .text(let text):
            guard text.utf8.count <= Value.byteCountMax else {
                throw Self.invalid("a text takes \(text.utf8.count) bytes")
            }
            guard NormalizedText.isNormalized(text) else {
                throw Self.invalid("a text is not in Unicode form NFC")
            }
        case .bytes(let bytes):
            guard bytes.count <= Value.byteCountMax else {
                throw Self.invalid("a field takes \(bytes.count) bytes")
            }
        case .list(let values):
            guard values.count <= Value.elementsMax else {
                throw Self.invalid("a list has \(values.count) elements")
            }
            for value in values {
                if case .list = value { throw Self.invalid("a list lies in a list") }
                try Self.check(value)
            }
        case .integer, .decimal, .bool: return
        }
    }

    /// Directives and roster: our own only. Reports, receipts and what stays in the house: our own, or those of a
    /// child that our roster says we host; in reports of any office below what its kind admits of offices above.
    private func checkRight(_ space: SpaceID, _ kind: UInt16) throws(Interruption) {
        let own = self.transaction.identity.path
        if space.kind == .case { return try self.checkCase(space) }
        // What an office above writes in reports counts only in kinds whose word is not the owner's alone.
        if space.kind == .reports, own.contains(space.owner),
            self.transaction.identity.catalogue[kind]?.authority == .writers
        {
            return
        }
        if space.owner == own || !self.transaction.context.steps.takes(.ownRight) { return }
        guard [.reports, .receipts, .house].contains(space.kind) else {
            throw Self.refused(space, "only its owner writes in it")
        }
        guard space.owner.parent == own else {
            throw Self.refused(space, "its owner is no child of this office")
        }
        guard self.transaction.state.directory.isHosted(space.owner, by: own) else {
            throw Self.refused(space, "its owner is not hosted by this office")
        }
    }

    /// The owner and the parties of its charter, as long as they were not taken off.
    private func checkCase(_ space: SpaceID) throws(Interruption) {
        let own = self.transaction.identity.path
        guard let terms = self.transaction.state.directory.charters[space]?.terms else {
            throw Self.refused(space, "no charter of it is here")
        }
        guard own == space.owner || terms.parties.contains(own) else {
            throw Self.refused(space, "this office is no party of it")
        }
        guard !terms.removals.contains(where: { $0.office == own }) else {
            throw Self.refused(space, "this office was taken off it, or it is closed")
        }
        guard try Cases(transaction: self.transaction).mayOpen(space) else {
            throw Self.refused(space, "no charter of it that names this office is whole here")
        }
    }

    /// Only its owner says who takes part in a case, until it is closed.
    private func check(_ wish: CharterWish) throws(Interruption) {
        let own = self.transaction.identity.path
        let terms = self.transaction.state.directory.charters[wish.space]?.terms ?? .nothing
        guard wish.space.kind == .case, wish.space.owner == own else {
            throw Self.refused(wish.space, "only its owner says who takes part in it")
        }
        guard !terms.removals.contains(where: { $0.office == own }) else {
            throw Self.refused(wish.space, "it is closed")
        }
        let parties = terms.parties + wish.parties
        guard parties.count <= CharterTerms.partiesMax else {
            throw Self.invalid("a case has \(parties.count) parties")
        }
        guard wish.removed.allSatisfy(parties.contains) else {
            throw Self.invalid("who is taken off is no party")
        }
    }

    private static func refused(_ space: SpaceID, _ detail: String) -> Interruption {
        .fault(.notAuthorised(space: "\(space)", detail: detail))
    }

    /// Refuses to write a kind of record in a version below the floor.
    private func checkFloor(_ kind: UInt16) throws(Interruption) {
        let own = self.transaction.identity.path
        guard let known = self.transaction.identity.catalogue[kind],
            let floor = self.transaction.state.directory.floor(of: kind, for: own),
            floor > known.version
        else { return }
        throw .fault(.belowFloor(kind: kind, needed: floor, own: known.version))
    }
}
