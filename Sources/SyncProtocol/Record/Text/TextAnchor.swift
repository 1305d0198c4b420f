/// Where an insertion hangs in the tree that orders a text.
///
/// The tree is that of Fugue (Weidner and Kleppmann, "The Art of the Fugue: Minimizing Interleaving in
/// Collaborative Text Editing", 2023): each element may have others on its left and on its right, and the text
/// is the tree read from left to right. Within an insertion each element hangs on the right of the one before.
package enum TextAnchor: Hashable, Sendable {
    /// On the right of the text's beginning.
    case start
    /// On the left of an element.
    case before(TextElement)
    /// On the right of an element.
    case after(TextElement)

    /// What it hangs on; nil for the text's beginning.
    package var element: TextElement? {
        switch self {
        case .start: nil
        case .before(let element), .after(let element): element
        }
    }
}

// `[]`, or `[change, index, offset, is after]`.
extension TextAnchor: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        guard let element = self.element else {
            encoder.array(count: 0)
            return
        }
        encoder.array(count: 4)
        element.insertion.change.encode(to: &encoder)
        encoder.unsigned(UInt64(element.insertion.index))
        encoder.unsigned(UInt64(element.offset))
        encoder.bool(self == .after(element))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array(max: 4)
        guard count > 0 else {
            self = .start
            return
        }
        guard count == 4 else { throw CBORError(.unexpectedType, at: start) }
        let change = try ChangeID(from: &decoder)
        let index = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        let offset = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        let element = TextElement(Dot(change: change, index: index), offset)
        self = try decoder.bool() ? .after(element) : .before(element)
    }
}
