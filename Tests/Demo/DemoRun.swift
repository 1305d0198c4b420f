import Admin
import Dispatch
import Foundation
import NodeProcesses

/// One run of the demo, from an empty folder to its end.
struct DemoRun {
    private let options: DemoOptions
    private let sink: any OutputSink

    init(_ options: DemoOptions, sink: any OutputSink) {
        self.options = options
        self.sink = sink
    }

    func perform() async -> ExitStatus {
        do {
            let binaries = try NodeBinaries.find()
            let folder = try DemoFolder(self.options.folder)
            let offices = try ThreeOffices(in: folder.path, binaries: binaries)
            return await self.perform(offices, folder: folder)
        } catch {
            self.say(error)
            return .dataRefused
        }
    }

    private func perform(_ offices: ThreeOffices, folder: DemoFolder) async -> ExitStatus {
        let teller = Teller(self.options.language, sink: self.sink)
        let interruption = Interruption(offices, teller: teller)
        let signals = interruption.watch()
        defer { for signal in signals { signal.cancel() } }
        teller.show(
            "三个真实节点：中国科协、四川省科协、成都市科协。数据与日志在 \(folder.path)。文件的文号、日期和要求取自公开文件，学会与数据为演示用。",
            "Three real nodes: headquarters, Sichuan and Chengdu. Data and logs are in \(folder.path). "
                + "Numbers, dates and demands are those of published documents; societies and figures are examples."
        )
        do {
            let story = Story(offices: offices, teller: teller)
            try await story.play()
            if self.options.checks {
                var checks = Checks(story: story)
                let outcome = try await checks.perform()
                await interruption.finish()
                return outcome
            }
            try await story.leaveRunning()
            await interruption.wait()
            return .success
        } catch {
            teller.fallSilent()
            if interruption.hasCome { await interruption.wait() }
            self.say(error)
            await offices.dispose()
            return .problemsFound
        }
    }

    private func say(_ error: any Error) {
        let answer: APIError
        switch error {
        case let failure as ProcessFailure:
            answer = APIError(
                .internalFault,
                chinese: failure.phrase.chinese,
                english: failure.phrase.english
            )
        case let error as APIError: answer = error
        default:
            let note = ErrorReport.fault(error, of: DemoCommand.name, in: self.options.language)
            return self.sink.note(note)
        }
        self.sink.note(ErrorReport.refusal(answer, in: self.options.language))
    }
}
