/// The characters of a short entry (a number, a date, a 文号) as a reader takes them in: without what cannot
/// be seen, full-width letters and signs as ordinary ones, radicals as the characters that they show.
package enum FoldedText {
    /// - Parameter keepsBlanks: a space for each stretch of white space inside; else none.
    package static func scalars(
        _ text: some StringProtocol,
        keepsBlanks: Bool = false
    ) -> [Unicode.Scalar] {
        let visible = PlainText.visible(PlainText.trimmed(text))
        return (keepsBlanks ? visible : visible.filter { $0 != " " }).map(Self.folded)
    }

    package static func text(_ text: some StringProtocol, keepsBlanks: Bool = false) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: Self.scalars(text, keepsBlanks: keepsBlanks))
        return String(view)
    }

    package static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFF01 + 0x21) ?? scalar
        case Self.radicalsStart..<(Self.radicalsStart + UInt32(Self.radicals.count)):
            Self.radicals[Int(scalar.value - Self.radicalsStart)]
        default: scalar
        }
    }

    private static let radicalsStart: UInt32 = 0x2F00
    /// The characters that the Kangxi radicals U+2F00…U+2FD5 show: text out of a PDF often has these instead.
    private static let radicals: [Unicode.Scalar] = Array(
        """
        一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心\
        戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽\
        老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香\
        馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
        """.unicodeScalars
    )
}
