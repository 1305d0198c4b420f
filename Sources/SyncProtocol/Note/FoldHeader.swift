/// What the body of every fold begins with. The rest is the offices' work and is not read here.
package struct FoldHeader: Hashable, Sendable {
    package static let subjectByteCount = 16

    /// What is folded: the directive's id.
    package let subject: [UInt8]
    /// When it was made, UTC seconds.
    package let at: Int64

    package init(subject: [UInt8], at: Int64) {
        self.subject = subject
        self.at = at
    }

    package init(bodyOf note: Note) throws(CBORError) {
        var decoder = CBORDecoder(note.body)
        let start = decoder.offset
        guard try decoder.array() >= 2 else { throw CBORError(.unexpectedType, at: start) }
        let subject = try decoder.byteString(max: Self.subjectByteCount)
        guard subject.count == Self.subjectByteCount else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self.subject = subject
        self.at = try decoder.integer()
    }
}
