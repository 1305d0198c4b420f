import NIOPosix

/// On which threads files are read and written, and where what came of it goes on.
struct ContentDisk {
    let loop: LinkLoop
    let reader: NIOThreadPool
    /// One thread: what is written keeps its order.
    let writer: NIOThreadPool
}
