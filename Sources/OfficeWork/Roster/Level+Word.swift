private import PlainText
package import SyncProtocol

extension Level {
    /// The level that a word of people or programs means: `provincial`, 省级, 省. Nil when it means none.
    package static func meant(by word: String) -> Level? {
        LevelWord.meant(by: word).flatMap { Level(rawValue: $0.code) }
    }
}
