/// What a writer wants of one record.
package struct RecordIntent: Hashable, Sendable {
    package let space: SpaceID
    package let record: RecordID
    package let fields: [FieldIntent]

    package init(space: SpaceID, record: RecordID, fields: [FieldIntent]) {
        self.space = space
        self.record = record
        self.fields = fields
    }
}

extension RecordIntent {
    /// The longest edit that a writer may make of one record, in bytes: with it, a change that is
    /// nearly full still keeps its limit.
    package static let byteCountMax = 240 * 1024
    /// An element of a text is named in so many bytes at the most, with what goes with it.
    private static let textElementByteCount = 40

    /// Why it can never be written, whatever the record holds; nil when it can.
    ///
    /// A field that is written twice would not see its own first write (see ``ChangeDraft``).
    package var problem: String? {
        guard !self.fields.isEmpty else { return "nothing is written" }
        guard self.fields.count <= RecordEdit.operationsMax else { return "too many fields" }
        var byteCount = 0
        var written: [UInt16] = []
        for field in self.fields {
            switch field.action {
            case .add(let value), .remove(let value): byteCount += value.encoded().count
            case .assign(let value), .choose(let value):
                byteCount += value.encoded().count
                written.append(field.number)
            case .increment, .advance, .reopen: written.append(field.number)
            case .insert(let text, _):
                guard !text.isEmpty else { return "nothing is inserted" }
                byteCount += text.utf8.count + Self.textElementByteCount
            case .erase(let spans): byteCount += spans.count * Self.textElementByteCount
            }
        }
        guard byteCount <= Self.byteCountMax else {
            return "the record is longer than \(Self.byteCountMax) bytes"
        }
        written.sort()
        let isTwice = zip(written, written.dropFirst()).contains(where: ==)
        return isTwice ? "a field is written twice" : nil
    }
}
