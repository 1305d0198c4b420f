import NIOCore
import Synchronization

/// The address that invitations name: the configured one, or where the node listens if that is one
/// address. Nil when nobody has said how other offices reach this node.
final class AdvertisedAddress: Sendable {
    private let address: Mutex<HostAndPort?>
    private let configured: HostAndPort?

    init(configured: HostAndPort?) {
        self.configured = configured
        self.address = Mutex(nil)
    }

    func set(listening: SocketAddress) {
        guard let port = listening.port else { return }
        let host = listening.ipAddress ?? "127.0.0.1"
        // An address for every interface is none that another office could dial.
        guard !HostAndPort.isEveryInterface(host) else { return }
        self.address.withLock { $0 = HostAndPort(host: host, port: port) }
    }

    var value: HostAndPort? { self.configured ?? self.address.withLock { $0 } }
}
