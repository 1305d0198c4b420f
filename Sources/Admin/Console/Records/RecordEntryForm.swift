/// What somebody types into the fields of a record, beside what was shown to them.
struct RecordEntryForm: Equatable {
    /// What the author was shown of the record; nil for one that is new.
    private(set) var revision: String?
    /// What stands in the inputs, by the fields' codes.
    private(set) var typed: [String: String]
    /// What stood in them when the page was drawn.
    private(set) var shown: [String: String]
    /// Fields that have changed since their author was shown them.
    private(set) var changed: [String] = []

    /// A form of which nothing has been typed yet.
    ///
    /// - Parameter record: what stands there; nil for a new record.
    init(_ record: RecordDetail?, of kind: RecordKindDetail) {
        self.revision = record?.revision
        self.shown = [:]
        for field in kind.entered {
            let standing = record?.fields.first { $0.code == field.code }
            // What is at odds is settled: no one of its values stands for the others.
            guard standing?.atOdds != true else { continue }
            self.shown[field.code] = RecordFormValue.text(of: standing, field)
        }
        self.typed = self.shown
    }

    /// What a browser has sent.
    init(_ sent: SentForm, of kind: RecordKindDetail) {
        self.revision = sent["revision"]
        self.typed = [:]
        self.shown = [:]
        for field in kind.entered {
            self.typed[field.code] = sent["field.\(field.code)"]
            self.shown[field.code] = sent["was.\(field.code)"]
        }
    }

    /// Whether the author has typed something else than was shown.
    func isTouched(_ code: String) -> Bool {
        guard let text = self.typed[code] else { return false }
        return text != self.shown[code] ?? ""
    }

    /// What is handed in: what its author has changed, and nothing else, so that two people who change different
    /// fields of one record do not write over each other.
    func drafts(of kind: RecordKindDetail) -> [String: RecordValueDraft] {
        var drafts: [String: RecordValueDraft] = [:]
        for field in kind.entered where self.isTouched(field.code) {
            drafts[field.code] = RecordFormValue.draft(of: self.typed[field.code] ?? "", field)
        }
        return drafts
    }

    /// The same on top of what stands there now: what was typed stays, all else is as it stands.
    func rebased(on record: RecordDetail, of kind: RecordKindDetail) -> RecordEntryForm {
        var result = RecordEntryForm(record, of: kind)
        for field in kind.entered where self.isTouched(field.code) {
            result.typed[field.code] = self.typed[field.code]
            let standing = record.fields.first { $0.code == field.code }
            let isOther = self.shown[field.code] ?? "" != result.shown[field.code]
            // A total is not typed, so it does not tell what came between.
            if isOther || standing?.atOdds == true || field.merge == .counter {
                result.changed.append(field.code)
            }
        }
        return result
    }
}
