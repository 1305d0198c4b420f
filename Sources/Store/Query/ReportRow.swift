package import OfficeWork
package import SyncProtocol

/// A progress report and whose it is.
package struct ReportRow: Sendable, Hashable {
    package let office: OfficePath
    package let report: Report
}
