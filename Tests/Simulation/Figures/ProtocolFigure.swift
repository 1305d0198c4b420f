/// One figure of the protocol: what was counted, and what it must not exceed.
package struct ProtocolFigure: Sendable, Equatable {
    package let name: String
    package let value: Int64
    package let unit: String
    package let limit: Int64

    package var isMet: Bool { self.value <= self.limit }

    package var json: String {
        "{\"figure\":\"\(self.name)\",\"value\":\(self.value),\"unit\":\"\(self.unit)\","
            + "\"limit\":\(self.limit),\"met\":\(self.isMet)}"
    }

    /// All of them, in the order in which they are printed.
    package static func all() -> [ProtocolFigure] {
        ReconcileFigures.all() + SlowLineFigures.all() + TraceFigures.all()
    }
}
