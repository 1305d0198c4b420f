import Admin
import OfficeWork
import Store
import SyncProtocol

extension APIError {
    init(_ error: ValidationError) {
        self.init(
            .invalid,
            chinese: error.chinese,
            english: error.english,
            field: error.field,
            rule: error.rule
        )
    }

    /// Checks what was handed in, and says what is wrong with it in the API's way.
    static func validated<Content>(
        _ body: () throws(ValidationError) -> Content
    ) throws(APIError) -> Content {
        do throws(ValidationError) {
            return try body()
        } catch {
            throw APIError(error)
        }
    }

    init(_ error: StoreError) {
        if case .conflict(let conflict) = error {
            self.init(conflict)
            return
        }
        let code: APIError.Code =
            switch error {
            case .notAuthorised, .belowFloor: .forbidden
            case .invalid, .unfit: .invalid
            case .busy: .busy
            case .closed, .diskFull, .attachmentsFull: .unavailable
            // The disk is not well, or what lies on it: nobody who asks is to blame, and no programmer.
            case .damaged, .emptied, .inconsistent, .unreadable, .storage, .file, .displaced:
                .unavailable
            default: .internalFault
            }
        self.init(
            code,
            chinese: error.chinese,
            english: error.english,
            rule: error.isDiskTrouble ? Self.diskRule : nil
        )
    }

    static let stopping = APIError(
        .unavailable,
        chinese: "节点正在停止，请稍后重试",
        english: "the node is stopping; try again later"
    )
}
