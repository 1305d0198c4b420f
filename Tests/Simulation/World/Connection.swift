package import SyncProtocol

/// One connection between two offices, as the carrier sees it.
package struct Connection: Sendable {
    package struct End: Sendable {
        package let office: Int
        /// Which life of the office holds it.
        let life: Int
        /// The office has not heard of its end.
        package internal(set) var isOpen = true
        /// Nothing arrives here before what was sent earlier, unless frames are reordered.
        var lastArrival: Int64
        /// When the line towards this end has sent all that was given to it.
        var lineFreeAt: Int64 = 0
    }

    package let link: LinkID
    package let edge: Int
    /// The end that dialled, and the other.
    package internal(set) var child: End
    package internal(set) var parent: End
    /// The cable is cut: nothing on its way arrives.
    package internal(set) var isCut = false

    func end(of office: Int) -> End { self.child.office == office ? self.child : self.parent }

    func other(than office: Int) -> Int {
        self.child.office == office ? self.parent.office : self.child.office
    }

    mutating func withEnd(of office: Int, _ body: (inout End) -> Void) {
        if self.child.office == office { body(&self.child) } else { body(&self.parent) }
    }

    var isForgotten: Bool { !self.child.isOpen && !self.parent.isOpen }
}
