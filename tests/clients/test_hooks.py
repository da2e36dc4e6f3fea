"""The hooks, run by pre-commit and by prek in a repository of 300 pages: cold and warm, failing, fixing, excluding."""

from __future__ import annotations

import re
import shutil
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients.conftest import commit_all

if TYPE_CHECKING:
    from tests.clients.conftest import Done, Run

ROOT = Path(__file__).parents[2]
CLEAN = (ROOT / "examples/clean/nimbus-queue-responsibilities.md").read_bytes()
FAULTY = (ROOT / "examples/faulty/harbor-vault-responsibilities.md").read_bytes()
FIXABLE = CLEAN.replace(b"Responsibilities for", b"Responsibilites for")
NUMBER = 300
ADDRESS = tomllib.loads((ROOT / "pyproject.toml").read_bytes().decode())["project"]["urls"]["Source"]
SNIPPET = (ROOT / "docs/hooks-and-ci.md").read_bytes().decode().split("```yaml\n")[1].split("```")[0]


def own(text: bytes, number: int) -> bytes:
    """A page with names of its own, as no two pages of a set may share theirs."""
    return text.replace(b"nimbus-queue", b"service-%03d" % number).replace(b"Nimbus Queue", b"Service %03d" % number)


@dataclass(frozen=True)
class Hooks:
    """A program that runs hooks, with a home of its own, for a repository of pages."""

    run: Run
    program: Path
    repository: Path
    project: Path
    environment: dict[str, str]

    def configure(self, hook: str, more: str = "") -> None:
        """Write the configuration that our documentation tells users to write."""
        done = self.run("git", "rev-parse", "HEAD", cwd=self.project)
        names = {ADDRESS: self.project, "COMMIT": done.out.decode().strip()}
        text = SNIPPET.replace("id: resp-lint\n", f"id: {hook}\n")
        for name, value in names.items():
            assert text.count(name) == 1
            text = text.replace(name, str(value))
        (self.repository / ".pre-commit-config.yaml").write_bytes((text + more).encode())
        commit_all(self.repository)

    def __call__(self, *arguments: str) -> Done:
        return self.run(self.program, *arguments, cwd=self.repository, environment=self.environment)

    def all_files(self, hook: str = "resp-lint") -> Done:
        return self("run", hook, "--all-files")

    def page(self, number: int, text: bytes) -> Path:
        path = self.repository / f"docs/service-{number:03}-responsibilities.md"
        path.write_bytes(own(text, number))
        return path


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def hooks(
    request: pytest.FixtureRequest, run: Run, clients: Path, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Hooks:
    folder = tmp_path_factory.mktemp(request.param)
    repository = folder / "pages"
    (repository / "docs/old").mkdir(parents=True)
    wheels = str(clients / "wheels")
    nowhere = "http://127.0.0.1:9"  # whoever asks the network fails
    environment = {
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), nowhere),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": wheels,
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": wheels,
        "UV_OFFLINE": "1",
        "UV_NO_CACHE": "1",
        "PRE_COMMIT_HOME": str(folder / "home"),
        "PREK_HOME": str(folder / "home"),
        "HOME": str(folder),
        "PATH": f"{clients / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": "",
    }
    made = Hooks(run, clients / "bin" / request.param, repository, project, environment)
    for number in range(NUMBER):
        made.page(number, CLEAN)
    (repository / "docs/start.md").write_bytes(b"# Getting started\n\nHello.\n")
    (repository / "docs/old/vault-responsibilities.md").write_bytes(FAULTY)
    (repository / ".gitignore").write_bytes(b"docs/old/\n")
    commit_all(repository)
    run("git", "add", "--force", "docs/old/vault-responsibilities.md", cwd=repository)
    made.configure("resp-lint", "")
    return made


@pytest.fixture
def pages(hooks: Hooks) -> Hooks:
    """The repository with 300 good pages and one bad page that .gitignore excludes, although it is committed."""
    for number in range(NUMBER):
        hooks.page(number, CLEAN)
    hooks.configure("resp-lint")
    return hooks


def test_cold_and_warm(hooks: Hooks, pages: Hooks) -> None:
    shutil.rmtree(hooks.environment["PREK_HOME"], ignore_errors=True)
    took: list[float] = []
    for _ in range(2):
        start = time.monotonic()
        done = pages.all_files()
        took.append(time.monotonic() - start)
        assert done.code == 0, done
        assert b"Passed" in done.out
    assert took[1] < took[0]


def test_a_bad_page_fails(pages: Hooks) -> None:
    pages.page(7, FAULTY)
    commit_all(pages.repository)
    done = pages.all_files()
    out = done.out.decode()
    assert done.code == 1, done
    assert re.search(r"^ *docs/service-007-responsibilities.md:58:3: RSP501 error ", out, re.MULTILINE), out
    assert "docs/old" not in out
    assert "Checked 300 pages" in out or "Checked 301 pages" in out


def test_only_what_is_staged_is_checked(pages: Hooks) -> None:
    pages.page(8, FAULTY)
    pages.page(9, CLEAN + b"\nMore.\n")
    pages.run("git", "add", "docs/service-009-responsibilities.md", cwd=pages.repository)
    done = pages("run")
    assert (done.code, b"Passed" in done.out) == (0, True), done
    pages.run("git", "add", "docs/service-008-responsibilities.md", cwd=pages.repository)
    done = pages("run")
    assert done.code == 1, done
    assert b"Checked 2 pages" in done.out


def test_excludes_of_the_hook_count(pages: Hooks) -> None:
    pages.page(7, FAULTY)
    pages.configure("resp-lint", "        exclude: service-007\n")
    assert pages.all_files().code == 0


def test_options_of_the_user_count(pages: Hooks) -> None:
    pages.page(7, FAULTY)
    pages.configure("resp-lint", '        args: ["--select", "RSP2", "--output-format", "grouped"]\n')
    out = pages.all_files().out.decode()
    assert "RSP201" in out
    assert "RSP501" not in out


def test_fixing(pages: Hooks) -> None:
    """It fixes, fails as hooks that change files do, and has nothing to do the second time."""
    changed = {number: pages.page(number, FIXABLE) for number in range(5, 9)}
    pages.configure("resp-lint-fix")
    first = pages.all_files("resp-lint-fix")
    assert first.code == 1, first
    assert b"files were modified by this hook" in first.out
    assert all(path.read_bytes() == own(CLEAN, number) for number, path in changed.items())
    assert (pages.repository / "docs/old/vault-responsibilities.md").read_bytes() == FAULTY
    commit_all(pages.repository)
    second = pages.all_files("resp-lint-fix")
    assert (second.code, b"Passed" in second.out) == (0, True), second


def test_try_repo(pages: Hooks) -> None:
    page = str(pages.page(7, FAULTY).relative_to(pages.repository))
    done = pages("try-repo", str(pages.project), "resp-lint", "--files", page)
    assert (done.code, b"RSP501" in done.out) == (1, True), done


def test_staged_sees_pages_that_the_commit_does_not_touch(pages: Hooks) -> None:
    """Two pages with one id, of which one is committed; and a page that only the table of contents drops."""
    names = "".join(f"    - service-{number:03}-responsibilities.md\n" for number in range(NUMBER))
    toc = pages.repository / "docs/toc.yaml"
    toc.write_bytes(f"toc:\n  entries:\n{names}    - start.md\n".encode())
    pages.configure("resp-lint-staged")
    done = pages("run")
    assert (done.code, b"Passed" in done.out) == (0, True), done
    page = pages.page(11, CLEAN)
    page.write_bytes(own(CLEAN, 12))
    pages.run("git", "add", "docs", cwd=pages.repository)
    done = pages("run")
    assert (done.code, b"RSP801" in done.out) == (1, True), done
    pages.page(11, CLEAN)
    toc.write_bytes(toc.read_bytes().replace(b"    - service-013-responsibilities.md\n", b""))
    pages.run("git", "add", "docs", cwd=pages.repository)
    done = pages("run")
    assert (done.code, b"service-013-responsibilities.md:" in done.out) == (1, True), done
    toc.unlink()
    commit_all(pages.repository)
