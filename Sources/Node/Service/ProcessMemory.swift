private import CMalloc
import ServiceLifecycle

/// Gives memory back to the system that is free in the process. By itself glibc keeps a heap for every thread,
/// and blocks that were large once among the small ones, so that a node would go on holding whatever its busiest
/// minute took.
struct ProcessMemory: Service {
    /// Heaps of the process, whatever the number of its threads.
    private static let heapsMax: Int32 = 4
    /// Longer blocks go back to the system as soon as they are free, in bytes.
    private static let ownBlockByteCountMin: Int32 = 256 * 1024
    /// How often what is free between blocks is given back, which takes some milliseconds.
    private static let interval = Duration.seconds(30)

    /// Before the first thread begins.
    static func prepare() {
        _ = mallopt(M_ARENA_MAX, Self.heapsMax)
        _ = mallopt(M_MMAP_THRESHOLD, Self.ownBlockByteCountMin)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil { _ = malloc_trim(0) }
        }
    }
}
