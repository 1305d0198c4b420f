/// What somebody says holds in the fields of a record that are at odds.
struct SettlementForm: Equatable {
    /// What takes the place of a change's id where another value is typed.
    static let other = "other"

    let revision: String?
    /// The change whose value is taken, or ``other``, by the fields' codes; empty to leave a field at odds.
    private(set) var taken: [String: String] = [:]
    /// The other value, by the fields' codes.
    private(set) var typed: [String: String] = [:]

    /// A form in which nothing has been chosen yet.
    init() { self.revision = nil }

    init(_ sent: SentForm, of kind: RecordKindDetail) {
        self.revision = sent["revision"]
        for field in kind.fields {
            self.taken[field.code] = sent["take.\(field.code)"]
            self.typed[field.code] = sent.filled("other.\(field.code)")
        }
    }

    /// What is handed in.
    ///
    /// - Throws: ``APIError`` where a value is taken and another one is typed: one of them would be lost.
    func drafts(of kind: RecordKindDetail) throws(APIError) -> [String: RecordValueDraft] {
        var drafts: [String: RecordValueDraft] = [:]
        for field in kind.fields {
            let taken = self.taken[field.code].flatMap { $0.isEmpty ? nil : $0 }
            let typed = self.typed[field.code]
            switch taken {
            case nil where typed == nil: continue
            case nil, Self.other:
                drafts[field.code] = RecordFormValue.draft(of: typed ?? "", field)
            case .some(let change):
                guard typed == nil else { throw Self.both(field) }
                drafts[field.code] = .of(change)
            }
        }
        return drafts
    }

    private static func both(_ field: RecordKindField) -> APIError {
        APIError(
            .invalid,
            chinese: "“\(field.nameChinese)”既选了一个值，又另外填写了一个，本次未写入",
            english: "in the \(field.nameEnglish) a value is taken and another one is typed; "
                + "nothing was written",
            field: "fields.\(field.code)",
            rule: "choice",
            hintChinese: "要用另填的值请选“以填写的为准”，否则请清空所填",
            hintEnglish: "choose “what is typed here” for the typed one, or clear it"
        )
    }
}
