/// One of several things that a page can be narrowed to.
struct ChoiceView {
    let value: String
    let words: String
    let isCurrent: Bool
}
