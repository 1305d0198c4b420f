import Admin

/// Where every log line is written, whatever its format.
///
/// A line may quote what another office said, such as its reason for closing a link. Here it cannot forge a
/// line, move the cursor or turn the writing direction: such characters come out escaped.
struct LogStream: TextOutputStream, Sendable {
    let sink: any OutputSink

    /// - Parameter line: one whole entry; the line feed at its end is the only one that stays.
    func write(_ line: String) {
        let entry = line.hasSuffix("\n") ? line.dropLast() : line[...]
        self.sink.note(SafeText.escaped(String(entry), keepsLineFeeds: false) + "\n")
    }
}
