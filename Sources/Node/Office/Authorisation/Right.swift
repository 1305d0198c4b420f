import Admin
import PlainText

/// What somebody may be let do, and which roles are. The one table of who may do what on a node.
enum Right: String, Sendable, CaseIterable {
    /// To see whose node this is, how it is, which offices there are. Nothing in it is what the offices write to each
    /// other, and everybody's work rests on it.
    case readState = "read-state"
    /// To see what the offices write to each other, and to say that it was seen.
    case readBusiness = "read-business"
    /// To write in the office's name what needs no further approval.
    case writeBusiness = "write-business"
    /// To write records field by field: which fields and steps are open to whom says their kind's declaration.
    case writeRecords = "write-records"
    /// To sign for what has come in.
    case sign
    /// To send out what binds others.
    case issue
    /// To hand in files that documents are to refer to.
    case attach
    /// To hand up figures.
    case submitFigures = "submit-figures"
    /// To say what holds where the offices' records are at odds.
    case settle
    /// To keep the node and its place in the tree.
    case administer
    /// To see what befell the node and what it refused.
    case readJournal = "read-journal"
    /// To see who did what, the administrators too.
    case readAudit = "read-audit"

    /// Those who have it: one of them is enough. In the order of ``Role``.
    var roles: [Role] {
        switch self {
        case .readState: Role.allCases
        case .readBusiness, .writeRecords: Role.business
        case .writeBusiness, .sign: [.clerk]
        case .issue: [.signer]
        case .attach: [.clerk, .signer, .statistics]
        case .submitFigures: [.clerk, .statistics]
        case .settle: [.clerk, .reviewer]
        case .administer, .readJournal: [.system]
        case .readAudit: [.audit]
        }
    }

    /// Whether a caller has it.
    func isHeld(by caller: Caller) -> Bool {
        self.roles.contains { caller.roles.contains($0) }
    }
}
