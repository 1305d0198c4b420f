import Foundation
import Simulation
import SyncProtocol
import Testing

/// What the two ends of links say and do, in words: one line for each event, frame and action that means
/// something.
///
/// Held against a file in `Golden`; with the environment's `CAST_REWRITE_TRANSCRIPTS` set the file is written
/// instead, and whoever changes the protocol reads what has changed in the difference.
final class Transcript: RelayWatcher {
    private static let switchName = "CAST_REWRITE_TRANSCRIPTS"

    let names: TranscriptNames
    /// False: what happens is followed and not written down.
    var isWriting: Bool
    private var lines: [String] = []
    private var incarnations: [String: UInt64] = [:]
    /// Whom a link leads to, as each end sees it.
    private var peers: [String: [LinkID: String]] = [:]

    init(_ names: TranscriptNames, isWriting: Bool = true) {
        self.names = names
        self.isWriting = isWriting
    }

    /// A line of its own, of whoever tells the story.
    func remark(_ text: String) { self.lines.append("# \(text)") }

    func happened(_ event: Relay.Event, at office: OfficePath, now: Int64) {
        let own = office.office.text
        switch event {
        case .linkOpened(let link, let peer):
            self.peers[own, default: [:]][link] = peer.office.text
            self.add("a link to \(peer.office.text) stands", own, now)
        case .linkClosed(let link): self.add("the link\(self.to(link, own)) is gone", own, now)
        case .committed(let report):
            for words in self.names.words(of: report) { self.add(words, own, now) }
        case .read(_, let changes):
            self.add("has read \(self.names.words(of: changes))", own, now)
        case .compare: self.add("shall compare", own, now)
        case .incarnationOpened(let incarnation):
            let former = self.incarnations.updateValue(incarnation, forKey: own)
            guard let former, former != incarnation else { return }
            self.add("writes in a new incarnation from now on", own, now)
        case .reorganised: self.add("knows other moves of offices", own, now)
        case .damaged(let places):
            self.add("finds damaged: \(self.names.words(of: places))", own, now)
        case .restrict(_, let lane): self.add("sends nothing below \(lane)", own, now)
        case .frameReceived, .certified, .note, .statementHeard, .content, .tick: return
        }
    }

    func wanted(_ action: Relay.Action, at office: OfficePath, now: Int64) {
        let own = office.office.text
        switch action {
        case .send(let link, let bytes):
            let words =
                (try? Frame(decoding: bytes)).map(self.names.words) ?? "\(bytes.count) bytes"
            self.add("->\(self.to(link, own).dropFirst(3)): \(words)", own, now)
        case .close(let link, let end):
            self.add("ends the link\(self.to(link, own)): \(end.word)", own, now)
        case .ingest(let batch, _, let changes):
            self.add(
                "stores \(self.names.words(of: changes)) of batch \(batch.number)\(self.from(batch.link, own))",
                own,
                now
            )
        case .read(let link, let requests, let byteCountMax):
            let words = requests.map(self.names.words).joined(separator: ", ")
            self.add("reads \(words), up to \(byteCountMax) bytes\(self.to(link, own))", own, now)
        case .certify(let link, let claim):
            let state = self.names.state(claim.scopeDigest)
            self.add("signs for\(self.to(link, own).dropFirst(3)): equal in \(state)", own, now)
        case .keep(let link, _):
            self.add("keeps the certificate\(self.from(link, own))", own, now)
        case .notify(let notice): self.add(self.words(of: notice, own), own, now)
        case .take(let link, let note):
            self.add("takes a \(note.kind)\(self.from(link, own))", own, now)
        case .content: return
        }
    }

    private func words(of notice: Relay.Notice, _ own: String) -> String {
        switch notice {
        case .greeted(let link, _): "has been greeted\(self.by(link, own))"
        case .inSync(let link): "is in step with\(self.to(link, own).dropFirst(3))"
        case .moved(let link): "something new has come over the link\(self.to(link, own))"
        case .refusedByPeer(let link, let feed, let number, let reason):
            "\(self.names.name(feed)) \(number) is refused\(self.by(link, own)): \(reason)"
        case .ownFeedAhead(let link, let feed, let theirs):
            "hears\(self.from(link, own)) that its own \(self.names.name(feed)) reaches to \(theirs.number)"
        case .ownChangesLost(let changes): "has lost \(self.names.words(of: changes))"
        case .noteSettled(let link, _): "its note is settled\(self.by(link, own))"
        case .statementDue(let link): "owes\(self.to(link, own).dropFirst(3)) a statement"
        case .statementStale(let link, _): "hears no statement\(self.from(link, own))"
        }
    }

    private func to(_ link: LinkID, _ own: String) -> String {
        " to \(self.peers[own]?[link] ?? "-")"
    }
    private func from(_ link: LinkID, _ own: String) -> String {
        " from \(self.peers[own]?[link] ?? "-")"
    }
    private func by(_ link: LinkID, _ own: String) -> String {
        " by \(self.peers[own]?[link] ?? "-")"
    }

    private func add(_ words: String, _ own: String, _ now: Int64) {
        guard self.isWriting else { return }
        let time = String(repeating: " ", count: max(0, 6 - "\(now)".count)) + "\(now)"
        self.lines.append("\(time)  \(own)  \(words)")
    }

    /// Holds all that was said against the file of this name, or writes it.
    func check(_ name: String) throws {
        let text = self.lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(name).txt")
        if ProcessInfo.processInfo.environment[Self.switchName] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let lines = text.components(separatedBy: "\n")
        let place = zip(golden, lines).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        guard golden != lines else { return }
        let first = place ?? min(golden.count, lines.count)
        Issue.record(
            """
            \(name).txt, line \(first + 1): it is
            \(lines.indices.contains(first) ? lines[first] : "nothing more")
            and was
            \(golden.indices.contains(first) ? golden[first] : "nothing more")
            (\(Self.switchName)=1 writes it anew)
            """
        )
    }
}
