internal import SyncProtocol

// Everything that could stop an act is checked before any state is touched.

extension Writer {
    /// The longest encoded intent, in bytes: with a full draft before it, a change stays below
    /// ``ChangeLimits/bodyByteCountMax``.
    private static let intentByteCountMax = 192 * 1024

    /// Checks everything that could stop an act before any state is touched.
    func check(_ act: LocalAct, _ transaction: StoreTransaction) throws(StoreError) {
        let intents = act.intents
        guard !intents.isEmpty else { throw .invalid(detail: "the act writes nothing") }
        if let user = act.user {
            guard user.utf8.count <= ChangeLimits.userByteCountMax,
                NormalizedText.isNormalized(user)
            else { throw .invalid(detail: "the user's name is too long or not in form NFC") }
        }
        for intent in intents {
            try self.checkRight(intent.space)
            try self.checkFloor(intent.record.kind)
            guard intent.fields.count <= RecordEdit.operationsMax else {
                throw .invalid(detail: "a record has \(intent.fields.count) fields")
            }
            var byteCount = 96
            for field in intent.fields {
                byteCount += 32 + field.valueByteCount
                if let value = field.value { try Self.check(value) }
            }
            guard byteCount <= Self.intentByteCountMax else {
                throw .invalid(detail: "a record takes \(byteCount) bytes")
            }
            // A record whose stored state is damaged must fail this act and no other.
            let space = try self.space(intent.space, transaction)
            _ = try self.record(intent.record, in: space, transaction)
        }
    }

    private static func check(_ value: Value) throws(StoreError) {
        switch value {
        case .text(let text):
            guard text.utf8.count <= Value.byteCountMax else {
                throw .invalid(detail: "a text takes \(text.utf8.count) bytes")
            }
            guard NormalizedText.isNormalized(text) else {
                throw .invalid(detail: "a text is not in Unicode form NFC")
            }
        case .bytes(let bytes):
            guard bytes.count <= Value.byteCountMax else {
                throw .invalid(detail: "a field takes \(bytes.count) bytes")
            }
        case .list(let values):
            guard values.count <= Value.elementsMax else {
                throw .invalid(detail: "a list has \(values.count) elements")
            }
            for value in values {
                if case .list = value { throw .invalid(detail: "a list lies in a list") }
                try Self.check(value)
            }
        case .integer, .decimal, .bool: return
        }
    }

    /// Directives and roster: our own only. Reports and receipts: our own, or those of a child that
    /// our roster says we host.
    private func checkRight(_ space: SpaceID) throws(StoreError) {
        if space.owner == self.identity.path { return }
        let text = "\(space)"
        guard space.kind == .reports || space.kind == .receipts else {
            throw .notAuthorised(space: text, detail: "only its owner writes in it")
        }
        guard space.owner.parent == self.identity.path else {
            throw .notAuthorised(space: text, detail: "its owner is no child of this office")
        }
        guard let office = self.directory.office(space.owner),
            self.directory.offices[office].hostedBy == self.identity.path
        else {
            throw .notAuthorised(space: text, detail: "its owner is not hosted by this office")
        }
    }
}
