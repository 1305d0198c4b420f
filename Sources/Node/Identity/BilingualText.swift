/// One sentence for people, in Chinese and in English.
struct BilingualText: Sendable, Equatable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}
