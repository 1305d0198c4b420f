package import SyncProtocol

// Each step of a receipt is written once, however many people and nodes take it at the same time.

extension Receipt {
    /// Notes that the directive has arrived, unless that is noted.
    ///
    /// - Parameter at: milliseconds since 1970 UTC.
    package static func delivery(
        of directive: DirectiveID,
        issuer: OfficePath,
        to office: OfficePath,
        at: Int64
    ) -> LocalAct.Part {
        let intent = Self.delivered(directive, issuer: issuer, by: office, at: at)
        return LocalAct.Part(
            [intent],
            if: [.isEmpty(intent.reference, ReceiptField.deliveredAt.rawValue)]
        )
    }

    /// Notes that a person has opened the directive, unless that is noted. Never before its delivery:
    /// both are one record.
    ///
    /// - Parameter at: milliseconds since 1970 UTC.
    package static func opening(
        of directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        at: Int64
    ) -> LocalAct.Part {
        let intent = Self.opened(directive, issuer: issuer, by: office, at: at)
        return LocalAct.Part(
            [intent],
            if: [
                .exists(intent.reference),
                .isEmpty(intent.reference, ReceiptField.openedAt.rawValue),
            ]
        )
    }

    /// Signs for the directive, unless somebody has.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package static func signing(
        of directive: DirectiveID,
        issuer: OfficePath,
        by office: OfficePath,
        at: Int64,
        user: String
    ) -> LocalAct.Part {
        let intent = Self.signed(directive, issuer: issuer, by: office, at: at, user: user)
        return LocalAct.Part(
            [intent],
            if: [
                .isBefore(
                    intent.reference,
                    stage: ReceiptField.stage.rawValue,
                    step: Step.signed.rawValue
                )
            ]
        )
    }
}
