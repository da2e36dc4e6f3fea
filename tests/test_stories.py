"""A writer, a docs lead, a plugin's author and a CI engineer, each with a wheel in an empty environment."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from empty_environment import Environment, build_wheel, make_environment

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "examples/clean/nimbus-queue-responsibilities.md"
FAULTY = ROOT / "examples/faulty/harbor-vault-responsibilities.md"
CHOICE = b"You choose the plan and check the throughput after the move."
IDENTITY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "A Writer"), ("EMAIL", "writer@example.com"))
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel of this project in an environment of its own."""
    folder = tmp_path_factory.mktemp("installed")
    environment = make_environment(folder)
    environment.install(build_wheel(ROOT, folder / "wheel"))
    return environment


@pytest.fixture
def user(installed: Environment, tmp_path: Path) -> Environment:
    """Somebody with an empty repository."""
    user = replace(installed, home=tmp_path, variables=IDENTITY)
    assert user("git", "init", "--quiet", "--initial-branch", "main").code == 0
    return user


def put(user: Environment, path: str, text: bytes) -> None:
    target = user.home / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text)


def commit(user: Environment, message: str) -> None:
    assert user("git", "add", "--all").code == 0
    assert user("git", "commit", "--quiet", "--message", message).code == 0


def test_nothing_of_the_tests_is_in_the_environment(installed: Environment) -> None:
    program = "import resp_lint, resp_lint_rules; print(resp_lint.__file__); import pytest"
    done = installed("python", "-c", program)
    assert done.out.startswith(str(installed.folder))
    assert "No module named 'pytest'" in done.err


def test_a_writer_begins_a_page_and_corrects_it(user: Environment) -> None:
    put(user, "docs/queue/responsibilities.md", CLEAN.read_bytes())
    page = "docs/queue/topics/mirror-responsibilities.md"
    assert user("resp-lint", "new", page).code == 0
    text = (user.home / page).read_bytes().decode()
    assert "\nsubcollection: nimbus-queue\n" in text

    left = user("resp-lint", "docs")
    assert left.code == 1
    lines = [line for line in left.out.split("\n") if line.startswith("docs/")]
    assert lines
    assert {line.split(" ")[1] for line in lines} == {"RSP608"}  # its placeholders and nothing else

    number = iter(range(100))
    text = text.replace("_service-name_", "Nimbus Mirror")
    text = re.sub(
        r"^\| Task 1 .*$", lambda _: f"| Copy queue {next(number)} | N/A | You copy it. |", text, flags=re.MULTILINE
    )
    put(user, page, text.replace("Responsibilities for", "Responsibilites for").encode())
    found = user("resp-lint", "docs")
    assert re.search(rf"^{page}:\d+:\d+: RSP601 warning misspelled-structure: .* \[\*\]$", found.out, re.MULTILINE), (
        found.out
    )
    assert "missing-caption" in user("resp-lint", "explain", "RSP401").out
    assert "+" in user("resp-lint", "--diff", "docs").out
    fixed = user("resp-lint", "--fix", "docs")
    assert (fixed.code, fixed.out) == (0, "Checked 2 pages: all good.\n"), fixed.out
    assert (user.home / page).read_bytes() == text.encode()


def test_a_docs_lead_adopts_it_on_old_pages(user: Environment) -> None:
    put(user, "docs/vault/responsibilities.md", FAULTY.read_bytes())
    put(user, "docs/queue/responsibilities.md", CLEAN.read_bytes())
    commit(user, "Pages as they are")
    assert user("resp-lint").code == 1
    assert user("resp-lint", "init").code == 0
    assert (user.home / "resp-lint.toml").exists()
    today = user("resp-lint")
    assert today.code == 0
    assert "known from the baseline" in today.out
    commit(user, "Check the pages from now on")

    counted = json.loads(user("resp-lint", "--no-baseline", "--statistics", "--output-format", "json").out)
    rules = {rule["code"]: rule["findings"] for rule in counted["statistics"]["rules"]}
    assert rules["RSP501"] == 1

    put(user, "docs/queue/responsibilities.md", CLEAN.read_bytes().replace(CHOICE, b"TBD"))
    put(user, "docs/vault/responsibilities.md", b"---\n\n# vault\n" + FAULTY.read_bytes().removeprefix(b"---\n"))
    new = user("resp-lint")
    assert new.code == 1
    assert [line.split(" ")[1] for line in new.out.split("\n") if ": RSP" in line] == ["RSP503"]  # the old stay known
    put(user, "docs/queue/responsibilities.md", CLEAN.read_bytes())
    put(user, "docs/vault/responsibilities.md", FAULTY.read_bytes().replace(b"Responsibilites", b"Responsibilities"))
    done = user("resp-lint")
    assert done.code == 0
    assert user("resp-lint", "baseline", "--prune").code == 0
    settings = user("resp-lint", "config", "docs/vault/responsibilities.md")
    assert "resp-lint.toml" in settings.out
    matrix = user("resp-lint", "matrix", "--output-format", "csv", "docs")
    assert matrix.code == 0
    assert "Rotate root keys" in matrix.out


PLUGIN_PROGRAM = """\
import resp_lint_acme
from resp_lint import check_paths, fix_text
from resp_lint.testing import check_examples, findings_of

(rule,) = resp_lint_acme.resp_lint_rules()
check_examples(rule)
page = "| Task | Acme duties | Your duties |\\n|---|---|---|\\n| Rotate keys | Nothing | Rotate them. |\\n"
print(len(findings_of(rule, page, profile="acme")))
print([finding.code for finding in check_paths("duties.md").findings])
print(fix_text("# Responsibilites for the vault\\n"), end="")
"""


def test_an_author_writes_a_plugin(tmp_path: Path) -> None:
    environment = make_environment(tmp_path)
    environment.install(build_wheel(ROOT, tmp_path / "wheel"))
    shutil.copytree(ROOT / "examples/plugin", tmp_path / "plugin")
    environment.install(build_wheel(tmp_path / "plugin", tmp_path / "built"))
    assert "ACM001" in environment("resp-lint", "rules").out
    assert "Rotate keys" in environment("resp-lint", "explain", "ACM001").out
    put(environment, "resp-lint.toml", b'profile = "acme"\nselect = ["ACM"]\n')
    table = b"| Task | Acme duties | Your duties |\n|---|---|---|\n| Rotate keys | Nothing | Rotate them. |\n"
    put(environment, "duties.md", b"# Who does what in Acme Mail\n{: #duties}\n\n" + table)
    found = environment("resp-lint", "--output-format", "tally", "duties.md")
    assert (found.code, found.out) == (1, "1 ACM001 rotation-without-period\n")
    put(environment, "program.py", PLUGIN_PROGRAM.encode())
    done = environment("python", "program.py")
    assert (done.out, done.err) == ("1\n['ACM001']\n# Responsibilities for the vault\n", "")


def test_an_engineer_puts_it_into_ci(user: Environment) -> None:
    put(user, "docs/vault/responsibilities.md", FAULTY.read_bytes())
    commit(user, "Pages as they are")
    assert user("git", "switch", "--quiet", "--create", "branch").code == 0
    page = "docs/queue/responsibilities.md"
    put(user, page, CLEAN.read_bytes().replace(b"Responsibilities for", b"Responsibilites for"))
    commit(user, "Add a page")
    reports = ("--output-format", "sarif:out.sarif", "--output-format", "gitlab:quality.json")
    done = user("resp-lint", "--since", "main", "--output-format", "concise", *reports, "docs")
    assert done.code == 1
    assert {line.split(":")[0] for line in done.out.split("\n") if ": RSP" in line} == {page}
    (run,) = json.loads((user.home / "out.sarif").read_bytes())["runs"]
    assert {result["ruleId"] for result in run["results"]} == {"RSP601"}
    assert all(rule["helpUri"].startswith("https://") for rule in run["tool"]["driver"]["rules"])
    assert {entry["check_name"] for entry in json.loads((user.home / "quality.json").read_bytes())} == {
        "RSP601 misspelled-structure"
    }

    on_github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(user.home / "summary.md")}
    marked = user("resp-lint", "--since", "main", "docs", **on_github)
    assert marked.code == 1
    assert f"::warning file={page},line=" in marked.out
    assert "RSP601" in (user.home / "summary.md").read_bytes().decode()
    missing = user("resp-lint", "no-docs", **on_github)
    assert missing.code == 2
    put(user, "resp-lint.toml", b"selct = []\n")
    wrong = user("resp-lint", "docs", **on_github)
    assert wrong.code == 2
    assert "::error title=resp-lint::" in wrong.err
    assert "“select”" in wrong.err
    assert user("resp-lint", "--fail-on", "never", "--isolated", "docs").code == 0
