import Admin
import OfficeWork

/// Words of a query that mean something of the offices' work.
enum QueryTerm {
    /// A period, spelled in any of the ways that are allowed.
    static func period(_ text: String) throws(APIError) -> Period {
        try APIError.validated { () throws(ValidationError) in try EntryRule.period(text, "period")
        }
    }

    /// A day, spelled in any of the ways that are allowed.
    static func date(_ text: String, field: String) throws(APIError) -> CivilDate {
        try APIError.validated { () throws(ValidationError) in try EntryRule.date(text, field) }
    }

    /// An indicator by its code.
    static func indicator(_ code: String) throws(APIError) -> Indicator {
        guard let indicator = Indicator.byCode(code) else {
            throw ReportFault.unknownIndicator(code)
        }
        return indicator
    }
}
