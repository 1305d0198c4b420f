import Admin
import Foundation
import Synchronization

/// Says what happens, as it happens.
final class Teller: Sendable {
    private struct State {
        var chapter = 0
        var isSilent = false
    }

    let language: Language
    private let sink: any OutputSink
    private let begun = ContinuousClock.now
    private let state = Mutex(State())

    init(_ language: Language, sink: any OutputSink) {
        self.language = language
        self.sink = sink
    }

    /// A part of the story.
    func chapter(_ chinese: String, _ english: String) {
        let number = self.state.withLock { state in
            state.chapter += 1
            return state.chapter
        }
        self.write("\n\(number). " + Phrase(chinese, english).said(in: self.language) + "\n")
    }

    /// One thing that happened, with the seconds since the demo began.
    func step(_ chinese: String, _ english: String) {
        let time = String(format: "%7.2f s", Self.seconds(ContinuousClock.now - self.begun))
        self.write("  \(time)  " + Phrase(chinese, english).said(in: self.language) + "\n")
    }

    /// Something that is shown as it is.
    func show(_ text: String) {
        self.write(text.hasSuffix("\n") ? text : text + "\n")
    }

    func show(_ chinese: String, _ english: String) {
        self.show(Phrase(chinese, english).said(in: self.language))
    }

    /// Says nothing any more: the demo is being stopped, and what fails now fails because of that.
    func fallSilent() { self.state.withLock { $0.isSilent = true } }

    private func write(_ text: String) {
        guard !self.state.withLock({ $0.isSilent }) else { return }
        try? self.sink.write(text)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

extension Duration {
    /// Milliseconds with one digit, for people.
    var milliseconds: String {
        let nanoseconds =
            self.components.seconds * 1_000_000_000 + self.components.attoseconds / 1_000_000_000
        return String(format: "%.1f", Double(nanoseconds) / 1_000_000)
    }
}
