/// What the audit log says of an act that is written: a stable word, and what it was about as people call it.
package struct AuditNote: Hashable, Sendable {
    package let action: String
    package let subjects: [String]
    /// Whether each part of the act has a subject of its own: what stood there already is not named then.
    package let isByPart: Bool

    package init(action: String, subjects: [String], isByPart: Bool) {
        self.action = action
        self.subjects = subjects
        self.isByPart = isByPart
    }

    /// What is told when only some parts of the act are written.
    package func subjects(writing isWritten: [Bool]) -> [String] {
        guard self.isByPart else { return self.subjects }
        return zip(self.subjects, isWritten).compactMap { $1 ? $0 : nil }
    }
}
