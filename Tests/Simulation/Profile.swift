/// Which faults a run is about.
package enum Profile: String, Sendable, CaseIterable {
    /// A bit of everything, drawn anew by each seed.
    case swarm
    /// Older disks, lost tails and nodes running twice, in every run.
    case restore
    /// One to three offices that have turned against the others, in every run.
    case evil
    /// What stays in houses, and cases in which several offices work: parties are added and taken off. A bit of everything
    /// else.
    case cases
    /// Several people at each node open records, look at them for a while and save what they make of them, some of them
    /// at offices with two nodes. Links are cut and machines crash; no disk is lost, and nobody lies or moves.
    case edit
}
