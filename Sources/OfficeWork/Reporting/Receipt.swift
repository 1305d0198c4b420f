package import SyncProtocol

/// The fields of a receipt's record. The numbers are on the wire: never reuse one.
package enum ReceiptField: UInt16, Sendable, CaseIterable {
    case issuer = 1
    case deliveredAt = 2
    case signedAt = 3
    case signedBy = 4
    case stage = 5
    case openedAt = 6
}

/// How far a directive has come at one office (签收). Lives in that office's `receipts` space under the
/// directive's id, so that several nodes of one office write one receipt.
package struct Receipt: Hashable, Sendable {
    /// A receipt only ever advances.
    package enum Step: UInt32, Sendable, Hashable, Comparable {
        /// It is on the office's disk.
        case delivered = 1
        /// A person has signed for it.
        case signed = 2

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let directive: DirectiveID
    package let issuer: OfficePath
    package let step: Step
    /// Milliseconds since 1970 UTC.
    package let deliveredAt: Int64?
    /// When a person of the office first opened it, milliseconds since 1970 UTC.
    package let openedAt: Int64?
    /// Milliseconds since 1970 UTC.
    package let signedAt: Int64?
    package let signedBy: String?

    /// Nil when the key is no directive's id, or issuer or stage are missing: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let directive = DirectiveID(bytes: key),
            let issuer = state.registeredPath(ReceiptField.issuer),
            let stage = state.stage(ReceiptField.stage.rawValue),
            stage.step >= Step.delivered.rawValue
        else { return nil }
        self.directive = directive
        self.issuer = issuer
        // Steps that a later version adds lie behind the last one known here.
        self.step = Step(rawValue: stage.step) ?? .signed
        // A second node, or a restored one, notes once more what came and was opened before: nobody signs for
        // what is not open, or opens what has not come.
        let signedAt = state.integer(ReceiptField.signedAt)
        let openedAt = state.registeredInteger(ReceiptField.openedAt)
        let deliveredAt = state.registeredInteger(ReceiptField.deliveredAt)
        self.signedAt = signedAt
        self.openedAt = openedAt.map { min($0, signedAt ?? $0) }
        self.deliveredAt = deliveredAt.map { min($0, openedAt ?? $0, signedAt ?? $0) }
        self.signedBy = state.optionalText(ReceiptField.signedBy)
    }

    /// The directive has arrived at the office.
    ///
    /// - Parameter at: milliseconds since 1970 UTC.
    package static func delivered(
        _ directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        at: Int64
    ) -> RecordIntent {
        Self.intent(
            directive,
            issuer: issuer,
            by: office,
            .delivered,
            [.assign(ReceiptField.deliveredAt, .integer(at))]
        )
    }

    /// A person of the office has opened the directive. Complete by itself.
    ///
    /// - Parameter at: milliseconds since 1970 UTC.
    package static func opened(
        _ directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        at: Int64
    ) -> RecordIntent {
        Self.intent(
            directive,
            issuer: issuer,
            by: office,
            .delivered,
            [.assign(ReceiptField.openedAt, .integer(at))]
        )
    }

    /// A person signs for the directive. Complete by itself: the delivery need not be recorded before.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package static func signed(
        _ directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        at: Int64,
        user: String
    ) -> RecordIntent {
        Self.intent(
            directive,
            issuer: issuer,
            by: office,
            .signed,
            [.choose(ReceiptField.signedAt, .integer(at)), .choose(ReceiptField.signedBy, user)]
        )
    }

    /// Every receipt says who issued the directive and how far it has come, so that it is complete.
    private static func intent(
        _ directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        _ step: Step,
        _ facts: [FieldIntent]
    ) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.receipts, of: office),
            record: RecordKind.receipt.record(directive.bytes),
            fields: [.assign(ReceiptField.issuer, .text(issuer.description))] + facts
                + [FieldIntent(ReceiptField.stage.rawValue, .advance(step.rawValue))]
        )
    }
}
