/// Why a JSON text is not taken, beside what a `DecodingError` says.
struct JSONFault: Error, Sendable {
    enum Reason: Sendable, Hashable {
        /// It is not UTF-8.
        case encoding
        case syntax
        /// Values in values beyond ``JSONReader/depthMax``.
        case depth
        /// A name stands twice in one object.
        case repeatedName
        /// No such name is known there; the nearest one that is.
        case unknownName(nearest: String?)
    }

    let reason: Reason
    let path: [JSONStep]
    /// The byte, from 0, and its line, from 1; for what is wrong with the text itself.
    let place: (offset: Int, line: Int)?

    init(_ reason: Reason, path: [JSONStep] = [], place: (offset: Int, line: Int)? = nil) {
        self.reason = reason
        self.path = path
        self.place = place
    }
}
