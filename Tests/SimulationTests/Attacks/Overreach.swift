import OfficeWork
import Simulation
import SyncProtocol
import Testing

/// A city says in its own roster that another city goes on as itself, to be sent its reports.
enum Overreach {
    /// - Throws: ``CheckFailure`` when it gets them.
    static func run(_ simulation: Simulation) throws {
        let (chengdu, mianyang) = (simulation.office("510100"), simulation.office("510700"))
        try mianyang.report(3)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 3
        }
        let intent = RecordIntent(
            space: SpaceID(.roster, of: chengdu.path),
            record: RecordKind.succession.record(
                SuccessionEntry.key(of: mianyang.path, by: .ed25519)
            ),
            fields: [
                FieldIntent(SuccessionField.from.rawValue, .choose(.text("\(mianyang.path)"))),
                FieldIntent(
                    SuccessionField.to.rawValue,
                    .choose(.list([.text("\(chengdu.path)")]))
                ),
                FieldIntent(SuccessionField.since.rawValue, .choose(.integer(1))),
            ]
        )
        try chengdu.submit([intent], "says what it has no say over")
        try simulation.run(for: 30_000)
        let stray = chengdu.disk.positions.map(\.feed).first { $0.space.owner == mianyang.path }
        guard let stray, stray.space.kind == .reports else { return }
        throw CheckFailure(
            .correctness,
            "no change reaches an office out of its scope",
            office: chengdu.index,
            "\(stray)"
        )
    }
}
