/// The parts of the API's answers that the benchmarks look at.
struct AcknowledgementAnswer: Decodable, Sendable {
    let storeVersion: Int64
}

struct InvitationAnswer: Decodable, Sendable {
    let token: String
}

struct DashboardAnswer: Decodable, Sendable {
    struct Row: Decodable, Sendable {
        let indicator: String
        let period: String
        let total: String
        let offices: Int
    }

    let storeVersion: Int64
    let rows: [Row]
}

struct DirectiveAnswer: Decodable, Sendable {
    let id: String
}

/// The beginning of a list.
struct PageAnswer<Item: Decodable & Sendable>: Decodable, Sendable {
    let items: [Item]
}

struct LinkAnswer: Decodable, Sendable {
    let peer: String
    let state: String
    let bytesIn: Int64
    let bytesOut: Int64
}

struct VerifyAnswer: Decodable, Sendable {
    let changes: Int64
    let records: Int64
    struct Problem: Decodable, Sendable {
        let messageEnglish: String
    }

    let problems: [Problem]
}

struct StatusAnswer: Decodable, Sendable {
    let feeds: Int
    let changes: Int64
    let records: Int64
}
