internal import SyncProtocol

extension Receipt {
    /// 签收.
    package static let declaration = RecordDeclaration(
        number: RecordKind.receipt.rawValue,
        code: "receipt",
        name: DeclaredName("签收", "receipt"),
        space: .receipts,
        key: .of(RecordKind.directive.rawValue),
        entering: .byCommand("receipt sign"),
        fields: [
            FieldDeclaration(
                ReceiptField.issuer,
                "issuer",
                DeclaredName("发文单位", "issuer"),
                .register(.path),
                role: .bookkeeping,
                presence: .filled
            ),
            FieldDeclaration(
                ReceiptField.deliveredAt,
                "deliveredAt",
                DeclaredName("送达时间", "time of delivery"),
                .register(.instant),
                role: .bookkeeping
            ),
            FieldDeclaration(
                ReceiptField.signedAt,
                "signedAt",
                DeclaredName("签收时间", "time of signing"),
                .choice(.instant),
                role: .bookkeeping
            ),
            FieldDeclaration(
                ReceiptField.signedBy,
                "signedBy",
                DeclaredName("签收人", "signed by"),
                .choice(.user),
                role: .bookkeeping
            ),
            FieldDeclaration(
                ReceiptField.stage,
                "step",
                DeclaredName("办理步骤", "step"),
                .stage([
                    DeclaredStep(
                        Receipt.Step.delivered.rawValue,
                        "delivered",
                        DeclaredName("已送达", "delivered")
                    ),
                    DeclaredStep(
                        Receipt.Step.signed.rawValue,
                        "signed",
                        DeclaredName("已签收", "signed")
                    ),
                ]),
                presence: .filled
            ),
            FieldDeclaration(
                ReceiptField.openedAt,
                "openedAt",
                DeclaredName("阅读时间", "time of opening"),
                .register(.instant),
                role: .bookkeeping
            ),
        ]
    )
}
