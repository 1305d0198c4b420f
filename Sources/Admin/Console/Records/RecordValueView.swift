/// A value of a record's field.
struct RecordValueView {
    /// Of a list so many elements are shown.
    static let elementsMax = 100
    /// Of a text so many characters, where several records are on one page.
    static let glanceMax = 400

    /// A text as it stands; nil where there is none.
    let passage: String?
    let moment: MomentView?
    /// The page of what the value names; nil when it names nothing.
    let linkPath: String?
    let elements: [String]
    let hasElements: Bool
    /// How many elements more there are; nil when all are shown.
    let elementsMore: String?
    let files: [AttachmentView]
    let hasFiles: Bool
    let isNothing: Bool

    /// - Parameters:
    ///   - field: what is declared of it; nil for a field that is not known here.
    ///   - isGlance: whether a long text is cut.
    init(
        _ value: RecordValue,
        of field: RecordKindField?,
        steps: [RecordKindStep],
        isGlance: Bool = false,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let words = (field?.words ?? []) + (field?.merge == .stage ? steps.map(\.step) : [])
        func said(_ text: String) -> String {
            words.first { $0.code == text }.map { language.say($0.name) } ?? text
        }
        func cut(_ text: String) -> String {
            guard isGlance, text.unicodeScalars.count > Self.glanceMax else { return text }
            return String(text.prefix(Self.glanceMax)) + "…"
        }
        let list = value.list ?? []
        self.passage = value.text.map { cut(said($0)) }
        self.moment = value.at.map { MomentView($0, now: now, language) }
        self.linkPath =
            field?.content == .directive ? value.text.map { PagePath.directive($0) } : nil
        self.elements = list.prefix(Self.elementsMax).map { cut(said($0)) }
        self.hasElements = !list.isEmpty
        self.elementsMore =
            list.count > Self.elementsMax
            ? Numerals.grouped(list.count - Self.elementsMax) : nil
        self.files = (value.files ?? []).prefix(Self.elementsMax).map { AttachmentView($0) }
        self.hasFiles = !self.files.isEmpty
        self.isNothing =
            value.text == nil && value.at == nil && list.isEmpty && self.files.isEmpty
    }
}
