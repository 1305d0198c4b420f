import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Whether a record that a caller names is new, the same or another one.
    enum RecordStanding: Sendable, Equatable {
        case new
        case same
        case differs
    }

    static func standing(
        of intent: RecordIntent,
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> RecordStanding {
        guard let state = try snapshot.record(intent.record, in: intent.space) else { return .new }
        let isSame = intent.fields.allSatisfy { field in
            switch field.action {
            case .choose(let value): state.choices(field.number).contains { $0.value == value }
            case .assign(let value): state.register(field.number) == value
            default: true
            }
        }
        return isSame ? .same : .differs
    }

    /// Writes an act and says when the disk had it.
    func acknowledged(
        _ ids: [String],
        _ act: LocalAct,
        notInvited: [OfficePath] = []
    ) async throws -> Acknowledgement {
        let receipt = try await self.write(act)
        return Acknowledgement(
            ids: ids,
            changes: receipt.changes.map(\.description),
            storeVersion: receipt.storeVersion,
            durableAt: receipt.durableAt,
            repeated: false,
            notInvited: Self.names(notInvited)
        )
    }

    /// The answer to a request that was carried out before.
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

    static func freshAct() -> ActID {
        ActID(high: UInt64.random(in: .min ... .max), low: UInt64.random(in: .min ... .max))
    }
}
