/// Looks for a classification mark in one line of visible characters, with one blank for each stretch of white space.
///
/// Blanks are passed over: a mark is often set wide (机　密 ★ 长　期).
struct MarkReader {
    private let line: [Unicode.Scalar]

    private static let grades: [Unicode.Scalar] = ["绝", "絕", "絶", "机", "機", "秘", "祕"]
    private static let stars: [Unicode.Scalar] = [
        "★", "☆", "⭐", "✩", "✪", "✫", "✬", "✭", "✮", "✯", "✰", "⋆", "⍟", "🌟", "⚝", "✦", "✧",
    ]
    private static let openings: [Unicode.Scalar] = [
        "【", "〔", "[", "(", "「", "『", "〖", "﹝", "‹", "«", "〈", "<", "{", "〘", "〚", "⟨", "《", "﹤",
        "﹙", "﹛",
    ]
    private static let closings: [Unicode.Scalar] = [
        "】", "〕", "]", ")", "」", "』", "〗", "﹞", "›", "»", "〉", ">", "}", "〙", "〛", "⟩", "》", "﹥",
        "﹚", "﹜",
    ]
    /// What a writer puts between a mark and the title.
    private static let separators: [Unicode.Scalar] = [
        ":", "|", "-", "—", "–", "_", ".",
    ]
    /// The letters of a term (1年, 长期, 6个月).
    private static let termScalars = Array("0123456789一二三四五六七八九十两个年月日长長期永久至".unicodeScalars)

    init(_ line: [Unicode.Scalar]) {
        self.line = line
    }

    /// Whether the line bears a mark that no other sense can be given.
    var isMarked: Bool {
        self.line.indices.contains { self.starEnd(at: $0) != nil } || self.isMarkedAtHead
    }

    /// Whether a title that is this line begins with a mark and goes on, or ends with one in brackets.
    var isMarkedTitle: Bool {
        if let end = self.grade(at: 0), self.line.indices.contains(end) {
            let next = self.line[end]
            if next == " " || Self.separators.contains(next) { return true }
        }
        return self.line.indices.contains { start in
            self.bracketed(at: start).map {
                self.skip($0) == self.line.count && self.line[$0 - 1] != "》"
            } ?? false
        }
    }

    /// A mark that is all of the line, or in brackets at its head, or named as 密级.
    private var isMarkedAtHead: Bool {
        if let end = self.bracketed(at: 0) { return !self.isWork(endingAt: end) }
        let start = self.labelEnd ?? 0
        guard let end = self.grade(at: start) else { return false }
        if start > 0 { return true }
        return self.termEnd(at: end) == self.line.count
    }

    /// A name between 《 and 》 that goes on behind is a work's: 《秘密》读后感.
    private func isWork(endingAt end: Int) -> Bool {
        self.line[end - 1] == "》" && self.skip(end) < self.line.count
    }

    /// Behind a star that follows a grade.
    private func starEnd(at start: Int) -> Int? {
        guard let end = self.grade(at: start) else { return nil }
        let star = self.skip(end)
        guard star < self.line.count else { return nil }
        // An asterisk is typed for the star, but also marks notes: it counts at the head of a line only.
        let isStar =
            Self.stars.contains(self.line[star])
            || (self.line[star] == "*" && self.skip(0) == start)
        return isStar ? star + 1 : nil
    }

    /// Behind the bracket that closes a mark, perhaps with its term (【秘密 1年】).
    private func bracketed(at start: Int) -> Int? {
        let opening = self.skip(start)
        guard opening < self.line.count, Self.openings.contains(self.line[opening]) else {
            return nil
        }
        var inside = opening + 1
        // Brackets may be doubled.
        while inside < self.line.count, Self.openings.contains(self.line[inside]) { inside += 1 }
        guard let end = self.grade(at: inside) else { return nil }
        let closing = self.termEnd(at: end)
        guard closing < self.line.count, Self.closings.contains(self.line[closing]) else {
            return nil
        }
        return closing + 1
    }

    /// Behind a grade and 密, which blanks may part.
    private func grade(at start: Int) -> Int? {
        let first = self.skip(start)
        guard first < self.line.count, Self.grades.contains(self.line[first]) else { return nil }
        let second = self.skip(first + 1)
        guard second < self.line.count, self.line[second] == "密" else { return nil }
        return second + 1
    }

    /// Behind `级`, `件`, a term and what stands between them: nothing else may follow within a mark.
    private func termEnd(at start: Int) -> Int {
        var place = self.skip(start)
        while place < self.line.count {
            let scalar = self.line[place]
            guard
                Self.termScalars.contains(scalar) || Self.stars.contains(scalar)
                    || scalar == "级" || scalar == "級" || scalar == "件" || scalar == "·"
                    || scalar == "*"
            else { return place }
            place = self.skip(place + 1)
        }
        return place
    }

    /// Behind 密级: at the head of the line.
    private var labelEnd: Int? {
        var place = self.skip(0)
        if place < self.line.count, Self.openings.contains(self.line[place]) {
            place = self.skip(place + 1)
        }
        guard place < self.line.count, self.line[place] == "密" else { return nil }
        place = self.skip(place + 1)
        guard place < self.line.count, self.line[place] == "级" || self.line[place] == "級" else {
            return nil
        }
        place = self.skip(place + 1)
        guard place < self.line.count, self.line[place] == ":" || self.line[place] == "为" else {
            return nil
        }
        return place + 1
    }

    private func skip(_ start: Int) -> Int {
        var place = start
        while place < self.line.count, self.line[place] == " " { place += 1 }
        return place
    }
}
