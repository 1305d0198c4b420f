internal import OfficeWork
internal import SyncProtocol

/// What the trace of one directive costs headquarters.
enum TraceFigures {
    private static let exceptionCount = 600

    static func all() -> [ProtocolFigure] {
        guard let complete = TraceCost(lagging: 0),
            let lagging = TraceCost(lagging: Self.exceptionCount)
        else { return [] }
        let further = lagging.byteCount - complete.byteCount
        return [
            ProtocolFigure(
                name: "trace_of_\(complete.addressed)_offices_bytes",
                value: Int64(complete.byteCount),
                unit: "bytes",
                limit: 4_096
            ),
            ProtocolFigure(
                name: "trace_exception_bytes",
                // Rounded up: a limit is not kept by a fraction of a byte.
                value: Int64((further + lagging.named - 1) / max(1, lagging.named)),
                unit: "bytes",
                limit: 40
            ),
        ]
    }
}
