internal import SyncProtocol

/// Something that will happen in a simulation.
enum Occurrence: Sendable {
    /// A second has passed at an office.
    case tick(office: Int, life: Int)
    case dial(cable: Int)
    case established(LinkID)
    case arrived(LinkID, office: Int, [UInt8])
    /// The carrier tells an office that a connection is over.
    case closed(LinkID, office: Int)
    case durable(office: Int, life: Int)
    case committed(office: Int, life: Int)
    case read(office: Int, life: Int, LinkID, [ReadRequest], byteCountMax: Int)
    case work
    /// Somebody opens a page.
    case openPage
    /// Somebody saves what a page has become.
    case savePage(OpenPage)
    case crash(office: Int?)
    case start(office: Int)
    case cut
    case clockStep
    case clockRight(office: Int)
    case backUp(office: Int)
    case exchange(office: Int, FaultPlan.Exchange)
    case rot(FaultPlan.Rot)
    /// A reader has found a row that is not what was written.
    case mend(office: Int, life: Int)
    case clone(office: Int)
    case die(office: Int)
    case partition
    /// An evil office writes its roster.
    case flood(office: Int)
    case signed(office: Int, life: Int, LinkID, EqualityStatement)
    /// An office above says that an office goes to another parent.
    case declare
    /// The office goes there.
    case move
}

/// An occurrence with its time. Equal times are ordered by the sequence in which they were planned.
struct Scheduled: Comparable, Sendable {
    let time: Int64
    let sequence: UInt64
    let occurrence: Occurrence

    static func == (left: Self, right: Self) -> Bool { left.sequence == right.sequence }

    static func < (left: Self, right: Self) -> Bool {
        (left.time, left.sequence) < (right.time, right.sequence)
    }
}
