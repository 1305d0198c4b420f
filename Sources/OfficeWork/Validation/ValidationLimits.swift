/// How much people and programs may hand in. Characters are Unicode scalars of the normalised text,
/// as JSON Schema counts them.
package enum ValidationLimits {
    package static let titleCharactersMax = 200
    /// 64 KiB of UTF-8.
    package static let bodyBytesMax = 64 * 1024
    package static let recipientsMax = 512
    package static let reportCharactersMax = 20_000
    package static let replyCharactersMax = 20_000
    package static let pointsMax = 256
    /// Elements of a field that is a set.
    package static let setElementsMax = 256
    /// The greatest number that is added to a counter at once, or taken from it.
    package static let incrementMax: Int64 = 1_000_000_000
    package static let officeNameCharactersMax = 100
    /// Attached files of one document.
    package static let attachmentsMax = 50
    package static let fileNameCharactersMax = 200
    package static let userCharactersMax = 64
    /// The characters of the agency's word (机关代字) of a document number.
    package static let agencyWordCharactersMax = 20
    package static let documentNumberMax = 99_999
    /// The years that a document can bear.
    package static let documentYears = 1949...2199
    /// How many days ahead the date of issue or the first day of a period may lie. What is signed cannot be
    /// taken back, and a slip in the year would stand on top of every list.
    package static let daysAheadMax = 366
    /// The same for the last day for replies.
    package static let replyDaysAheadMax = 5 * 366
}
