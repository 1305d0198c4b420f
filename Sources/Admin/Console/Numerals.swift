/// Numbers as people read them.
package enum Numerals {
    /// Groups the integer part of a decimal by threes: `1234567.50` becomes `1,234,567.50`.
    ///
    /// Text that is no plain decimal is given back as it is.
    package static func grouped(_ decimal: String) -> String {
        let negative = decimal.hasPrefix("-")
        let unsigned = negative ? decimal.dropFirst() : decimal[...]
        let whole = unsigned.prefix { $0 != "." }
        guard !whole.isEmpty, whole.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return decimal
        }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) {
                result.append(",")
            }
            result.append(digit)
        }
        return (negative ? "-" : "") + result + unsigned.dropFirst(whole.count)
    }

    package static func grouped(_ number: some BinaryInteger) -> String {
        self.grouped(String(number))
    }

    /// A size with one decimal and a binary unit: `12.3 MiB`.
    static func bytes(_ count: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var tenths = max(0, min(count, Int64.max / 10)) * 10
        var unit = 0
        while tenths >= 10_240, unit < units.count - 1 {
            tenths /= 1024
            unit += 1
        }
        if unit == 0 {
            return "\(self.grouped(tenths / 10)) B"
        }
        return "\(self.grouped(tenths / 10)).\(tenths % 10) \(units[unit])"
    }
}
