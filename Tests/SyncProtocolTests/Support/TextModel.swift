@testable import SyncProtocol

/// A text as a tree of single elements, as the rules have it: slow, and nothing is kept together that was
/// inserted together.
struct TextModel {
    private struct Node {
        let element: TextElement
        let anchor: TextAnchor
        let scalar: Unicode.Scalar
    }

    private var nodes: [Node] = []
    private var erased: [TextSpan] = []

    mutating func take(_ operation: FieldOperation, dot: Dot) {
        switch operation {
        case .insert(let text, let anchor):
            for (offset, scalar) in text.unicodeScalars.enumerated() {
                let before = TextElement(dot, UInt32(max(0, offset - 1)))
                self.nodes.append(
                    Node(
                        element: TextElement(dot, UInt32(offset)),
                        anchor: offset == 0 ? anchor : .after(before),
                        scalar: scalar
                    )
                )
            }
        case .erase(let spans): self.erased += spans
        default: break
        }
    }

    var text: String {
        let anchors = self.nodes.map { self.known($0.anchor) }
        func children(_ anchor: TextAnchor) -> [Node] {
            zip(self.nodes, anchors).filter { $1 == anchor }.map(\.0)
                .sorted { $0.element < $1.element }
        }
        func read(_ node: Node) -> String {
            let isErased = self.erased.contains {
                $0.insertion == node.element.insertion && $0.offsets.contains(node.element.offset)
            }
            return children(.before(node.element)).map(read).joined()
                + (isErased ? "" : String(Character(node.scalar)))
                + children(.after(node.element)).map(read).joined()
        }
        let lone = zip(self.nodes, anchors).filter { $1 == nil }.map(\.0)
            .sorted { $0.element < $1.element }
        return (children(.start) + lone).map(read).joined()
    }

    /// Nil for one whose element is not here; an offset behind the end is the last one.
    private func known(_ anchor: TextAnchor) -> TextAnchor? {
        guard let element = anchor.element else { return .start }
        let offsets = self.nodes.filter { $0.element.insertion == element.insertion }
            .map(\.element.offset)
        guard let last = offsets.max() else { return nil }
        let known = TextElement(element.insertion, min(element.offset, last))
        return anchor == .after(element) ? .after(known) : .before(known)
    }
}
