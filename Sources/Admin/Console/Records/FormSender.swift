/// Who has sent a form, or looks at one.
package struct FormSender: Sendable {
    /// As whom the pages are read.
    package let reader: Caller
    /// As whom it is written; an error where the name cannot be taken.
    package let writer: Result<Caller, APIError>
    /// The name as it was typed, or as it is remembered; empty where there is none.
    package let name: String

    package init(reader: Caller, writer: Result<Caller, APIError>, name: String) {
        self.reader = reader
        self.writer = writer
        self.name = name
    }
}
