import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// The one way to what an office's node offers: whoever asks is let to it for one method, or refused.
package struct OfficeGate<Inside: Sendable>: Sendable {
    private let inside: Inside
    /// What is declared of the kinds of records.
    private let catalogue: RecordCatalogue
    /// Leaves a row in the audit log.
    private let audit: @Sendable (AuditNote, _ actor: String) async throws -> Void

    init(
        _ inside: Inside,
        catalogue: RecordCatalogue,
        audit: @escaping @Sendable (AuditNote, _ actor: String) async throws -> Void
    ) {
        self.inside = inside
        self.catalogue = catalogue
        self.audit = audit
    }

    /// What is inside, for a caller who may do one thing there.
    ///
    /// - Parameter kind: the code of the kind of record in question, if it is about one.
    /// - Throws: ``APIError`` `forbidden` with the rule `role`, once the audit log has a row of it.
    func opened(
        for method: OfficeMethod,
        of kind: String? = nil,
        to caller: Caller
    ) async throws -> Inside {
        let right = method.right(in: kind.flatMap { self.catalogue.kind(code: $0) })
        guard right.isHeld(by: caller) else {
            // Nobody else's name stands in for one that was not given: the node's own would be wrong.
            let actor = caller.user ?? "(\(caller.origin.rawValue))"
            try await self.audit(AuditNote(.callRefused, method.rawValue), actor)
            throw Self.refusal(of: method, lacking: right)
        }
        return self.inside
    }

    private static func refusal(of method: OfficeMethod, lacking right: Right) -> APIError {
        let chinese = right.roles.map { "“\($0.chinese)”" }.joined(separator: "或")
        let english = right.roles.map(\.english).joined(separator: " or ")
        return APIError(
            .forbidden,
            chinese: "\(method.words.chinese)须有\(chinese)角色。",
            english: "To \(method.words.english) takes the role of \(english).",
            rule: "role",
            hintChinese: "请由具有该角色的人员办理，或请安全管理员授予该角色。",
            hintEnglish:
                "Have it done by somebody with that role, or ask the security administrator for it."
        )
    }
}

extension OfficeGate {
    /// A part of a running node, behind the gate.
    init(_ inside: Inside, of context: OfficeContext) {
        let store = context.store
        self.init(inside, catalogue: context.catalogue) { note, actor in
            do throws(StoreError) {
                try await store.audit(note, by: actor)
            } catch {
                throw APIError(error)
            }
        }
    }
}
