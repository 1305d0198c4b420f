@testable import SyncProtocol

/// The merge rules as they are written down, over the whole set of changes at once: slow, and with
/// nothing in common with ``RecordState`` but the rules.
struct MergeModel {
    let changes: [ScriptedChange]

    private struct Operation {
        let origin: OperationOrigin
        let dot: Dot
        let field: RecordEdit.Field
    }

    private var operations: [Operation] {
        self.changes.flatMap { change in
            change.fields.enumerated().map { index, field in
                Operation(
                    origin: change.origin,
                    dot: Dot(change: change.origin.change, index: UInt32(index)),
                    field: field
                )
            }
        }
    }

    func register(_ number: UInt16) -> Value? {
        let writes = self.operations.compactMap { operation -> (Stamp, Dot, Value)? in
            guard operation.field.number == number,
                case .register(let value) = operation.field.operation
            else { return nil }
            return (operation.origin.stamp, operation.dot, value)
        }
        return writes.max { ($0.0, $0.1) < ($1.0, $1.1) }?.2
    }

    /// The dots of `choice` or `set` operations that no operation supersedes.
    func live(_ number: UInt16, isSet: Bool) -> [Dot] {
        var written: [Dot] = []
        var superseded: Set<Dot> = []
        for operation in self.operations where operation.field.number == number {
            switch operation.field.operation {
            case .choice(_, let dots) where !isSet:
                written.append(operation.dot)
                superseded.formUnion(dots)
            case .add where isSet: written.append(operation.dot)
            case .remove(let dots) where isSet: superseded.formUnion(dots)
            default: continue
            }
        }
        return written.filter { !superseded.contains($0) }.sorted()
    }

    /// The different values of `choice` operations that no operation supersedes.
    func liveValues(_ number: UInt16) -> Set<Value> {
        let live = self.live(number, isSet: false)
        let values = self.operations.compactMap { operation -> Value? in
            guard operation.field.number == number, live.contains(operation.dot),
                case .choice(let value, _) = operation.field.operation
            else { return nil }
            return value
        }
        return Set(values)
    }

    func counter(_ number: UInt16) -> Int64? {
        var latest: [AuthorID: (Stamp, Int64)] = [:]
        for operation in self.operations where operation.field.number == number {
            guard case .counter(let total) = operation.field.operation else { continue }
            let author = operation.origin.author
            if let known = latest[author], known > (operation.origin.stamp, total) { continue }
            latest[author] = (operation.origin.stamp, total)
        }
        return latest.isEmpty ? nil : latest.values.reduce(0) { $0 + $1.1 }
    }

    func stage(_ number: UInt16) -> StageState? {
        self.operations.compactMap { operation in
            guard operation.field.number == number,
                case .stage(let reopening, let step) = operation.field.operation
            else { return nil }
            return StageState(reopening: reopening, step: step)
        }
        .max()
    }

    /// A text, element by element.
    func text(_ number: UInt16) -> String {
        var model = TextModel()
        for operation in self.operations where operation.field.number == number {
            model.take(operation.field.operation, dot: operation.dot)
        }
        return model.text
    }
}
