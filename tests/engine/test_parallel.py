"""Many pages on all cores.  What starts processes runs in a process of its own: that of the tests has threads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.cores import count_cores

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

START = """
import os, signal, sys
from resp_lint.linter import CheckedPage
from resp_lint.source import Source
from resp_lint.engine.parallel import use_processes
from resp_lint.engine.runner import Lost, Result, Task

PARENT = os.getpid()
OUT, INTO = os.pipe()
tasks = [Task(f"{number:03}.md") for number in range(60)]
first = True

def use_cores(jobs, trial=0):
    return use_processes(tasks, jobs, "fork", None, trial)

def found(task):
    return Result(task, CheckedPage(Source(task.path, "x"), ()))

def wait_for_children():
    # As long as one of them lives, it holds this end.
    global first
    if first:
        os.close(INTO)
        os.read(OUT, 1)
    first = False
"""
FINDS = """
shown = []
results = use_cores(3)(found, (shown.append(task) or task for task in tasks))
print([result.task for result in results] == tasks == shown)
"""
KILLED = """
def do(task):
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    if task is not tasks[0]:
        wait_for_children()
    return found(task)

results = use_cores(3)(do, tasks)
lost = [result for result in results if isinstance(result, Lost)]
print([result.task for result in results] == tasks, len(lost), {one.reason for one in lost})
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("nobody is left")
"""
RAISES = """
def do(task):
    if os.getpid() != PARENT:
        raise KeyError(task.path)
    if task is not tasks[0]:
        wait_for_children()
    return found(task)

try:
    use_cores(2)(do, tasks)
except RuntimeError as error:
    print(str(error).partition(" ")[0])
"""
NOT_WORTH_IT = """
os.fork = None
print(len(use_cores(3, 60)(found, tasks)), len(use_processes(tasks[:1], 3, "fork", None)(found, tasks[:1])))
"""
NO_MORE = """
def refuse():
    raise OSError(11, "no more processes")

os.fork = refuse
print([result.task for result in use_cores(3)(found, tasks)] == tasks)
"""
CASES = {
    FINDS: "True\n",
    KILLED: "True 2 {'a process ended by signal 9'}\nnobody is left\n",
    RAISES: "KeyError:\n",
    NOT_WORTH_IT: "60 1\n",
    NO_MORE: "True\n",
}


@pytest.mark.parametrize(
    ("script", "printed"), CASES.items(), ids=["finds", "killed", "raises", "not worth it", "no more"]
)
def test_processes(script: str, printed: str) -> None:
    done = subprocess.run([sys.executable, "-c", START + script], capture_output=True, check=False, timeout=60)
    assert (done.stdout.decode(), done.stderr.decode()) == (printed, "")


ANY_METHOD = """
import os, signal, sys
from multiprocessing import active_children
from resp_lint.engine.parallel import use_processes
from resp_lint.engine.runner import Lost, Task

def work(start, stop):
    os.kill(os.getpid(), signal.SIGKILL)

def do(task):
    for process in active_children():
        process.join()
    if os.getpid() != PARENT:
        work(0, 0)

if __name__ == "__main__":
    PARENT = os.getpid()
    tasks = [Task(str(number)) for number in range(12)]
    results = use_processes(tasks, 2, sys.argv[1], lambda: work, 0)(do, tasks)
    print([(result.task.path, result.reason) for result in results if isinstance(result, Lost)], len(results))
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_that_dies_takes_one_batch_along(tmp_path: Path, method: str) -> None:
    script = tmp_path / "killed.py"
    script.write_bytes(ANY_METHOD.encode())
    done = subprocess.run([sys.executable, script, method], capture_output=True, check=False, timeout=60)
    assert (done.stdout.decode(), done.stderr.decode()) == ("[('1', 'a process ended by signal 9')] 12\n", "")


STOPPED = """
import resp_lint.engine.runner
from resp_lint.cli.main import main

def wait(task, *_):
    global first
    if first:
        first = False
        return found(task)
    if os.getpid() != PARENT:
        os.write(1, b"%d\\n" % os.getpid())
    signal.alarm(60)  # nobody waits for ever, whatever is broken
    signal.pause()

resp_lint.engine.runner.check_file = wait
sys.exit(main(["--jobs", "3", *sys.argv[1:]]))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_stopped_takes_its_processes_along(tmp_path: Path, number: int, code: int) -> None:
    names = [str(tmp_path / f"{page}.md") for page in range(600)]
    for name in names:
        with open(name, "wb") as file:  # noqa: PTH123 -- there are many
            file.write(b"# T\n")
    command = [sys.executable, "-c", f"import signal; signal.signal(2, signal.default_int_handler)\n{START}{STOPPED}"]
    with subprocess.Popen([*command, *names], stdout=subprocess.PIPE) as run:
        assert run.stdout
        children = [int(run.stdout.readline()) for _ in range(2)]
        run.send_signal(number)
        assert run.wait(60) == code
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


@pytest.mark.parametrize(
    ("group", "quotas", "expected"),
    [
        ("0::/a/b\n", {}, None),
        ("0::/a/b\n", {"a/b": "max 100000", "a": "max 100000"}, None),
        ("0::/a/b\n", {"a/b": "50000 100000"}, 1),
        ("0::/a/b\n", {"a": "100000 100000"}, 1),
        ("0::/\n", {"": "100000 100000"}, 1),
        ("4:cpu:/x\n", {"x": "100000 100000"}, None),
        ("", {}, None),
    ],
    ids=range(7),
)
def test_cores(tmp_path: Path, group: str, quotas: dict[str, str], expected: int | None) -> None:
    (tmp_path / "own").write_bytes(group.encode())
    for name, quota in quotas.items():
        folder = tmp_path / "groups" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cpu.max").write_bytes(f"{quota}\n".encode())
    unlimited = count_cores(str(tmp_path / "missing"), str(tmp_path))
    assert unlimited >= 1
    assert count_cores(str(tmp_path / "own"), str(tmp_path / "groups")) == min(unlimited, expected or unlimited)
