internal import OrderedCollections
package import SyncProtocol

extension OfficeHandle {
    /// Somebody opens a record of this office's reports, or of another space.
    package func open(_ space: SpaceID? = nil, by user: String = "clerk") throws -> OpenPage {
        let page = try self.page(of: space ?? SpaceID(.reports, of: self.path), by: user)
        self.simulation.editChecker.opened(page)
        return page
    }

    /// Saves what somebody has written on a page, and waits for the answer.
    package func save(
        _ page: OpenPage,
        _ entries: [UInt16: String],
        settling isSettlement: Bool = false
    ) throws {
        try self.ask(page, entries, settling: isSettlement)
        try self.simulation.run(until: "the node has answered") {
            !$0.editChecker.isWaiting(at: self.index)
        }
    }

    /// Asks the node to save what somebody has written on a page.
    package func ask(
        _ page: OpenPage,
        _ entries: [UInt16: String],
        settling isSettlement: Bool = false
    ) throws {
        var page = page
        page.isSettlement = isSettlement
        page.entries = entries.sorted { $0.key < $1.key }
            .map { OpenPage.Entry(field: $0.key, text: $0.value) }
        try self.simulation.submit(page)
    }

    /// What stands in a field of the record, ascending.
    package func texts(_ field: UInt16, in space: SpaceID? = nil) throws -> [String] {
        let page = try self.page(of: space ?? SpaceID(.reports, of: self.path), by: "reader")
        return (page.shown[field] ?? [:]).values.sorted()
    }

    private func page(of space: SpaceID, by user: String) throws -> OpenPage {
        guard let reference = EditedKind.record(0, in: space) else {
            throw CheckFailure(.correctness, "scenario", office: self.index, "no record")
        }
        let state = self.disk.state(reference)
        return OpenPage(of: reference, in: state, at: self.index, by: user)
    }
}

extension Simulation {
    /// Holds all offices against what people saw saved, as if all had come together.
    package func checkEdits() throws { try self.editChecker.checkEnd(self.offices) }
}
