internal import OfficeWork
internal import Store
internal import SyncProtocol

/// A province with the cities and counties below it.
struct FedProvince {
    /// Before the first report.
    private static let rosterDay = "2015-12-01"

    private struct City {
        let office: FedOffice
        let counties: [String]
    }

    private let store: FedStore
    private let shape: FedShape

    init(folder: String, shape: FedShape) throws {
        self.store = try FedStore(folder: folder)
        self.shape = shape
    }

    /// The codes of cities and counties go on from the first two digits of the province's.
    private func cities() throws -> [City] {
        let province = self.store.office
        let digits = province.path.office.text.prefix(2)
        return try self.shape.counties.enumerated().map { index, counties in
            let city = digits + Self.twoDigits(index + 1)
            return City(
                office: try province.child("\(city)00"),
                counties: (1...max(1, counties)).prefix(counties).map { city + Self.twoDigits($0) }
            )
        }
    }

    private static func twoDigits(_ number: Int) -> String {
        (number < 10 ? "0" : "") + "\(number)"
    }

    // MARK: Rosters and reports

    func report(months: Int) async throws -> FedSums {
        var sums = FedSums()
        let cities = try self.cities()
        try await self.writeOwn(cities, months: months, adding: &sums)
        for city in cities {
            let path = city.office.path
            try await self.store.ingest([try Self.roster(of: city)], from: path)
            try await self.store.ingest(
                try FedReports(office: path, months: months)
                    .changes(of: city.office, adding: &sums),
                from: path
            )
            for code in city.counties {
                let county = try city.office.child(code)
                try await self.store.ingest(
                    try FedReports(office: county.path, months: months)
                        .changes(of: county, adding: &sums),
                    from: path
                )
            }
        }
        try await self.store.close()
        return sums
    }

    /// What the province's own node writes.
    private func writeOwn(_ cities: [City], months: Int, adding sums: inout FedSums) async throws {
        let own = self.store.office.path
        sums.addOffice()
        var parts = try cities.map { city in
            try Self.content(city.office.path.office.text, level: "city")
                .invitation(roster: own, renames: false)
        }
        let reports = FedReports(office: own, months: months)
        for month in 0..<months {
            let (content, at) = try reports.report(month, adding: &sums)
            parts.append(
                content.part(by: own, at: at, user: FedReports.user, suite: .ed25519)
            )
        }
        let note = AuditNote(action: "report-submitted", subjects: ["\(own)"], isByPart: false)
        try await self.store.store.write(LocalAct(note, user: FedReports.user, parts: parts))
    }

    private static func roster(of city: City) throws -> VerifiedChange {
        guard let day = CivilDate(Self.rosterDay) else {
            throw FeederError("\(Self.rosterDay) is no day")
        }
        var feed = city.office.feed(.roster)
        return try feed.append(
            try city.counties.map {
                try Self.content($0, level: "county").intent(roster: city.office.path)
            },
            at: day.startMilliseconds,
            user: FedReports.user
        )
    }

    private static func content(_ code: String, level: String) throws -> OfficeContent {
        try OfficeContent(
            validating: code,
            name: "\(code) 科协",
            nameEnglish: "Association \(code)",
            level: level,
            hostedBy: nil
        )
    }

    // MARK: Receipts and folds

    /// Each city has the directives and has signed for them; of its counties all have them, and all but the first have
    /// signed.
    func answer(_ directives: [DirectiveID]) async throws -> FedSums {
        guard let issuer = self.store.office.path.parent else {
            throw FeederError("headquarters answers no directive")
        }
        let now = NodeFiles.milliseconds()
        for city in try self.cities() {
            let path = city.office.path
            var feed = city.office.feed(.receipts)
            let intents = directives.map {
                Receipt.signed($0, issuer: issuer, by: path, at: now, user: FedReports.user)
            }
            try await self.store.ingest(
                [try feed.append(intents, at: now, user: FedReports.user)],
                from: path
            )
            _ = try await self.store.store.notes.keep(
                try directives.map { try city.office.note(try Self.fold($0, city, at: now)) },
                from: path
            )
        }
        try await self.store.close()
        return FedSums()
    }

    private static func fold(
        _ directive: DirectiveID,
        _ city: City,
        at: Int64
    ) throws -> TraceFoldNote {
        let seconds = at / 1_000
        var fold = TraceFold(goal: .signed)
        for (index, code) in city.counties.enumerated() {
            guard let id = OfficeID(code) else { throw FeederError("\(code) is no office's code") }
            let facts = TraceFacts(
                isReceived: true,
                isOpened: index > 0,
                isSigned: index > 0,
                isAnswered: false
            )
            let county = TraceException(path: [id], facts: facts, at: seconds)
            fold.merge(TraceFold(county, goal: .signed))
        }
        return TraceFoldNote(directive: directive, at: seconds, fold: fold)
    }
}
