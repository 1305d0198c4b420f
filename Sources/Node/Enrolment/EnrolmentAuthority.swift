/// Decides who is taken in. The node implements it over its store.
protocol EnrolmentAuthority: Sendable {
    /// Takes in an office whose request is sound: the office is a direct child of ours and the sender
    /// holds both keys.
    ///
    /// The implementation MUST check that the token's hash is known, unused, not expired and bound to
    /// this office path, and MUST have consumed it durably before it answers. The same request
    /// repeated with the same signing key SHOULD get the same answer until the token expires, since
    /// the first answer may have been lost with the connection.
    func enrol(_ request: EnrolmentRequest) async throws(EnrolmentError) -> EnrolmentResponse
}
