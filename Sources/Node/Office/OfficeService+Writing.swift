import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Writes an act, unless all of it stands there already, and says when the disk had it.
    func acknowledged(
        _ ids: [String],
        _ act: LocalAct,
        notInvited: [OfficePath] = []
    ) async throws -> Acknowledgement {
        let receipt = try await self.write(act)
        let replaced = Replacement.all(receipt.replaced, by: act.user)
        return Acknowledgement(
            ids: ids,
            changes: receipt.changes.map(\.description),
            storeVersion: receipt.storeVersion,
            durableAt: receipt.durableAt,
            repeated: receipt.isRepeated,
            notInvited: Self.names(notInvited),
            replaces: replaced.isEmpty ? nil : Array(replaced.prefix(Replacement.shownMax)),
            replacedCount: replaced.isEmpty ? nil : replaced.count
        )
    }

    /// The answer to a request that leaves nothing to write.
    func repeated(
        _ ids: [String],
        notInvited: [OfficePath] = []
    ) async throws -> Acknowledgement {
        let version = try await self.read { $0.version }
        return Acknowledgement(
            ids: ids,
            changes: [],
            storeVersion: version,
            durableAt: SystemTime.milliseconds() * 1_000,
            repeated: true,
            notInvited: Self.names(notInvited)
        )
    }

    private static func names(_ paths: [OfficePath]) -> [String]? {
        paths.isEmpty ? nil : paths.map { "\($0)" }
    }

    static func validated<Content>(
        _ body: () throws(ValidationError) -> Content
    ) throws(APIError) -> Content {
        do throws(ValidationError) {
            return try body()
        } catch {
            throw APIError(error)
        }
    }
}
