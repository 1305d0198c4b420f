private import PlainText

/// Finds the mark of a classified document (密级标志): the system is for unclassified matter.
///
/// A mark is found where one stands, and only there: at the head of a title or a line, in brackets at the end
/// of a title, behind the word 密级, and before a star anywhere. A title that only begins with such a word
/// (秘密花园…) has none.
package enum ClassificationMark {
    /// - Throws: `classification-mark` when a line of the text bears a mark (秘密★1年).
    static func refuse(in text: String, _ field: String) throws(ValidationError) {
        for line in Self.lines(of: text) where MarkReader(line).isMarked {
            throw Self.error(field)
        }
    }

    /// - Throws: the same, and also when the title goes on behind a mark (机密 关于…) or ends with one (…（机密）).
    static func refuse(inTitle title: String, _ field: String) throws(ValidationError) {
        for line in Self.lines(of: title) {
            let reader = MarkReader(line)
            if reader.isMarked || reader.isMarkedTitle { throw Self.error(field) }
        }
    }

    /// Text without what cannot be seen: nothing can be hidden in a mark.
    private static func lines(of text: String) -> [[Unicode.Scalar]] {
        // Most texts have none of these characters, and the longest has thousands.
        guard text.unicodeScalars.contains("密") else { return [] }
        return PlainText.visible(text).split(separator: "\n").map { $0.map(FoldedText.folded) }
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
