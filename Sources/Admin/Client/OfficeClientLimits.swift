/// How long a call may take and how large an answer may be.
package struct OfficeClientLimits: Sendable, Equatable {
    /// How long to wait for a connection.
    package var connectMilliseconds: Int64 = 3_000
    /// How long an ordinary call may take, from the first byte sent to the last one received.
    package var callSeconds: Int64 = 30
    /// How long a batch of reports may take: the node answers only when its disk has all of it.
    package var submitSeconds: Int64 = 120
    /// How long a check of everything held may take.
    package var verifySeconds: Int64 = 3_600
    /// How long a file may take on its way between this program and the node.
    package var fileSeconds: Int64 = 24 * 3_600
    /// What a long-poll may take beyond the time that it was asked to wait.
    package var longPollMarginSeconds: Int64 = 10
    /// The largest answer that is read, in bytes.
    package var answerBytesMax = 64 * 1024 * 1024
    /// Connections kept open to the node at the same time.
    package var connectionsMax = 8

    package init() {}
}
