import Logging
import NIOCore
import ServiceLifecycle
import SyncProtocol

/// What a node does for itself from time to time: renews its TLS certificate before it ends, and at once when
/// the machine's clock was put right.
struct Housekeeping: Service {
    /// Between two looks at the clock.
    private static let step = Duration.seconds(2)
    /// Looks until the certificate is looked at although the clock went on as it should: ten minutes.
    private static let renewalSteps = 300

    let authority: OfficeAuthority
    let folder: IdentityFolder
    /// What the links use at the start.
    let tls: TLSIdentity
    let logger: Logger
    /// UTC milliseconds.
    var clock: @Sendable () -> Int64 = { SystemTime.milliseconds() }
    /// Waits between two looks; throws when the node stops.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// Hands a new certificate to the links.
    let use: @Sendable (TLSIdentity) async throws -> Void
    /// Dials at once whoever is waited for: what was refused by a wrong clock may go well now.
    let dial: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await self.keep() }
    }

    /// Until the pause is broken off.
    func keep() async {
        var current = self.tls
        var watch = ClockWatch(self.clock())
        var steps = 0
        while (try? await self.pause(Self.step)) != nil {
            let now = self.clock()
            let isStepped = watch.isStepped(now, after: Self.step)
            steps += 1
            guard isStepped || steps >= Self.renewalSteps else { continue }
            steps = 0
            await self.renew(&current, now: now)
            guard isStepped else { continue }
            self.logger.warning("the machine's clock was set", metadata: ["now": "\(now)"])
            try? await self.dial()
        }
    }

    private func renew(_ current: inout TLSIdentity, now: Int64) async {
        do {
            let tls = try self.folder.loadOrRenewTLS(authority: self.authority, now: now)
            guard tls.chain != current.chain else { return }
            try await self.use(tls)
            current = tls
            self.logger.info("TLS certificate renewed")
        } catch {
            self.logger.error("TLS certificate not renewed", metadata: ["error": "\(error)"])
        }
    }
}
