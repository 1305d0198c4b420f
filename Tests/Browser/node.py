"""A real node in a folder of its own, filled with an office's work through its API."""

import json
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request

READY_SECONDS = 60


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Node:
    """One office's node: started, stopped, and started again on the same ports."""

    def __init__(self, binaries, office="100000", name="中国科协", parent=None):
        self.program = pathlib.Path(binaries) / "cast-node"
        self.folder = tempfile.mkdtemp(prefix="cast-browser-")
        self.data = f"{self.folder}/{office}"
        self.process = None
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        link_port = free_port()
        ports = [
            "--link-host", "127.0.0.1", "--link-port", str(link_port), "--api-port", str(self.port),
        ]
        if parent is None:
            advertised = f"127.0.0.1:{link_port}"
            self._command("init", "--office", office, "--name", name, "--advertise", advertised, *ports)
        else:
            invited = {"office": office, "name": name, "level": "provincial", "validHours": 1}
            token = parent.call("invitations", invited)["token"]
            self._command("enroll", "--token", token, *ports)

    def _command(self, word, *arguments):
        return subprocess.run(
            [self.program, word, "--data-dir", self.data, "--lang", "en", *arguments],
            check=True, capture_output=True, text=True,
        ).stdout

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "run", "--data-dir", self.data, "--lang", "en"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        ready = threading.Event()
        lines = []

        def read(output):
            for line in output:
                lines.append(line)
                if line.startswith("ready:"):
                    ready.set()

        threading.Thread(target=read, args=(self.process.stdout,), daemon=True).start()
        if not ready.wait(READY_SECONDS):
            raise RuntimeError("the node did not become ready:\n" + "".join(lines))

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(READY_SECONDS)
        self.process = None

    def dispose(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sign_in_link(self):
        return re.search(r"http://\S+", self._command("console-link")).group(0)

    def call(self, path, body=None):
        """Asks the node's API; a body makes it a POST."""
        token = pathlib.Path(self.data, "api.token").read_text().strip()
        request = urllib.request.Request(
            f"{self.address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {token}", "Content-Type": "application/json",
                "X-Cast-User": "%E7%8E%8B%E4%BA%94",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {error.read().decode()}") from error

    # What an office does.

    def host(self, office, name):
        self.call("hosted-offices", {"office": office, "name": name, "level": "society"})

    def issue(self, number, title, body="请报送进展情况。", issued="2018-03-01", urgency="normal"):
        directive = secrets.token_hex(16)
        self.call("directives", {
            "id": directive, "number": number, "title": title, "body": body, "urgency": urgency,
            "issuedOn": issued, "replyBy": "2019-04-30", "recipients": ["all"],
        })
        return directive

    def sign(self, directive, office):
        self.call("receipts", {"directive": directive, "office": office})

    def reply(self, directive, office, text):
        self.call("replies", {"directive": directive, "office": office, "text": text})

    def report(self, office, title, period, points):
        report = secrets.token_hex(16)
        draft = {
            "id": report, "title": title, "period": period, "text": "进展顺利，按期推进。",
            "points": [{"indicator": code, "value": value} for code, value in points],
        }
        if office is not None:
            draft["office"] = office
        self.call("reports", [draft])
        return report


INDICATORS = [
    "societies.participating", "functions.evaluation", "functions.qualification",
    "functions.standards", "functions.nomination", "contracts.in-force", "contracts.stopped",
    "funding.fiscal", "funding.other", "stages.on-time", "briefs.issued", "items.published",
    "complaints.received", "models.promoted", "training.held",
]


def fill(node, offices):
    """A directive to many offices, some of which have signed and replied; reports of several periods."""
    names = []
    for number in range(1, offices + 1):
        office = f"100000-S{number:03}"
        node.host(office, f"中国{number}号科学技术发展与应用学会")
        names.append(office)
    body = "\n".join(f"第{line}条　请各学会按照要求，认真组织实施并按期报送进展。" for line in range(1, 9))
    first = node.issue(
        "科协发学字〔2018〕1号", "关于开展学会有序承接政府转移职能扩大试点工作的通知", body, urgency="urgent"
    )
    for number in range(2, 13):
        node.issue(f"科协发学字〔2018〕{number}号", f"关于报送第{number}批试点工作进展情况的通知")
    for office in names[: offices // 2]:
        node.sign(first, office)
    for office in names[: offices // 3]:
        node.reply(first, office, "已组织落实，进展情况见附件。" * 3)
    reports = []
    for period in ["2017", "2017Q4", "2018Q1", "2018Q2"]:
        for number, office in enumerate([None, *names[:12]]):
            points = [
                (code, "350000.50" if code.startswith("funding") else str(number + 1))
                for code in INDICATORS
            ]
            reports.append(node.report(office, f"{period} 承接职能工作进展报告", period, points))
    return first, reports[-1]
