@main enum NodeMain { static func main() {} }
