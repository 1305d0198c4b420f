/// What a person of an office may do: the one list behind declarations, the layer that authorises and what people see.
///
/// The business roles do the office's work. The three administrators' roles exclude each other (三员分立): no person
/// has two of them, and none of them sees what the offices write to each other. The code of each stands in records and
/// tables and never changes.
package enum Role: String, CaseIterable, Sendable {
    /// Drafts and files what the office writes, signs for what it receives and answers it.
    case clerk
    /// Checks what a clerk has drafted, sends it back or passes it on, and settles what is at odds.
    case reviewer
    /// Approves what goes out in the office's name, and issues it.
    case signer
    /// Enters and submits the office's figures.
    case statistics
    /// Keeps the node running: links, backups, offices and their names. Sees no business content.
    case system
    /// Gives persons their roles and takes them back. Sees no business content.
    case security
    /// Reads the audit log, that of the other administrators too. Changes nothing.
    case audit

    /// What programs call it.
    package var code: String { self.rawValue }

    package var chinese: String {
        switch self {
        case .clerk: "经办"
        case .reviewer: "审核"
        case .signer: "签发"
        case .statistics: "统计"
        case .system: "系统管理员"
        case .security: "安全管理员"
        case .audit: "审计管理员"
        }
    }

    package var english: String {
        switch self {
        case .clerk: "clerk"
        case .reviewer: "reviewer"
        case .signer: "signer"
        case .statistics: "statistician"
        case .system: "system administrator"
        case .security: "security administrator"
        case .audit: "audit administrator"
        }
    }

    /// Whether it is one of the three administrators.
    package var isAdministrator: Bool {
        switch self {
        case .clerk, .reviewer, .signer, .statistics: false
        case .system, .security, .audit: true
        }
    }

    /// Those that do the office's work.
    package static let business: [Role] = Self.allCases.filter { !$0.isAdministrator }

    /// The three administrators.
    package static let administrators: [Role] = Self.allCases.filter(\.isAdministrator)
}
