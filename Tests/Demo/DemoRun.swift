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
            let standby = try NodeProcess(
                office: offices.city.office,
                name: offices.city.name,
                in: folder.path,
                mark: DemoFolder.standbyMark,
                binaries: binaries,
                settings: ThreeOffices.quick
            )
            let teller = Teller(self.options.language, sink: self.sink)
            let story = Story(offices: offices, standby: standby, teller: teller)
            return await self.perform(story, folder: folder)
        } catch {
            self.say(error)
            return .dataRefused
        }
    }

    private func perform(_ story: Story, folder: DemoFolder) async -> ExitStatus {
        let teller = story.teller
        let interruption = Interruption(story)
        let signals = interruption.watch()
        defer { for signal in signals { signal.cancel() } }
        teller.show(
            "真实节点：中国科协、四川省科协、成都市科协，后来成都再设一个。数据与日志在 \(folder.path)。文件的文号、日期和要求取自公开文件，学会与数据为演示用。",
            "Real nodes: headquarters, Sichuan and Chengdu, which gets a second one later. Data and logs are in \(folder.path). "
                + "Numbers, dates and demands are those of published documents; societies and figures are examples."
        )
        do {
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
            await story.dispose()
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
