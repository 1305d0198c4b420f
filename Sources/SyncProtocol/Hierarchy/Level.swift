/// What kind of office this is. The order of the cases is the order of the tree.
package enum Level: String, Sendable, Hashable, CaseIterable {
    case national
    case provincial
    case city
    case county
    /// A learned society (学会) or partner, at any level of the tree, usually hosted.
    case society
}
