/// The files that are built into the program: the API's description and the console's own.
package enum Assets {
    /// The OpenAPI 3.1 document, UTF-8 YAML.
    package static var openAPI: [UInt8] { PackageResources.openapi_yaml }
    /// The console's style sheet, UTF-8 CSS.
    package static let styleSheet = Asset(
        name: "console.css",
        contentType: "text/css; charset=utf-8",
        bytes: PackageResources.console_css
    )
    /// The console's script, UTF-8 JavaScript.
    package static let script = Asset(
        name: "console.js",
        contentType: "text/javascript; charset=utf-8",
        bytes: PackageResources.console_js
    )

    /// The page templates by the name under which they call one another.
    static var templates: [(name: String, text: [UInt8])] {
        [
            ("page", PackageResources.page_mustache),
            ("badge", PackageResources.badge_mustache),
            ("moment", PackageResources.moment_mustache),
            ("paging", PackageResources.paging_mustache),
            ("directive-rows", PackageResources.directive_rows_mustache),
            ("overview", PackageResources.overview_mustache),
            ("overview-indicators", PackageResources.overview_indicators_mustache),
            ("period-choice", PackageResources.period_choice_mustache),
            ("indicator", PackageResources.indicator_mustache),
            ("tallies", PackageResources.tallies_mustache),
            ("office-rows", PackageResources.office_rows_mustache),
            ("offices", PackageResources.offices_mustache),
            ("trace-moment", PackageResources.trace_moment_mustache),
            ("trace-rows", PackageResources.trace_rows_mustache),
            ("directives", PackageResources.directives_mustache),
            ("directive", PackageResources.directive_mustache),
            ("files", PackageResources.files_mustache),
            ("reports", PackageResources.reports_mustache),
            ("report", PackageResources.report_mustache),
            ("links", PackageResources.links_mustache),
            ("quarantine", PackageResources.quarantine_mustache),
            ("record-value", PackageResources.record_value_mustache),
            ("record-entry", PackageResources.record_entry_mustache),
            ("fault", PackageResources.fault_mustache),
            ("form-user", PackageResources.form_user_mustache),
            ("conflicts", PackageResources.conflicts_mustache),
            ("record-kinds", PackageResources.record_kinds_mustache),
            ("records", PackageResources.records_mustache),
            ("record", PackageResources.record_mustache),
            ("record-form", PackageResources.record_form_mustache),
            ("notice", PackageResources.notice_mustache),
        ]
    }
}
