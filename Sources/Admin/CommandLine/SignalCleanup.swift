import Dispatch
import Foundation

/// Puts in order what a program has begun when a signal ends it, and lets the signal end it then.
///
/// For programs that do not watch for signals themselves. What the program was started to ignore, as `nohup`
/// does, is ignored still.
package final class SignalCleanup {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    private let sources: [any DispatchSourceSignal]

    /// When this returns, no signal ends the program without the cleanup any more.
    ///
    /// - Parameter cleanup: called in some thread, once at most.
    package init(_ cleanup: @escaping @Sendable () -> Void) {
        let isInstalled = DispatchGroup()
        self.sources = Self.signals.filter { !Self.isIgnored($0) }.map { number in
            #if canImport(Darwin)
            signal(number, SIG_IGN)
            #endif
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                cleanup()
                Self.end(by: number)
            }
            isInstalled.enter()
            source.setRegistrationHandler { isInstalled.leave() }
            source.activate()
            return source
        }
        isInstalled.wait()
    }

    /// From now on a signal ends the program at once.
    package func end() {
        for source in self.sources where !source.isCancelled {
            signal(Int32(source.handle), SIG_DFL)
            source.cancel()
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        let before = signal(number, SIG_DFL)
        guard unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) else {
            return false
        }
        signal(number, SIG_IGN)
        return true
    }

    /// As if nobody had been listening, so that whoever started the program sees what ended it.
    private static func end(by number: Int32) {
        signal(number, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
    }
}
