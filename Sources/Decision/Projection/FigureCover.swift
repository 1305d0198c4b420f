internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Figures of offices that follow on one another: those of a successor stand for its predecessors', so that nothing
/// counts twice above both.
struct FigureCover {
    let transaction: Transaction

    /// The indicators of a period that a successor of an office has reported.
    ///
    /// - Parameter except: the place of a successor that does not count.
    func covered(
        _ office: Int,
        _ period: Period,
        except: Int? = nil
    ) throws(Interruption) -> OrderedSet<UInt16> {
        let directory = self.transaction.state.directory
        var result = OrderedSet<UInt16>()
        for path in directory.successions.successors(of: directory.offices[office].path) {
            guard let place = directory.office(path), place != except else { continue }
            for figure in try self.shown(of: place, period).values {
                result.append(figure.indicator)
            }
        }
        return result
    }

    /// The figures of an office and a period as the totals know them.
    func shown(of office: Int, _ period: Period) throws(Interruption) -> OwnFigures {
        let none = OwnFigures(RecordState())
        guard let space = self.reports(of: office) else { return none }
        do throws(Interruption) {
            let record = RecordKind.figures.record(Array(period.text.utf8))
            let entry = try self.transaction.record(record, in: space)
            return entry.stored.map { OwnFigures($0.state) } ?? none
        } catch {
            // One record that cannot be read must not stop what others write.
            guard case .fault(let fault) = error, fault.liesInData else { throw error }
            return none
        }
    }

    /// The periods for which an office has reported.
    func periods(of office: Int) throws(Interruption) -> [Period] {
        guard let space = self.reports(of: office) else { return [] }
        var keys: [[UInt8]] = []
        if space < self.transaction.spaceCountBefore, !self.transaction.changes.clearsDerived {
            guard let stored = self.transaction.rows.figures[space] else {
                throw .needing(\.figures, space)
            }
            keys = stored
        }
        for key in self.transaction.changes.records.keys
        where key.space == space && key.record.kind == RecordKind.figures.rawValue {
            if !keys.contains(key.record.key) { keys.append(key.record.key) }
        }
        return keys.sorted { $0.lexicographicallyPrecedes($1) }
            .compactMap { Figures.period(key: $0) }
    }

    private func reports(of office: Int) -> Int? {
        let directory = self.transaction.state.directory
        return directory.space(SpaceID(.reports, of: directory.offices[office].path))
    }
}
