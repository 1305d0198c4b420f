import Simulation
import Testing

@Suite("The protocol's figures")
struct FigureTests {
    @Test("Each keeps its limit")
    func limits() {
        let figures = ProtocolFigure.all()
        #expect(figures.count == 8)
        for figure in figures { #expect(figure.isMet, "\(figure.json)") }
    }
}
