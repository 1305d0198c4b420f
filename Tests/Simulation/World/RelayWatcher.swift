package import SyncProtocol

/// Is told of all that happens to relays and of all that they want done, in order.
package protocol RelayWatcher: AnyObject {
    func happened(_ event: Relay.Event, at office: OfficePath, now: Int64)
    func wanted(_ action: Relay.Action, at office: OfficePath, now: Int64)
}
