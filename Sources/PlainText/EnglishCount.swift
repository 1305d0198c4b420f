/// How many there are of something, in English, where the word bends to the number. Chinese needs none of it.
package enum EnglishCount {
    /// `1 office`, `2 offices`, `0 replies`.
    ///
    /// - Parameters:
    ///   - one: the word for a single one.
    ///   - many: the word for any other number; nil adds an s.
    ///   - digits: how the number is written, where not plainly.
    package static func text(
        _ count: some BinaryInteger,
        _ one: String,
        _ many: String? = nil,
        digits: String? = nil
    ) -> String {
        "\(digits ?? String(count)) \(count == 1 ? one : many ?? one + "s")"
    }
}
