/// The rules that what people and programs hand in is held to. The words are part of the API: a
/// program may act on them, so none is ever renamed.
package enum ValidationRule: String, Sendable, Hashable, CaseIterable {
    case required
    /// Too many or too few characters or bytes.
    case length
    /// Too many or too few elements.
    case count
    case controlCharacter = "control-character"
    case classificationMark = "classification-mark"
    case identifierFormat = "id-format"
    case documentNumberFormat = "document-number-format"
    case dateFormat = "date-format"
    case dateOrder = "date-order"
    /// A day or period too far ahead.
    case tooFarAhead = "too-far-ahead"
    case year
    case periodFormat = "period-format"
    case urgency
    case recipientFormat = "recipient-format"
    case officeFormat = "office-format"
    case level
    case succession
    case duplicate
    case indicator
    case decimalFormat = "decimal-format"
    case fractionDigits = "fraction-digits"
    case range
    case unit
    case fileName = "file-name"
    case contentFormat = "content-format"
    /// Not one of the words that the field takes.
    case word
    /// A text where a list is wanted, or a list where a text is.
    case shape
    /// The node writes it, people do not.
    case readOnly = "read-only"
    /// The record does not go there from where it stands.
    case stepOrder = "step-order"
    /// The file is not on this node.
    case knownContent = "known-content"
}
