/// A character that has no place in text, and where it stands.
package struct TextFault: Error, Sendable, Hashable {
    /// Counted from 1, in Unicode scalars.
    package let place: Int
    package let scalar: Unicode.Scalar

    package init(place: Int, scalar: Unicode.Scalar) {
        self.place = place
        self.scalar = scalar
    }

    package var chinese: String {
        ScalarRole(self.scalar) == .damaged
            ? "第\(self.place)个字符（\(self.scalar.codeName)）已在转码中损坏，请从原文重新输入。"
            : "第\(self.place)个字符是不允许的控制字符（\(self.scalar.codeName)），请删去。"
    }

    package var english: String {
        ScalarRole(self.scalar) == .damaged
            ? "Character \(self.place) (\(self.scalar.codeName)) was damaged when its encoding was "
                + "changed: enter it anew from the original."
            : "Character \(self.place) is a control character (\(self.scalar.codeName)): delete it."
    }
}

extension Unicode.Scalar {
    /// `U+200B`
    package var codeName: String {
        let digits = String(self.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
    }

    /// How a person is told of a character: itself where it can be seen, its code where not.
    package var shownName: String {
        ScalarRole(self) == .visible ? "“\(self)”" : self.codeName
    }
}
