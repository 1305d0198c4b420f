import NIOCore

/// Notices that a link has been silent. Costs one note of the time per frame; the timers look at the
/// notes when they fire and are not moved in between.
final class LinkIdleWatch {
    private let eventLoop: any EventLoop
    private let onIdle: () -> Void
    private let onTimeout: () -> Void
    private var lastSent = NIODeadline.now()
    private var lastReceived = NIODeadline.now()
    private var timers: [Scheduled<Void>?] = [nil, nil]

    init(
        limits: LinkLimits,
        eventLoop: any EventLoop,
        onIdle: @escaping () -> Void,
        onTimeout: @escaping () -> Void
    ) {
        self.eventLoop = eventLoop
        self.onIdle = onIdle
        self.onTimeout = onTimeout
        if let ping = limits.idlePing { self.watchSending(ping, at: .now() + ping) }
        if let timeout = limits.idleTimeout { self.watchReceiving(timeout, at: .now() + timeout) }
    }

    func sent() {
        self.lastSent = .now()
    }

    func received() {
        self.lastReceived = .now()
    }

    func stop() {
        for timer in self.timers { timer?.cancel() }
    }

    private func watchSending(_ ping: TimeAmount, at deadline: NIODeadline) {
        self.timers[0] = self.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            [weak self] in
            guard let self else { return }
            let due = self.lastSent + ping
            let now = NIODeadline.now()
            guard due <= now else { return self.watchSending(ping, at: due) }
            self.watchSending(ping, at: now + ping)
            self.onIdle()
        }
    }

    private func watchReceiving(_ timeout: TimeAmount, at deadline: NIODeadline) {
        self.timers[1] = self.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            [weak self] in
            guard let self else { return }
            let due = self.lastReceived + timeout
            guard due <= .now() else { return self.watchReceiving(timeout, at: due) }
            self.onTimeout()
        }
    }
}
