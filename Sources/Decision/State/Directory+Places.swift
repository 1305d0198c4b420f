package import SyncProtocol

// One thing about one office or space. Whoever goes through thousands of them takes nothing else along.
extension Directory {
    package func path(at office: Int) -> OfficePath { self.offices[office].path }

    package func level(at office: Int) -> Level? { self.offices[office].listed?.level }

    /// Whether its parent's roster tells of an office.
    package func isListed(at office: Int) -> Bool { self.offices[office].listed != nil }

    package func host(at office: Int) -> OfficePath? { self.offices[office].hostedBy }

    package func isHosted(at office: Int) -> Bool { self.offices[office].hostedBy != nil }

    /// See ``Office/lineage``.
    package func lineage(at office: Int) -> [Int] { self.offices[office].lineage }

    /// How many feeds an office has written.
    package func feedCount(at office: Int) -> Int { self.counts[office].feeds }

    package func space(at place: Int) -> SpaceID { self.spaces[place].space }

    package func digest(at place: Int) -> SetDigest { self.spaces[place].digest }
}
