import Dispatch
import Foundation
import Synchronization

/// What must not outlive a run: the processes and folders that it made.
final class Leftovers: Sendable {
    private struct State {
        var processes: Set<pid_t> = []
        var folders: [String] = []
    }

    static let shared = Leftovers()

    private let state = Mutex(State())

    private init() {}

    /// From now on an interrupt removes what is left before the program ends.
    ///
    /// - Returns: what watches; it must be kept.
    func watchSignals() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Progress.write("interrupted; stopping the nodes\n")
                Leftovers.shared.remove()
                exit(130)
            }
            source.activate()
            return source
        }
    }

    func add(process: pid_t) {
        self.state.withLock { _ = $0.processes.insert(process) }
    }

    func forget(process: pid_t) {
        self.state.withLock { _ = $0.processes.remove(process) }
    }

    func add(folder: String) {
        self.state.withLock { $0.folders.append(folder) }
    }

    /// Ends the processes and removes the folders.
    func remove() {
        let left = self.state.withLock { state in
            defer { state = State() }
            return state
        }
        for process in left.processes {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        for folder in left.folders {
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
