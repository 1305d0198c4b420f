package import SyncProtocol

/// What an office had replied before. Its next reply carries it along, so that whoever reads that sees what it took the
/// place of.
package struct FormerReply: Hashable, Sendable {
    /// So many stand in a record that one node writes; the oldest make way.
    package static let countMax = 5
    /// What one reply adds or takes away of them, in bytes of their texts: it must fit into a change beside its own.
    static let byteCountMax = 4 * ValidationLimits.replyCharactersMax

    package let text: String
    package let user: String
    /// When it was written, milliseconds since 1970 UTC.
    package let at: Int64
    package let attachments: [Attachment]

    /// How many values stand before those of the files.
    private static let valuesCount = 3

    init(_ reply: Reply) {
        self.text = reply.text
        self.user = reply.user
        self.at = reply.at
        self.attachments = reply.attachments
    }

    init?(_ value: Value) {
        guard case .list(let parts) = value, parts.count >= Self.valuesCount,
            let at = parts[0].integer,
            let user = parts[1].text.map(DisplayText.cleaned),
            let text = parts[2].text.map(DisplayText.cleaned)
        else { return nil }
        self.text = text
        self.user = user
        self.at = at
        self.attachments = Attachment.all(in: .list(Array(parts.dropFirst(Self.valuesCount))))
    }

    private var value: Value {
        .list(
            [.integer(self.at), .text(self.user), .text(self.text)]
                + self.attachments.flatMap(\.values)
        )
    }

    /// What it takes of ``byteCountMax``.
    private var byteCount: Int { Self.byteCount(of: self.value) }

    private static func byteCount(of value: Value) -> Int {
        guard case .list(let parts) = value else { return 0 }
        return parts.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) }
    }

    /// Those that a record carries, newest first, each once: nodes that replied apart may both have brought one. At most
    /// twice ``countMax``.
    package static func all(in state: RecordState) -> [FormerReply] {
        let found = Self.carried(by: state).compactMap { Self($0) }
            .sorted { ($1.at, $1.text) < ($0.at, $0.text) }
        var once: [FormerReply] = []
        for reply in found where once.last != reply { once.append(reply) }
        return Array(once.prefix(2 * Self.countMax))
    }

    /// What a reply has to write so that those which it replaces are carried along.
    static func intents(replacing state: RecordState, key: [UInt8]) -> [FieldIntent] {
        let known = Self.all(in: state)
        let replaced = Reply.all(key: key, state: state).map { Self($0) }
            .filter { !known.contains($0) }
        let added = Self.fitting(replaced.prefix(Self.countMax))
        let kept = (added + known).prefix(Self.countMax)
        let carried = Self.carried(by: state)
        let leaving = carried.filter { value in
            Self(value).map { !kept.contains($0) } ?? true
        }
        return added.map { FieldIntent(ReplyField.earlier.rawValue, .add($0.value)) }
            + Self.fitting(leaving).map { FieldIntent(ReplyField.earlier.rawValue, .remove($0)) }
    }

    private static func carried(by state: RecordState) -> [Value] {
        state.additions(ReplyField.earlier.rawValue).map(\.value)
    }

    private static func fitting(_ replies: some Sequence<FormerReply>) -> [FormerReply] {
        var rest = Self.byteCountMax
        return replies.filter { reply in
            guard reply.byteCount <= rest else { return false }
            rest -= reply.byteCount
            return true
        }
    }

    /// The same of values, some of which may be nothing that we wrote.
    private static func fitting(_ values: [Value]) -> [Value] {
        var rest = Self.byteCountMax
        return values.filter { value in
            let byteCount = Self.byteCount(of: value)
            guard byteCount <= rest else { return false }
            rest -= byteCount
            return true
        }
    }
}
