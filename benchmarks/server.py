"""What an edit costs in an editor: from a change to its diagnostics, by the same client for every server.

`make bench-server` prints the table and writes it to the end of RESULTS.md.  Ratios between servers travel from machine
to machine, milliseconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
HEAD = """\
---
copyright:
  years: 2026
lastupdated: "2026-11-01"
keywords: tasks
subcollection: demo
---

# Understanding your responsibilities with Demo
{: #demo-responsibilities}

Learn who does what.
{: shortdesc}

"""
# As dense as real pages: a row for every 500 bytes, of 220 characters.
PART = """\
## Incident and operations management of part {number}
{{: #incident-and-ops-{number}}}

Part {number} of the service runs in three zones, and each of them has its own keys, logs and copies of your data. You \
decide where a copy goes, how long it is stored, and who can read it. {{{{site.data.keyword.IBM_notm}}}} watches the \
machines of part {number} day and night, and tells you of every incident on its status page and by email. Write \
down whom it reaches, and try it once a year.

| Task | {{{{site.data.keyword.IBM_notm}}}} responsibilities | Your responsibilities |
|------|------|------|
"""
ROW = (
    "| Rotate the keys of drawer {row} | {{{{site.data.keyword.IBM_notm}}}} makes a new key in each zone every ninety "
    "days and stores the old one until no data needs it. | Choose the period, and watch the log for keys that "
    "were not rotated. |\n"
)
LISTS = """\
{{: row-headers}}
{{: caption="Tasks of part {number}" caption-side="bottom"}}
{{: summary="The first column names a task, the second says what the provider does, and the third what you do."}}

"""


def make_page(kibibytes: int) -> str:
    """A responsibility page of about that size."""
    parts = [HEAD]
    while sum(map(len, parts)) < kibibytes * 1024:
        number = len(parts)
        rows = (ROW.format(row=number * 10 + row) for row in range(4))
        parts.append(PART.format(number=number) + "".join(rows) + LISTS.format(number=number))
    return "".join(parts)


SIZES = {"7 KiB": 7, "32 KiB": 32, "400 KiB": 400}
TICK = os.sysconf("SC_CLK_TCK")


class Editor:
    """A client that sends changes and waits for the diagnostics of each."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.send(id=1, method="initialize", params={"processId": None, "capabilities": {}, "rootUri": folder.as_uri()})
        self.wait(lambda it: it.get("id") == 1)
        self.send(method="initialized", params={})

    def _read(self) -> None:
        if self.process.stdout is None:
            return
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else 0
            if length:
                while stream.readline().strip():
                    pass
                if content := stream.read(length):
                    self.messages.put(json.loads(content))

    def send(self, **message: object) -> None:
        if self.process.stdin is None:
            return
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.process.stdin.flush()

    def wait(self, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 -- a function
        while True:
            message = self.messages.get(timeout=60)
            if "id" in message and "method" in message:
                self.send(id=message["id"], result=None)
            if wanted(message):
                return message

    def wait_for_diagnostics(self) -> None:
        self.wait(lambda it: it.get("method") == "textDocument/publishDiagnostics")

    @property
    def cpu(self) -> float:
        """Seconds of the processor that the server took so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def memory(self) -> float:
        """Megabytes that the server holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_bytes()
        return int(status.partition(b"VmRSS:")[2].split()[0]) / 1024


def measure(command: list[str], text: str, edits: int) -> tuple[float, ...]:
    """Seconds to the first diagnostics, those of the CPU, both in milliseconds an edit, megabytes, and their growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "responsibilities.md"
        page.write_bytes(text.encode())
        editor = Editor(command, folder)
        uri = page.as_uri()
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        editor.send(method="textDocument/didOpen", params={"textDocument": item})
        editor.wait_for_diagnostics()
        first, start = time.monotonic() - editor.began, editor.cpu
        line = text[: text.rindex("| Rotate")].count("\n")
        times, cpu, memory = [], 0.0, 0.0
        for number in range(edits + 50):
            if number == 50:  # caches are warm  # noqa: PLR2004
                cpu, memory = editor.cpu, editor.memory
            spot = {"line": line, "character": 10}
            over = {"line": line, "character": 10 + number % 2}
            change = {"range": {"start": spot, "end": over}, "text": "" if number % 2 else "x"}
            document = {"uri": uri, "version": number + 2}
            began = time.monotonic()
            params = {"textDocument": document, "contentChanges": [change]}
            editor.send(method="textDocument/didChange", params=params)
            editor.wait_for_diagnostics()
            times.append(time.monotonic() - began)
        result = (
            first,
            start,
            statistics.median(times[50:]) * 1000,
            (editor.cpu - cpu) / edits * 1000,
            editor.memory,
            editor.memory - memory,
        )
        editor.process.kill()
        editor.process.wait()
        return result


HEADING = "\n## The language server\n"
COLUMNS = (
    *("server", "page", "first diagnostics (s)", "CPU until then (s)", "an edit (ms)", "CPU an edit (ms)"),
    *("memory (MB)", "growth (MB)"),
)


def find_section(results: str) -> str:
    """What RESULTS.md says of servers, with its heading; empty where it says nothing."""
    _, heading, section = results.partition(HEADING)
    return heading + section


def write_section(path: Path, rows: list[str], edits: int) -> None:
    """Put a table into RESULTS.md in the place of the one before."""
    results = path.read_bytes().decode()
    load = os.getloadavg()[0]
    text = (
        f"Written by `make bench-server`: medians of {edits} edits, {os.cpu_count()} cores with a load of {load:.1f}. "
        "The time of an edit ends with its diagnostics.\n"
    )
    before = results.removesuffix(find_section(results))
    path.write_bytes((before + HEADING + "\n" + text + "\n" + "\n".join(rows) + "\n").encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=200, help="how many changes are sent to each server")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the results that get the table")
    options = parser.parse_args()
    edits = options.edits
    servers = {"resp-lint server": [sys.executable, "-m", "resp_lint", "server"]}
    rumdl = shutil.which("rumdl") or str(ROOT / ".bench" / "peers" / "bin" / "rumdl")
    if Path(rumdl).exists():
        servers["rumdl server"] = [rumdl, "server"]
    rows = [f"| {' | '.join(COLUMNS)} |", f"| {' | '.join('---' for _ in COLUMNS)} |"]
    print(*rows, sep="\n")
    for size, kibibytes in SIZES.items():
        text = make_page(kibibytes)
        for name, command in servers.items():
            first, start, edit, cpu, memory, growth = measure(command, text, edits)
            figures = (f"{first:.2f}", f"{start:.2f}", f"{edit:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{growth:+.1f}")
            rows.append(f"| {' | '.join((name, size, *figures))} |")
            print(rows[-1], flush=True)
    if options.write:
        write_section(options.write, rows, edits)


if __name__ == "__main__":
    main()
