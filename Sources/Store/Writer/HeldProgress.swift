/// How far the writer is with held changes whose time has come.
struct HeldProgress {
    /// The place of the last strand that was looked at: the next turn begins behind it.
    var last = -1
    /// Others are due, or more of the same.
    var isLeft = false
}
