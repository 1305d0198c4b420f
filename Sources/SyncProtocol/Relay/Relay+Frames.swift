private import OrderedCollections

// What the other ends of links say.

extension Relay {
    mutating func receive(_ link: LinkID, _ bytes: [UInt8], at now: Int64) -> [Action] {
        let isGreeted = self.book.modify(link) { session, _ in
            session.inbox.lastReceivedAt = now
            return session.phase.isGreeted
        }
        guard let isGreeted else { return [] }
        let frame: Frame
        do throws(CBORError) {
            frame = try Frame(decoding: bytes)
        } catch {
            return self.end(link, .malformedFrame(error.description))
        }
        switch frame {
        case .hello(let hello): return self.greeted(link, hello, at: now)
        case .bye(let reason): return self.end(link, .farewell(PeerWord.cleaned(reason)))
        default: break
        }
        guard isGreeted else { return self.end(link, .outOfTurn("greeting")) }
        return self.take(frame, from: link, at: now)
    }

    /// Takes in a frame of an end that has greeted.
    private mutating func take(_ frame: Frame, from link: LinkID, at now: Int64) -> [Action] {
        switch frame {
        case .reconcile(let page): return self.told(link, page, at: now)
        case .changes(let batch): return self.delivered(link, batch)
        case .acknowledgement(let acknowledgement):
            return self.acknowledged(link, acknowledgement, at: now)
        case .ping(let heartbeat):
            let answer = self.book[link]?.heartbeat(heartbeat.number)
            return self.beat(link, heartbeat, at: now)
                + (answer.map { [self.book.send(.pong($0), over: link, at: now)] } ?? [])
        case .pong(let heartbeat): return self.beat(link, heartbeat, at: now)
        case .equality(let statement):
            let tree = self.tree
            return self.book.modify(link) { session, _ in session.told(statement, in: tree) } ?? []
        case .fragment(let fragment): return self.received(fragment, from: link, at: now)
        case .progress(let byteCount):
            self.book.modify(link) { session, _ in
                session.line.progressed(to: byteCount, at: now)
            }
            return self.pump(link, at: now)
        // The driver checks, keeps and makes notes. Here it is only known when a statement is due or missed.
        case .note(.note(let note)): return [.take(link, note)]
        case .note(.settled(let id)): return [.notify(.noteSettled(link, id))]
        case .want(let place):
            return self.contents.wanted(place, over: link, of: &self.book, at: now)
                ?? self.end(link, .outOfTurn("want"))
        case .chunk(let chunk):
            return self.contents.arrived(chunk, over: link, of: &self.book, at: now)
        case .again(let change):
            self.book.modify(link) { session, index in session.wantsAgain(change, in: index) }
            return self.pump(link, at: now)
        case .hello, .bye: return []
        }
    }

    private mutating func greeted(_ link: LinkID, _ hello: Hello, at now: Int64) -> [Action] {
        guard let session = self.book[link] else { return [] }
        guard !session.phase.isGreeted else { return self.end(link, .outOfTurn("hello")) }
        guard hello.versions.contains(where: Self.versions.contains) else {
            return self.end(link, .noCommonVersion)
        }
        guard hello.tree == self.tree else { return self.end(link, .wrongTree) }
        guard hello.path == session.ends.peer else { return self.end(link, .notWhoItSeemed) }
        let (tree, creditByteCountMax) = (self.tree, self.limits.sendingByteCountMax)
        let answer = self.book.modify(link) { session, index in
            let pages = session.greeted(
                by: hello,
                creditByteCountMax: creditByteCountMax,
                in: index,
                at: now
            )
            return (pages, session.phase.isStreaming ? session.foundEqual(in: tree) : nil)
        }
        guard let (pages, found) = answer else { return [] }
        let greeted = hello.process.map { [Action.notify(.greeted(link, process: $0))] } ?? []
        if let found { return greeted + found + self.pump(link, at: now) }
        return greeted + self.book.send(pages.map(Frame.reconcile), over: link, at: now)
    }

    private mutating func told(_ link: LinkID, _ page: ReconcilePage, at now: Int64) -> [Action] {
        let result = self.book.modify(link) { session, index in
            session.told(page, in: index, at: now)
        }
        guard let result, let (pages, notices) = result else {
            return self.end(link, .outOfTurn("reconcile"))
        }
        return self.admitted(notices, at: now).map(Action.notify)
            + self.book.send(pages.map(Frame.reconcile), over: link, at: now)
            + self.pump(link, at: now)
    }

    /// All but claims about our own feeds that do not count.
    private mutating func admitted(_ notices: [Notice], at now: Int64) -> [Notice] {
        notices.filter { notice in
            guard case .ownFeedAhead(_, let feed, _) = notice else { return true }
            return self.claims.admits(feed, at: now, self.limits)
        }
    }

    private mutating func beat(
        _ link: LinkID,
        _ heartbeat: Heartbeat,
        at now: Int64
    ) -> [Action] {
        let tree = self.tree
        let heard = self.book.modify(link) { session, index in
            let heard = session.heard(heartbeat.scopeDigest, in: index, at: now)
            return (heard.isEqual ? session.foundEqual(in: tree) : [], heard.pages)
        }
        guard let (found, pages) = heard else { return [] }
        return found + self.book.send(pages.map(Frame.reconcile), over: link, at: now)
    }

    // MARK: Changes

    private mutating func delivered(_ link: LinkID, _ batch: ChangeBatch) -> [Action] {
        let creditByteCount = self.limits.creditByteCount
        let accepted = self.book.modify(link) { session, _ in
            session.inbox.accept(batch, creditByteCount: creditByteCount)
                ? (session.ends.peer, session.copies.carriage) : nil
        }
        guard let accepted else { return [] }
        guard let (peer, carriage) = accepted else { return self.end(link, .creditExceeded) }
        let id = BatchID(link: link, number: batch.number)
        let pieces = FlowParts(batch.changes, over: link, from: peer, at: self.office).parts
        // An empty batch wants its answer, too.
        guard !pieces.isEmpty else { return [.ingest(id, carriage, [])] }
        return pieces.map { .ingest(id, carriage, $0.changes) }
    }

    private mutating func acknowledged(
        _ link: LinkID,
        _ acknowledgement: BatchAcknowledgement,
        at now: Int64
    ) -> [Action] {
        let notices = self.book.modify(link) { session, index in
            session.acknowledged(acknowledgement, in: index, at: now)
        }
        return (notices ?? []).map(Action.notify) + self.pump(link, at: now)
    }

    private mutating func received(
        _ fragment: Fragment,
        from link: LinkID,
        at now: Int64
    ) -> [Action] {
        let taken = self.book.modify(link) { session, _ in
            let outcome = session.inbox.assembly.take(fragment)
            return (outcome, session.inbox.assembly.receivedByteCount)
        }
        guard let (outcome, byteCount) = taken, outcome != .outOfTurn else {
            return self.end(link, .outOfTurn("fragment"))
        }
        if fragment.lane == UInt64(Lane.attachments.rawValue) {
            self.contents.links[link]?.heard(at: now)
        }
        let progress = self.book.send(.progress(byteCount), over: link, at: now)
        guard case .finished(let bytes) = outcome else { return [progress] }
        // Only what is long travels in pieces.
        switch try? Frame(decoding: bytes) {
        case .changes(let batch)?: return [progress] + self.delivered(link, batch)
        case .chunk(let chunk)?:
            return [progress] + self.contents.arrived(chunk, over: link, of: &self.book, at: now)
        default: return self.end(link, .malformedFrame("put together from fragments"))
        }
    }
}
