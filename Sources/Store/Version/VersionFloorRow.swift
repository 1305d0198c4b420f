package import OfficeWork
package import SyncProtocol

/// A version floor, and the office whose roster sets it.
package struct VersionFloorRow: Sendable, Hashable {
    package let owner: OfficePath
    package let floor: VersionFloor
}
