/// How many bytes of changes the other end lets us have on their way to its disk, and how many are.
struct SendCredit: Sendable, Equatable {
    /// None before it has greeted.
    private(set) var byteCountMax = 0
    private var byteCount = 0

    init(byteCountMax: Int = 0) {
        self.byteCountMax = byteCountMax
    }

    /// What an office only passes on leaves a part of the credit to what goes before it.
    func hasRoom(for lane: Lane) -> Bool {
        let byteCountMax = lane < .reports ? self.byteCountMax : self.byteCountMax / 4 * 3
        return self.byteCount < byteCountMax
    }

    mutating func take(_ byteCount: Int) { self.byteCount += byteCount }

    mutating func giveBack(_ byteCount: Int) { self.byteCount -= byteCount }
}
