import NIOCore
import Synchronization

/// The connections to the HTTP side, within their limits.
final class HTTPConnections: Sendable {
    private struct State {
        var census: ConnectionCensus
        var byNumber: [Int: HTTPConnection] = [:]
        var byChannel: [ObjectIdentifier: HTTPConnection] = [:]
    }

    let limits: HTTPLimits
    private let state: Mutex<State>

    init(limits: HTTPLimits) {
        self.limits = limits
        self.state = Mutex(
            State(
                census: ConnectionCensus(
                    connectionsMax: limits.connectionsMax,
                    unauthenticatedMax: limits.strangersMax,
                    unauthenticatedPerAddressMax: limits.strangersPerAddressMax,
                    addressGivesWay: true
                )
            )
        )
    }

    /// Connections at this moment.
    var count: Int { self.state.withLock { $0.census.total } }

    func connection(of channel: any Channel) -> HTTPConnection? {
        self.state.withLock { $0.byChannel[ObjectIdentifier(channel)] }
    }

    /// Counts a connection in until it ends, maybe at an older stranger's cost.
    ///
    /// - Returns: nil when there is no place.
    func enter(_ channel: any Channel) -> HTTPConnection? {
        let key = AddressKey(channel.remoteAddress)
        let entered = self.state.withLock { state -> Entered? in
            guard case .admitted(let number, let oldest) = state.census.enter(key) else {
                return nil
            }
            let connection = HTTPConnection(channel: channel) { [weak self] in
                self?.state.withLock { $0.census.authenticated(number) }
            }
            state.byNumber[number] = connection
            state.byChannel[ObjectIdentifier(channel)] = connection
            return Entered(
                number: number,
                connection: connection,
                givesWay: oldest.flatMap { state.byNumber[$0] }
            )
        }
        guard let entered else { return nil }
        channel.closeFuture.whenComplete { _ in self.leave(entered.number, channel) }
        entered.givesWay?.channel.close(promise: nil)
        return entered.connection
    }

    private func leave(_ number: Int, _ channel: any Channel) {
        self.state.withLock { state in
            state.census.leave(number)
            state.byNumber[number] = nil
            state.byChannel[ObjectIdentifier(channel)] = nil
        }
    }

    private struct Entered {
        let number: Int
        let connection: HTTPConnection
        let givesWay: HTTPConnection?
    }
}
