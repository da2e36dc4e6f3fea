"""Pages checked by executors: the same run as here, and what a lost worker costs."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from resp_lint.config.patterns import PathPatterns
from resp_lint.engine import executors
from resp_lint.engine.executors import BATCH, check_all_on, order_checks
from resp_lint.engine.parallel import FORK, SPAWN, use_processes
from resp_lint.engine.runner import NO_TREE, Checker, Task, check_all, make_checker
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lint.linter import Run

REGISTRY = load_registry()
SETTINGS = Settings(REGISTRY.profile("ibm-cloud"))
CHECKERS = [
    make_checker(REGISTRY.rules, SETTINGS, REGISTRY.rules),
    make_checker(REGISTRY.rules[:20], SETTINGS, REGISTRY.rules),
]


def checker_of(task: Task) -> Checker:
    return CHECKERS[len(task.path) % 2]


@pytest.fixture
def tasks(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Pages with findings, some of them named, and one that is gone."""
    monkeypatch.chdir(tmp_path)
    texts = [path.read_bytes() for path in sorted((root / "examples").glob("*/*-responsibilities.md"))]
    for number in range(3 * BATCH):
        Path(f"{number}.md").write_bytes(texts[number % len(texts)] if number % 3 else b"# Other\n")
    return [Task(f"{number}.md", named=number % 2 == 0) for number in range(3 * BATCH)] + [Task("gone.md")]


def told(run: Run) -> Any:  # noqa: ANN401 -- as far as a report can see it
    return (
        [(it.source.path, it.source.text, it.findings, it.complete) for it in run.pages],
        run.skipped,
        run.problems,
    )


def test_the_same_run(tasks: list[Task]) -> None:
    with ThreadPoolExecutor(3) as executor:
        assert told(check_all_on(executor, tasks, checker_of)) == told(check_all(tasks, checker_of))


class Elsewhere(Executor):
    """An executor whose worker stands in another folder, and to which everything goes as bytes."""

    def submit(self, do: Callable[..., Any], /, *arguments: object, **_: object) -> Future[Any]:
        future: Future[Any] = Future()
        here = Path.cwd()
        os.chdir("/")
        try:
            future.set_result(pickle.loads(pickle.dumps(do(*pickle.loads(pickle.dumps(arguments))))))  # noqa: S301
        except UsageError as error:
            future.set_exception(error)
        finally:
            os.chdir(here)
        return future


def test_paths_start_from_here_wherever_a_worker_stands(tasks: list[Task]) -> None:
    claimed = replace(SETTINGS, responsibility_pages=(PathPatterns(str(Path.cwd()), ("1*.md",)),))
    checker = make_checker(REGISTRY.rules, claimed, REGISTRY.rules)
    there, here = check_all_on(Elsewhere(), tasks, lambda _: checker), check_all(tasks, lambda _: checker)
    assert told(there) == told(here)
    assert len(here.pages) > len(check_all(tasks, checker_of).pages)


class Dies(Elsewhere):
    """An executor whose second batch is lost."""

    batches = 0

    def submit(self, do: Callable[..., Any], /, *arguments: object, **named: object) -> Future[Any]:
        self.batches += 1
        if self.batches != 2:
            return super().submit(do, *arguments, **named)
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


def test_a_lost_worker_costs_its_batch(tasks: list[Task]) -> None:
    run = check_all_on(Dies(), tasks, checker_of)
    assert run.problems == (f"not checked: 50.md and {BATCH - 1} more, as their worker was lost (BrokenExecutor)",)
    left = [task for task in tasks if task not in tasks[BATCH : 2 * BATCH]]
    assert told(run)[0] == told(check_all(left, checker_of))[0]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("__version__", "0.0.1", "a worker has resp-lint 0.0.1, and this is "),
        (
            "load_registry",
            lambda: replace(REGISTRY, rules=REGISTRY.rules[1:]),
            "a worker does not have the plugin with ",
        ),
    ],
    ids=["version", "rules"],
)
def test_a_worker_with_something_else_installed(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch, name: str, value: object, reason: str
) -> None:
    class Other(Elsewhere):
        def submit(self, do: Callable[..., Any], /, *arguments: object, **named: object) -> Future[Any]:
            with monkeypatch.context() as there:
                there.setattr(executors, name, value)
                executors._open_parcel.cache_clear()
                return super().submit(do, *arguments, **named)

    run = check_all_on(Other(), tasks, checker_of)
    assert run.pages == ()
    assert [problem.startswith(f"not checked: 0.md and 150 more, as {reason}") for problem in run.problems] == [True]


PROGRAM = [sys.executable, "-c", "import sys; from resp_lint.cli.main import main; sys.exit(main())"]


def said(*arguments: str) -> tuple[int, bytes, str]:
    done = subprocess.run([*PROGRAM, *arguments, "."], capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.usefixtures("tasks")
def test_processes_say_the_same() -> None:
    assert said("--all-pages", "--executor", "processes:2") == said("--all-pages", "--jobs", "1")


@pytest.mark.parametrize("method", [FORK, SPAWN])
def test_processes_of_any_kind_find_the_same(tasks: list[Task], method: str) -> None:
    each = use_processes(tasks, 2, method, lambda: order_checks(tasks, checker_of, NO_TREE), 0)
    assert told(check_all(tasks, checker_of, each=each)) == told(check_all(tasks, checker_of))


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nothing"], "unknown executor “nothing”; there are: processes, processes:N or dask:HOST:PORT"),
        (["processes:0"], "unknown executor “processes:0”"),
        (["processes:two"], "unknown executor “processes:two”"),
        (["dask:nowhere"], "unknown executor “dask:nowhere”"),
        (["processes", "--jobs", "2"], "--jobs and --executor contradict each other"),
        (["processes", "--fix"], "--executor only checks"),
    ],
    ids=range(6),
)
def test_wrong_use_is_one_line(arguments: list[str], error: str, tasks: list[Task]) -> None:
    code, out, err = said("--executor", *arguments)
    assert (code, out, err.count("\n")) == (2, b"", 1)
    assert error in err
    assert tasks


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tasks: list[Task]) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/distributed.py").write_bytes(b"raise ImportError\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "without"), *sys.path]))
    code, _, err = said("--executor", "dask:127.0.0.1:1")
    assert (code, "pip install 'resp-lint[dask]'" in err, err.count("\n")) == (2, True, 1)
    assert tasks


class Cluster:
    """A scheduler with two workers on loopback."""

    def __init__(self, folder: Path, attempts: str) -> None:
        # Left to itself it would try a lost batch elsewhere.
        environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": attempts}
        self.file = folder / "scheduler.json"
        where = ["--scheduler-file", str(self.file), "--no-dashboard"]
        self.processes: list[subprocess.Popen[bytes]] = []
        for module, *more in (
            ("dask_scheduler", "--host=127.0.0.1", "--port=0"),
            *[("dask_worker", "--no-nanny", "--nthreads=1", "--host=127.0.0.1")] * 2,
        ):
            command = [sys.executable, "-m", f"distributed.cli.{module}", *where, *more]
            silent = subprocess.DEVNULL
            self.processes.append(subprocess.Popen(command, env=environment, cwd="/", stdout=silent, stderr=silent))

    @property
    def address(self) -> str:
        """The scheduler's, once it has written it down."""
        from json import loads  # noqa: PLC0415 -- only here

        while not self.file.exists():
            assert self.processes[0].poll() is None
            time.sleep(0.05)
        return str(loads(self.file.read_bytes())["address"])

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    made = Cluster(tmp_path_factory.mktemp("cluster"), getattr(request, "param", "0"))
    yield made
    made.end()


# One worker is stopped, so that what it is given stays with it, until it is killed.
HALF_WAY = """
import os, signal, sys
from distributed import Client
from resp_lint.cli.main import main
from resp_lint.engine import executors

every, address, *arguments = sys.argv[1:]
client = Client(address, set_as_default=False)
client.wait_for_workers(2)
pids = client.run(os.getpid)
victims = list(pids) if int(every) else [min(pids)]
usual = executors.wait

def kill(*arguments):
    while not all(client.processing()[victim] for victim in victims):
        pass
    for victim in victims:
        os.kill(pids[victim], signal.SIGKILL)
    executors.wait = usual
    return usual(*arguments)

for victim in victims:
    os.kill(pids[victim], signal.SIGSTOP)
executors.wait = kill
code = main(["--executor", f"dask:{address}", *arguments])
client.close()
sys.exit(code)
"""


def test_a_scheduler_whose_worker_is_killed_half_way(cluster: Cluster, tasks: list[Task]) -> None:
    # What rules about the whole set find depends on all of its pages.
    arguments = ("--quiet", "--all-pages", "--ignore", "RSP8")
    here = said(*arguments, "--jobs", "1")
    assert said(*arguments, "--executor", f"dask:{cluster.address}") == here
    code, out, err = half_way(cluster, *arguments, ".")
    assert code == 2
    assert "error: not checked: " in err
    assert "as their worker was lost (KilledWorker" in err
    assert err.count("\n") == here[2].count("\n") + 1
    lines, left = here[1].split(b"\n"), out.split(b"\n")
    assert 0 < len(left) < len(lines)
    assert [line for line in lines if line in left] == left
    assert len(tasks) == 3 * BATCH + 1


@pytest.mark.parametrize("cluster", ["3"], indirect=True)
def test_a_scheduler_whose_workers_all_die(cluster: Cluster, tasks: list[Task]) -> None:
    code, out, err = half_way(cluster, "--quiet", "--executor-timeout", "1", ".", every=True)
    assert (code, out) == (2, b"")
    reason = "no worker was left to check them, or none answered in time"
    assert err == f"resp-lint: error: not checked: 0.md and {len(tasks) - 2} more, as {reason}\n"


def half_way(cluster: Cluster, *arguments: str, every: bool = False) -> tuple[int, bytes, str]:
    command = [sys.executable, "-c", HALF_WAY, str(int(every)), cluster.address, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()
