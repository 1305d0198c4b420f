internal import OfficeWork
package import SyncProtocol

/// All that is summed of one office and one period, in one row: the office's own figures, and the totals over it and
/// all below it.
package struct Totals: Sendable, Hashable {
    package struct Cell: Sendable, Hashable {
        /// The indicator's number.
        package let indicator: UInt16
        /// The office's own figure, in units of the indicator's last digit.
        package internal(set) var own: Int64?
        package internal(set) var ownConflicts = 0
        /// The sum over the office and all below it.
        package internal(set) var total: Int64 = 0
        /// Offices whose figures are in the total.
        package internal(set) var offices = 0
        /// Unsettled further values in it.
        package internal(set) var conflicts = 0

        package init(indicator: UInt16) {
            self.indicator = indicator
        }
    }

    /// When figures were written, UTC milliseconds.
    package struct Span: Sendable, Hashable {
        package let oldest: Int64
        package let newest: Int64

        package init(oldest: Int64, newest: Int64) {
            self.oldest = oldest
            self.newest = newest
        }

        func union(_ other: Span) -> Span {
            Span(
                oldest: min(self.oldest, other.oldest),
                newest: max(self.newest, other.newest)
            )
        }
    }

    /// Ascending by indicator.
    package private(set) var cells: [Cell] = []
    /// How many offices have any figure at all.
    package internal(set) var reported = 0
    /// When the office's own figures were written, UTC milliseconds.
    package internal(set) var ownAt: Int64?
    /// When the oldest and the newest figures in the totals were.
    package internal(set) var span: Span?
    /// When something was last counted here, UTC microseconds.
    package internal(set) var updatedAt: Int64 = 0

    package init() {}

    /// The indicators of which the office itself has a figure, between commas; nil when it has none.
    package var ownIndicators: String? {
        let own = self.cells.filter { $0.own != nil }.map { "\($0.indicator)," }
        return own.isEmpty ? nil : own.reduce(",", +)
    }

    /// Adds to one cell. Sums wrap around instead of stopping the store.
    ///
    /// - Parameter own: the office's own figure when it is its own that changed; nil leaves it.
    mutating func add(_ delta: FigureDelta, own: (value: Int64?, conflicts: Int)?) {
        let place = self.place(delta.key.indicator)
        self.cells[place].total &+= delta.value
        self.cells[place].offices &+= delta.offices
        self.cells[place].conflicts &+= delta.conflicts
        if let own {
            self.cells[place].own = own.value
            self.cells[place].ownConflicts = own.conflicts
        }
        // A cell in which nothing stands is as none.
        if self.cells[place] == Cell(indicator: delta.key.indicator) {
            self.cells.remove(at: place)
        }
    }

    private mutating func place(_ indicator: UInt16) -> Int {
        let place = self.cells.firstIndex { indicator <= $0.indicator } ?? self.cells.endIndex
        if place == self.cells.endIndex || self.cells[place].indicator != indicator {
            self.cells.insert(Cell(indicator: indicator), at: place)
        }
        return place
    }
}

extension Totals.Cell {
    /// Whether the office's own figure is all that the total has, as in every office that nobody reports to.
    fileprivate var isOwnAlone: Bool {
        self.own == self.total && self.offices == 1 && self.conflicts == self.ownConflicts
    }
}

extension Totals: CBORCodable {
    private static let cellsMax = 4_096

    /// The one encoding of the row: `[updated at, reported, newest / null, newest - oldest, newest - own at / null,
    /// alone, others]`. `alone` has the cells in which the office's own figure is all there is, three values each in
    /// line: `indicator, own, conflicts`; `others` six each: `indicator, own / null, own conflicts, total, offices,
    /// conflicts`.
    package func encode(to encoder: inout CBOREncoder) {
        let newest = self.span?.newest ?? 0
        encoder.array(count: 7)
        encoder.integer(self.updatedAt)
        encoder.integer(Int64(self.reported))
        if let span = self.span { encoder.integer(span.newest) } else { encoder.null() }
        encoder.integer(newest &- (self.span?.oldest ?? 0))
        if let ownAt = self.ownAt { encoder.integer(newest &- ownAt) } else { encoder.null() }
        let aloneCount = self.cells.count(where: \.isOwnAlone)
        encoder.array(count: aloneCount * 3)
        for cell in self.cells where cell.isOwnAlone {
            encoder.unsigned(UInt64(cell.indicator))
            encoder.integer(cell.total)
            encoder.integer(Int64(cell.conflicts))
        }
        encoder.array(count: (self.cells.count - aloneCount) * 6)
        for cell in self.cells where !cell.isOwnAlone {
            encoder.unsigned(UInt64(cell.indicator))
            if let own = cell.own { encoder.integer(own) } else { encoder.null() }
            encoder.integer(Int64(cell.ownConflicts))
            encoder.integer(cell.total)
            encoder.integer(Int64(cell.offices))
            encoder.integer(Int64(cell.conflicts))
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 7 else { throw CBORError(.unexpectedType, at: start) }
        self.updatedAt = try decoder.integer()
        self.reported = Int(clamping: try decoder.integer())
        let newest = decoder.nullIfPresent() ? nil : try decoder.integer()
        let spread = try decoder.integer()
        self.span = newest.map { Span(oldest: $0 &- spread, newest: $0) }
        self.ownAt = decoder.nullIfPresent() ? nil : (newest ?? 0) &- (try decoder.integer())
        try self.takeAlone(from: &decoder)
        let aloneCount = self.cells.count
        try self.takeOthers(from: &decoder)
        guard aloneCount > 0, aloneCount < self.cells.count else { return }
        self.cells.sort { $0.indicator < $1.indicator }
    }

    private mutating func takeAlone(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array(max: Self.cellsMax * 3)
        guard count % 3 == 0 else { throw CBORError(.valueOutOfRange, at: start) }
        self.cells.reserveCapacity(count / 3)
        for _ in 0..<count / 3 {
            var cell = Cell(indicator: UInt16(try decoder.unsigned(max: UInt64(UInt16.max))))
            cell.total = try decoder.integer()
            cell.own = cell.total
            cell.conflicts = Int(clamping: try decoder.integer())
            cell.ownConflicts = cell.conflicts
            cell.offices = 1
            self.cells.append(cell)
        }
    }

    private mutating func takeOthers(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array(max: Self.cellsMax * 6)
        guard count % 6 == 0 else { throw CBORError(.valueOutOfRange, at: start) }
        self.cells.reserveCapacity(self.cells.count + count / 6)
        for _ in 0..<count / 6 {
            var cell = Cell(indicator: UInt16(try decoder.unsigned(max: UInt64(UInt16.max))))
            cell.own = decoder.nullIfPresent() ? nil : try decoder.integer()
            cell.ownConflicts = Int(clamping: try decoder.integer())
            cell.total = try decoder.integer()
            cell.offices = Int(clamping: try decoder.integer())
            cell.conflicts = Int(clamping: try decoder.integer())
            self.cells.append(cell)
        }
    }
}
