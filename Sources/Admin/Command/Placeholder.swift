@main enum AdminMain { static func main() {} }
