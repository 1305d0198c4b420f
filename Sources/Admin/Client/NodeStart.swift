import Foundation

/// Waits for a node of this machine that is just starting, so that a command typed right after
/// `cast-node run &` finds it.
///
/// Where no office lives in the folder, or its node is not coming, nothing is waited for beyond
/// ``Limits/appearMilliseconds``.
package struct NodeStart: Sendable {
    package struct Limits: Sendable {
        /// Between two looks.
        package var stepMilliseconds = 50
        /// A node that was started in this moment holds its folder after so long.
        package var appearMilliseconds = 3_000
        /// A node that holds its folder answers after so long: it may have to bring its store in order.
        package var startMilliseconds = 30_000
        /// Whoever waits for longer is told.
        package var quietMilliseconds = 1_000

        package init() {}
    }

    /// What a node leaves in its data folder when an office is set up there.
    private static let credentialsFile = "identity/credentials.cbor"
    /// Holds the number of the process that works with the folder.
    private static let lockFile = "store.lock"

    private let dataFolder: String
    private let limits: Limits
    private let isAnswering: @Sendable (NodeAccess) async -> Bool
    private let pause: @Sendable (Duration) async throws -> Void
    private let note: @Sendable (Phrase) -> Void

    /// - Parameters:
    ///   - isAnswering: whether somebody takes connections there.
    ///   - pause: waits between two looks.
    ///   - note: tells whoever waits.
    package init(
        dataFolder: String,
        limits: Limits = Limits(),
        isAnswering: @escaping @Sendable (NodeAccess) async -> Bool = { await $0.isAnswering() },
        pause: @escaping @Sendable (Duration) async throws -> Void = {
            try await Task.sleep(for: $0)
        },
        note: @escaping @Sendable (Phrase) -> Void
    ) {
        self.dataFolder = dataFolder
        self.limits = limits
        self.isAnswering = isAnswering
        self.pause = pause
        self.note = note
    }

    /// Where the node answers, as soon as it does; where it would answer when it does not come, so that
    /// the call says what is wrong.
    ///
    /// - Throws: ``APIError`` as ``NodeAccess/init(dataFolder:)``, or `CancellationError`.
    package func access() async throws -> NodeAccess {
        var waited = 0
        while true {
            let found = Result { () throws(APIError) in try NodeAccess(dataFolder: self.dataFolder)
            }
            switch found {
            case .success(let access) where await self.isAnswering(access): return access
            case .failure(let error) where error.code != .notFound: throw error
            default: break
            }
            guard self.mayCome(after: waited) else { return try found.get() }
            try await self.pause(.milliseconds(self.limits.stepMilliseconds))
            waited += self.limits.stepMilliseconds
            if waited == self.limits.quietMilliseconds {
                self.note(
                    Phrase(
                        "\(self.dataFolder) 的节点尚未就绪，等待其启动 …",
                        "the node of \(self.dataFolder) does not answer yet, waiting for it to start …"
                    )
                )
            }
        }
    }

    private func mayCome(after milliseconds: Int) -> Bool {
        guard FileManager.default.fileExists(atPath: self.path(Self.credentialsFile)) else {
            return false
        }
        return milliseconds < self.limits.appearMilliseconds
            || milliseconds < self.limits.startMilliseconds && self.isHeld
    }

    /// Whether the process that took the folder last lives.
    private var isHeld: Bool {
        let line = (try? SmallFile.line(of: self.path(Self.lockFile))) ?? ""
        guard let process = pid_t(line), process > 0 else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    private func path(_ name: String) -> String { "\(self.dataFolder)/\(name)" }
}
