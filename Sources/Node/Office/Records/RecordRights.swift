import Admin
import OfficeWork
import PlainText
import SyncProtocol

/// Whether somebody may write records of a kind, by the roles that the kind's declaration names.
struct RecordRights {
    let kind: RecordDeclaration
    let roles: [Role]

    /// Only kinds that are written field by field have no more following from them than their fields say.
    func checkIsByField() throws(APIError) {
        guard case .byCommand(let command) = self.kind.entering else { return }
        throw RecordFault.hasCommand(self.kind, command)
    }

    /// Whether somebody may make a record, or take it to a step.
    ///
    /// - Parameter step: nil for a kind without steps.
    func check(_ step: DeclaredStep?) throws(APIError) {
        guard let step else { return try self.check(Role.business, self.kind.name) }
        try self.check(step.roles, step.name)
    }

    /// Whether somebody may write all that was handed in.
    func check(_ entries: RecordEntries) throws(APIError) {
        for entry in entries.entries {
            try self.check(entry.field.terms.roles, entry.field.name)
        }
    }

    private func check(_ allowed: [Role], _ subject: DeclaredName) throws(APIError) {
        guard !self.roles.contains(where: allowed.contains) else { return }
        throw RecordFault.roleMissing(allowed, subject)
    }
}
