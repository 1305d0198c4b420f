/// Finds the mark of a classified document (密级标志): the system is for unclassified matter.
package enum ClassificationMark {
    private static let grades: [Unicode.Scalar] = ["绝", "机", "秘"]
    private static let stars: [Unicode.Scalar] = ["★", "☆"]
    private static let openings: [Unicode.Scalar] = ["【", "〔", "［", "[", "（", "(", "《", "「", "〖"]

    /// - Throws: `classification-mark` when the text has one of the marks followed by a star (秘密★1年).
    static func refuse(in text: String, _ field: String) throws(ValidationError) {
        guard Self.isStarred(text) else { return }
        throw Self.error(field)
    }

    /// - Throws: the same, and also when a mark stands at the head of the title (【机密】关于…).
    static func refuse(inTitle title: String, _ field: String) throws(ValidationError) {
        guard Self.isStarred(title) || Self.isAtHead(title) else { return }
        throw Self.error(field)
    }

    /// Spaces are passed over: a mark without a term is printed with a space between its characters.
    private static func isStarred(_ text: String) -> Bool {
        var before: Unicode.Scalar = " "
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars where !Self.isSpace(scalar) {
            if Self.stars.contains(scalar), last == "密", Self.grades.contains(before) {
                return true
            }
            before = last
            last = scalar
        }
        return false
    }

    private static func isAtHead(_ title: String) -> Bool {
        var grade: Unicode.Scalar?
        for scalar in title.unicodeScalars where !Self.isSpace(scalar) {
            if grade != nil { return scalar == "密" }
            if Self.openings.contains(scalar) { continue }
            guard Self.grades.contains(scalar) else { return false }
            grade = scalar
        }
        return false
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace && scalar != "\n"
    }

    private static func error(_ field: String) -> ValidationError {
        ValidationError(
            field,
            .classificationMark,
            chinese: "含有密级标志。本系统只处理非涉密文件，严禁录入；请按保密规定经涉密渠道办理。",
            english: """
                It bears a classification mark. This system is for unclassified matter only: do not \
                enter it here, use the channel provided for classified documents.
                """
        )
    }
}
