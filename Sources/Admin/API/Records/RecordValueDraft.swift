/// What is handed in for a field of a record. In JSON a text, a list of texts, a list of files, `{"of": CHANGE}`, or null.
package enum RecordValueDraft: Sendable, Equatable {
    /// The field is emptied.
    case nothing
    case text(String)
    case list([String])
    case files([AttachmentEntry])
    /// The value that a change brought which stands there: by the change's id.
    case of(String)
}

extension RecordValueDraft: Codable {
    private enum CodingKeys: CodingKey {
        case of
    }

    package init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: CodingKeys.self) {
            self = .of(try object.decode(String.self, forKey: .of))
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let texts = try? container.decode([String].self) {
            self = .list(texts)
        } else {
            self = .files(try container.decode([AttachmentEntry].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if case .of(let change) = self {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(change, forKey: .of)
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .nothing, .of: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .list(let texts): try container.encode(texts)
        case .files(let files): try container.encode(files)
        }
    }
}
