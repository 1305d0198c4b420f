/// What becomes of a form that was sent.
package enum FormOutcome: Sendable {
    /// It is written: the browser goes on to a page.
    case written(path: String)
    /// It is not, for this reason: the page has the form again, with all that was typed.
    case refused(page: String, APIError)
}
