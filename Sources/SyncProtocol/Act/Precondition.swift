/// What must hold for a part of an act to be written. It is a value: whoever makes the act declares it,
/// and the transaction that writes the act checks it, so that nothing can come between.
package enum Precondition: Hashable, Sendable {
    /// There is no such record. One with this content is a request that was carried out before.
    case isNew(RecordContent)
    /// The record does not say this already.
    case isNotSaid(RecordContent)
    /// There is no such record, or it says this.
    case agrees(RecordContent)
    case exists(RecordReference)
    /// Nothing stands in these fields of the record that was not shown to whoever writes them.
    case isAsShown(RecordReference, Revision, [UInt16])
    /// Different values stand in each of these fields of the record.
    case isAtOdds(RecordReference, [UInt16])
    /// A `register` or `choice` holds nothing yet.
    case isEmpty(RecordReference, UInt16)
    /// A `stage` has not come so far yet.
    case isBefore(RecordReference, stage: UInt16, step: UInt32)
    /// No other record has what is to be had once.
    case isUnique(RecordReference, Uniqueness)
    /// The office has no node of its own.
    case hasNoNode(OfficePath)
    /// Every branch in which the office is to stand has a place for it, or it stands there already.
    case hasPlace(OfficePath)
    /// The records of a space are as they were read: for what follows from all of them.
    case isUnchanged(SpaceID, SetDigest)
}

extension Precondition {
    package enum Verdict: Hashable, Sendable {
        case holds
        /// What the part writes stands there already.
        case isDone
        case fails(ActConflict.Reason)
    }

    package func verdict<Image: ActImage>(_ image: Image) throws(Image.Failure) -> Verdict {
        switch self {
        case .isNew(let content):
            guard let state = try image.state(of: content.reference) else { return .holds }
            return content.compared(with: state) ?? .isDone
        case .agrees(let content):
            guard let state = try image.state(of: content.reference) else { return .holds }
            return content.compared(with: state) ?? .holds
        case .isNotSaid(let content):
            let state = try image.state(of: content.reference)
            return state.map(content.isSaid) == true ? .isDone : .holds
        case .isAsShown(let reference, let revision, let numbers):
            guard let state = try image.state(of: reference) else {
                return revision == .nothing ? .holds : .fails(.missing(reference))
            }
            let unseen = numbers.first { !revision.hasShown($0, of: state) }
            return unseen.map { .fails(.unseen(reference, field: $0, present: state)) } ?? .holds
        case .isAtOdds(let reference, let numbers):
            guard let state = try image.state(of: reference) else {
                return .fails(.missing(reference))
            }
            let conflicts = state.conflicts
            let settled = numbers.first { !conflicts.contains($0) }
            return settled.map { .fails(.settled(reference, field: $0, present: state)) } ?? .holds
        case .exists(let reference):
            return try image.state(of: reference) == nil ? .fails(.missing(reference)) : .holds
        case .isEmpty(let reference, let number):
            guard let state = try image.state(of: reference) else { return .holds }
            let isEmpty = state.register(number) == nil && state.choice(number) == nil
            return isEmpty ? .holds : .isDone
        case .isBefore(let reference, let number, let step):
            let reached = try image.state(of: reference)?.stage(number)?.step ?? 0
            return reached < step ? .holds : .isDone
        case .isUnique(let reference, let uniqueness):
            guard let holder = try image.holder(of: uniqueness, beside: reference) else {
                return .holds
            }
            let state = try image.state(of: RecordReference(holder, in: reference.space))
            return .fails(
                .taken(uniqueness, reference, holder: holder, present: state ?? RecordState())
            )
        case .hasNoNode(let office):
            return try image.hasNode(office) ? .fails(.hasNode(office)) : .holds
        case .hasPlace(let office):
            return try image.fullBranch(for: office).map { .fails(.branchFull($0)) } ?? .holds
        case .isUnchanged(let space, let digest):
            return try image.digest(of: space) == digest ? .holds : .fails(.changed(space))
        }
    }
}

extension RecordContent {
    /// Nil when the record says this.
    fileprivate func compared(with state: RecordState) -> Precondition.Verdict? {
        self.difference(from: state).map {
            .fails(.differs(self.reference, field: $0, present: state))
        }
    }
}

extension LocalAct.Part {
    /// The first verdict that does not let it be written; otherwise that all holds.
    package func verdict<Image: ActImage>(
        _ image: Image
    ) throws(Image.Failure) -> Precondition.Verdict {
        for precondition in self.preconditions {
            let verdict = try precondition.verdict(image)
            guard verdict == .holds else { return verdict }
        }
        return .holds
    }
}
