@main enum SimulateMain { static func main() {} }
