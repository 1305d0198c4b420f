internal import OrderedCollections
internal import SyncProtocol

// People who open records, look at them for a while, and save.

extension Simulation {
    /// How long somebody waits whose node is down or busy, in milliseconds.
    private static let laterMilliseconds: Int64 = 2_000

    /// Somebody opens a page, or begins a case in which several offices will write.
    func openPage() throws {
        guard self.isFaulty, var editors = self.editors else { return }
        defer { self.editors = editors }
        self.schedule(after: self.paced(editors.pause()), .openPage)
        if let matter = editors.matter(isUp: { self.offices[$0].isUp }) {
            try self.submit(self.workload.charter(matter.wish), at: matter.node)
        }
        guard let page = editors.page(in: self.offices) else { return }
        self.editChecker.opened(page)
        let patience = self.paced(editors.patience())
        self.schedule(after: patience, .savePage(page))
        if let again = editors.impatience() {
            self.schedule(after: patience + again, .savePage(page))
        }
    }

    /// Somebody saves what a page has become.
    func savePage(_ page: OpenPage) throws {
        guard self.isFaulty else { return }
        let office = self.offices[page.office]
        guard office.isUp, office.store.waitingActCount < SimulatedStore.waitingActsMax else {
            return self.schedule(after: self.paced(Self.laterMilliseconds), .savePage(page))
        }
        try self.submit(page)
    }

    /// Hands what a page has become to its node.
    func submit(_ page: OpenPage) throws {
        let office = self.offices[page.office]
        let part = try page.part(
            present: office.store.durable.state(page.reference),
            wall: office.clock.wall(at: self.now)
        )
        let preconditions = part.preconditions.compactMap(self.sabotaged)
        let act = LocalAct(.test, user: page.user, intents: part.intents, if: preconditions)
        let number = try self.submit(Workload.Act(act: act, words: page.words), at: page.office)
        self.editChecker.asked(number, page)
    }

    /// Defects of whoever makes the act.
    private func sabotaged(_ precondition: Precondition) -> Precondition? {
        guard case .isAsShown(let reference, let revision, _) = precondition else {
            return precondition
        }
        return switch self.settings.sabotage {
        case .overwriteUnseen: nil
        case .compareWholeRecords: .isAsShown(reference, revision, EditedKind.fields)
        default: precondition
        }
    }

    /// A node has gone down. Some of those who wait for its answer save once more.
    func interruptPages(at office: Int) {
        for page in self.editChecker.interrupted(at: office) {
            guard let delay = self.editors?.retry() else { continue }
            self.schedule(after: delay, .savePage(page))
        }
    }
}
