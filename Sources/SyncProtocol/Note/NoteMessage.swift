/// What a frame of notes carries.
package enum NoteMessage: Hashable, Sendable {
    case note(Note)
    /// The note with this id is on the sender's disk, or is of no use to it: do not send it again.
    case settled(NoteID)
}

extension NoteMessage: CBORCodable {
    private static let byteStringMajorType: UInt8 = 2

    package func encode(to encoder: inout CBOREncoder) {
        switch self {
        case .note(let note): note.encode(to: &encoder)
        case .settled(let id): id.encode(to: &encoder)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        if try decoder.nextMajorType() == Self.byteStringMajorType {
            self = .settled(try NoteID(from: &decoder))
        } else {
            self = .note(try Note(from: &decoder))
        }
    }
}
