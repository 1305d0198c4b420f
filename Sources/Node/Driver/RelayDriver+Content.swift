import Store
import SyncProtocol

extension RelayDriver {
    /// A neighbour has sent something else than a file's name says.
    func distrust(_ link: LinkID, _ content: ContentID) {
        let peer = self.links[link].map { "\($0.peer.path)" } ?? "-"
        self.quarantine(.wrongContent, "\(content)", peer: peer)
    }
}
