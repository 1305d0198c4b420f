package import PlainText

/// On whose behalf a call is made, by what right, and from where.
package struct Caller: Sendable, Equatable {
    /// From where a call comes.
    package enum Origin: String, Sendable, CaseIterable {
        /// A page of the console, in a session of a browser.
        case console
        /// Whoever holds the node's token: a program, or a person at a command line.
        case token
        /// This very process. What it asks of a node elsewhere comes to that node by its token.
        case process
    }

    /// Whoever names nobody, at this end of a connection.
    package static let unnamed = Caller(user: nil)

    /// The person's name as recorded in the signed change, 1...64 characters; nil when nobody is named, as by a
    /// program that only reads.
    package let user: String?
    /// What the person may do there. None at this end of a connection: the node knows them, and goes by nothing else.
    package let roles: [Role]
    /// The path of the office on whose node the call is made; nil at this end of a connection.
    package let office: String?
    package let origin: Origin

    package init(user: String?, roles: [Role], office: String?, origin: Origin) {
        self.user = user
        self.roles = roles
        self.office = office
        self.origin = origin
    }

    /// Whoever asks a node elsewhere: of a caller only the name goes over a connection.
    package init(user: String?) {
        self.init(user: user, roles: [], office: nil, origin: .process)
    }

    /// The same caller, under a name.
    package func named(_ user: String) -> Caller {
        Caller(user: user, roles: self.roles, office: self.office, origin: self.origin)
    }

    /// The person in whose name something is written.
    ///
    /// - Throws: ``APIError`` with the rule `required` when nobody is named.
    package var person: String {
        get throws(APIError) {
            if let user = self.user { return user }
            throw APIError(
                .malformed,
                chinese: "没有写明操作人。",
                english: "It is not said who acts.",
                field: "X-Cast-User",
                rule: "required",
                hintChinese: "请用请求头 X-Cast-User 写明操作人；命令行用 --user。",
                hintEnglish:
                    "Name who acts in the header X-Cast-User; on the command line by --user."
            )
        }
    }
}
