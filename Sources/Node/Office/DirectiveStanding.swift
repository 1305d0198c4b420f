import Admin
import OfficeWork
import Store
import SyncProtocol

/// How far one directive has come with everybody it is addressed to, at or below the own office.
struct DirectiveStanding {
    let row: DirectiveRow
    private let roster: Roster
    private let now: Int64
    private let addressed: [OfficePath]
    /// Codes addressed by name that no known office has.
    private let unknown: [OfficeID]
    private let receipts: [OfficePath: ReceiptRow]
    private let replies: [OfficePath: Int64]

    init(
        _ row: DirectiveRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        now: Int64
    ) throws(StoreError) {
        self.row = row
        self.roster = roster
        self.now = now
        // Receipts travel up: of other branches of the tree nothing can be known here.
        let receipts = try snapshot.receipts(of: row.directive.id)
        let offices = Self.counted(
            roster.offices.filter {
                roster.own.contains($0.path)
                    && row.directive.addresses($0.path, level: $0.level, issuer: row.issuer)
            },
            having: receipts.map(\.office),
            roster.successions
        )
        self.addressed = offices.map(\.path)
        self.unknown = row.directive.recipients.compactMap { recipient in
            guard case .office(let id) = recipient, row.issuer == roster.own,
                !offices.contains(where: { $0.path.office == id })
            else { return nil }
            return id
        }
        self.receipts = Dictionary(
            receipts.map { ($0.office, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.replies = Dictionary(
            try snapshot.replyTimes(of: row.directive.id).map { ($0.office, $0.at) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// An office that has gone from its place counts there only when it has a receipt from that time,
    /// and then not where it is now, unless it has another one from there.
    private static func counted(
        _ offices: [OfficeRow],
        having receipts: [OfficePath],
        _ successions: Successions
    ) -> [OfficeRow] {
        guard !successions.isEmpty else { return offices }
        let present = offices.map(\.path)
        var answeredBefore: [OfficePath] = []
        var answeredAgain: [OfficePath] = []
        for path in present where successions.isLeft(path) && receipts.contains(path) {
            let successors = successions.successors(of: path).filter(present.contains)
            if successors.contains(where: receipts.contains) {
                answeredAgain.append(path)
            } else {
                answeredBefore += successors
            }
        }
        return offices.filter { office in
            if successions.isLeft(office.path) {
                return receipts.contains(office.path) && !answeredAgain.contains(office.path)
            }
            return receipts.contains(office.path) || !answeredBefore.contains(office.path)
        }
    }

    var summary: DirectiveSummary {
        let directive = self.row.directive
        return DirectiveSummary(
            id: directive.id.description,
            number: directive.number,
            title: directive.title,
            issuer: self.row.issuer.office.text,
            issuerName: self.roster.name(self.row.issuer),
            urgency: directive.urgency.rawValue,
            issuedOn: directive.issuedOn.description,
            replyBy: directive.replyBy?.description,
            recipients: self.addressed.count + self.unknown.count,
            received: self.addressed.count { self.receipts[$0]?.deliveredAt != nil },
            signed: self.addressed.count { self.receipts[$0]?.signedAt != nil },
            replied: self.addressed.count { self.replies[$0] != nil },
            overdue: self.isPastDue
                ? self.addressed.count { self.replies[$0] == nil } + self.unknown.count : 0,
            openConflicts: directive.conflicts
        )
    }

    /// Addressed offices and those between them and the issuer, in tree order.
    var steps: [TraceStep] {
        var paths = self.addressed
        for path in self.addressed {
            for ancestor in path.lineage
            where self.row.issuer.contains(ancestor) && ancestor != self.row.issuer
                && !paths.contains(ancestor)
            {
                paths.append(ancestor)
            }
        }
        let known = paths.sorted().map { self.step($0) }
        return known + self.unknown.map { self.unknownStep($0) }
    }

    private var isPastDue: Bool {
        self.row.directive.replyBy.map { self.now >= $0.endMilliseconds } ?? false
    }

    private func step(_ path: OfficePath) -> TraceStep {
        let receipt = self.receipts[path]
        let isAddressed = self.addressed.contains(path)
        let hasArrived = receipt?.deliveredAt != nil || self.holds(path)
        return TraceStep(
            office: path.office.text,
            officeName: self.roster.name(path),
            level: self.roster.level(path)?.rawValue ?? "",
            addressed: isAddressed,
            state: self.state(path, isAddressed: isAddressed, hasArrived: hasArrived),
            deliveredAt: receipt?.deliveredAt,
            signedAt: receipt?.signedAt,
            signedBy: receipt?.signedBy,
            repliedAt: self.replies[path],
            lastHopReached: hasArrived ? nil : self.lastHop(towards: path).office.text
        )
    }

    private func state(_ path: OfficePath, isAddressed: Bool, hasArrived: Bool) -> String {
        if self.replies[path] != nil { return "replied" }
        if isAddressed, self.isPastDue { return "overdue" }
        if self.receipts[path]?.signedAt != nil { return "signed" }
        return hasArrived ? "delivered" : "issued"
    }

    /// Whether an office must have it: it is ours, or somebody below it has a receipt.
    private func holds(_ path: OfficePath) -> Bool {
        path == self.roster.own || path == self.row.issuer
            || self.receipts.keys.contains { path.contains($0) }
    }

    private func lastHop(towards path: OfficePath) -> OfficePath {
        path.lineage.last { self.row.issuer.contains($0) && self.holds($0) } ?? self.row.issuer
    }

    private func unknownStep(_ id: OfficeID) -> TraceStep {
        TraceStep(
            office: id.text,
            officeName: id.text,
            level: "",
            addressed: true,
            state: self.isPastDue ? "overdue" : "issued",
            lastHopReached: self.row.issuer.office.text
        )
    }
}
