import SyncProtocol

/// Gives what a transcript tells of names that a reader can follow: offices instead of keys, letters instead of
/// digests, in the order in which they are first seen.
final class TranscriptNames {
    private let authors: [AuthorID: String]
    private var states: [Digest256] = []
    private var incarnations: [AuthorID: [UInt64]] = [:]
    private var paths: [String: [OfficePath]] = [:]
    private var branches: [FeedID: [FeedBranch]] = [:]
    /// Where changes stand that came to a disk.
    private var known: [SignedChange: ChangePlace] = [:]

    /// - Parameter authors: by the office's id.
    init(_ authors: [AuthorID: String]) {
        self.authors = authors
    }

    /// All that a link carries, as one end has it: a letter for each digest.
    func state(_ digest: Digest256) -> String {
        "state \(Self.letter(Self.place(of: digest, in: &self.states)))"
    }

    func name(_ feed: FeedID) -> String {
        let owner = self.name(feed.space.owner)
        let author = self.authors[feed.author] ?? "\(feed.author)"
        var name = "\(feed.space.kind) of \(owner)"
        if author != feed.space.owner.office.text { name += " by \(author)" }
        let incarnation = Self.place(
            of: FeedID.ordinary(feed.incarnation),
            in: &self.incarnations[feed.author, default: []]
        )
        if incarnation > 0 { name += ", incarnation \(incarnation + 1)" }
        if feed.isUrgent { name += ", urgent" }
        guard let branch = feed.branch else { return name }
        let place = Self.place(of: branch, in: &self.branches[feed.root, default: []])
        return "\(name), branch \(Self.letter(place).lowercased()) from \(branch.number)"
    }

    /// An office's id; where it has moved, with the place at which it was not seen first.
    private func name(_ path: OfficePath) -> String {
        let id = path.office.text
        let place = Self.place(of: path, in: &self.paths[id, default: []])
        return place == 0 ? id : "\(id) below \(path.parent?.office.text ?? "-")"
    }

    private static func place<Element: Equatable>(of one: Element, in all: inout [Element]) -> Int {
        if let place = all.firstIndex(of: one) { return place }
        all.append(one)
        return all.count - 1
    }

    /// A, B, … Z, AA, AB …
    private static func letter(_ number: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let last = String(letters[number % letters.count])
        return number < letters.count ? last : Self.letter(number / letters.count - 1) + last
    }

    // MARK: Changes

    func words(of changes: [SignedChange]) -> String {
        let places = changes.map { signed -> ChangePlace? in
            if let place = self.known[signed] { return place }
            return (try? Change(decoding: signed.body)).map {
                ChangePlace(feed: $0.feed, number: $0.number)
            }
        }
        guard places.allSatisfy({ $0 != nil }) else { return "changes: \(changes.count)" }
        return self.words(of: places.compactMap(\.self))
    }

    /// Changes that a disk has, under the names that their strands have there.
    func words(of changes: [CommitReport.Committed]) -> String {
        let places = changes.map { ChangePlace(feed: $0.feed, number: $0.head.number) }
        for (change, place) in zip(changes, places) { self.known[change.signed] = place }
        return self.words(of: places)
    }

    /// Stretches of feeds: `reports of 510100 1-3`.
    func words(of places: [ChangePlace]) -> String {
        guard !places.isEmpty else { return "nothing" }
        var stretches: [(feed: FeedID, first: UInt64, last: UInt64)] = []
        for place in places {
            if let last = stretches.last, last.feed == place.feed, last.last + 1 == place.number {
                stretches[stretches.count - 1].last = place.number
            } else {
                stretches.append((place.feed, place.number, place.number))
            }
        }
        return stretches.map { feed, first, last in
            "\(self.name(feed)) \(first == last ? "\(first)" : "\(first)-\(last)")"
        }
        .joined(separator: "; ")
    }

    func words(of request: ReadRequest) -> String {
        let end = request.through == .max ? "" : " through \(request.through)"
        return "\(self.name(request.feed)) after \(request.after)\(end)"
    }

    /// What a commit has made durable.
    func words(of report: CommitReport) -> [String] {
        var words: [String] = []
        for cut in report.cuts {
            words.append(
                "cuts \(self.name(cut.strand)) at \(cut.head.number); \(self.position(cut.rest)) is the rest"
            )
        }
        for end in report.withdrawn { words.append("withdraws to \(self.position(end))") }
        if !report.committed.isEmpty {
            words.append("has on disk \(self.words(of: report.committed))")
        }
        for batch in report.batches {
            let verdicts = batch.outcomes.map { "\($0.verdict)" }
            let others = verdicts.filter { $0 != "accepted" }
            guard !others.isEmpty else { continue }
            words.append("finds in batch \(batch.id.number): \(others.joined(separator: ", "))")
        }
        if !report.mended.isEmpty { words.append("has mended \(self.words(of: report.mended))") }
        return words
    }

    private func position(_ position: FeedPosition) -> String {
        "\(self.name(position.feed)) to \(position.head.number)"
    }

    // MARK: Frames

    func words(_ frame: Frame) -> String {
        switch frame {
        case .hello(let hello):
            let moves = hello.successionsDigest == nil ? "" : ", knows of moves"
            return "hello, \(self.state(hello.scopeDigest))\(moves)"
        case .reconcile(let page): return self.words(of: page)
        case .changes(let batch):
            return "batch \(batch.number): \(self.words(of: batch.changes))"
        case .acknowledgement(let answer):
            let positions = answer.positions.map(self.position).joined(separator: "; ")
            let refusals = answer.refusals.map {
                "; refuses \(self.name($0.feed)) \($0.number): \($0.reason)"
            }
            return "has batch \(answer.number): \(positions)\(refusals.joined())"
        case .ping(let beat): return "ping, \(self.state(beat.scopeDigest))"
        case .pong(let beat): return "pong, \(self.state(beat.scopeDigest))"
        case .bye(let reason): return "bye: \(reason)"
        case .equality(let statement):
            let claim = statement.claim
            return "signed: equal in \(self.state(claim.scopeDigest)), \(claim.feedCount) feeds"
        case .fragment(let piece):
            let end = piece.offset + piece.bytes.count
            let lane = Lane(rawValue: Int(piece.lane)).map { "\($0)" } ?? "\(piece.lane)"
            return "bytes \(piece.offset)-\(end) of \(piece.byteCount), lane \(lane)"
        case .progress(let byteCount): return "has received \(byteCount) bytes of pieces"
        case .note(.note(let note)): return "a \(note.kind)"
        case .note(.settled): return "its note is on disk"
        case .want(let place): return "wants \(place.part) \(place.index) of a file"
        case .chunk(let chunk):
            return
                "\(chunk.place.part) \(chunk.place.index) of a file, \(chunk.bytes?.count ?? 0) bytes"
        case .again(let change): return "wants again \(self.words(of: [change]))"
        }
    }

    private func words(of page: ReconcilePage) -> String {
        var words = "search \(page.search), turn \(page.turn)"
        if page.page > 0 || !page.isLast { words += ", page \(page.page)" }
        for split in page.splits {
            words += "; divides \(self.range(split.range)) into \(split.digests.count)"
        }
        if !page.listed.isEmpty {
            words += "; lists \(page.listed.map(self.range).joined(separator: ", "))"
        }
        if !page.positions.isEmpty {
            words += "; has \(page.positions.map(self.position).joined(separator: ", "))"
        }
        if !page.answers.isEmpty {
            words += "; answers \(page.answers.map(self.position).joined(separator: ", "))"
        }
        return words
    }

    private func range(_ range: KeyRange) -> String {
        range.bits == 0 ? "everything" : "part \(range.prefix) of \(UInt64(1) << range.bits)"
    }
}
