"""Editors that people use, and the parts that they are made of, with our server."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from demo_page import PAGE

from resp_lint.server.documents import Document, Encoding
from resp_lint.server.structures import Change, Position, Range
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.conftest import Run

PIECES = ["a", "b", " ", "|", "é", "日", "😀", "\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c", "\0", "\ufeff"]
RESP_LINT = os.path.join(os.path.dirname(sys.executable), "resp-lint")  # noqa: PTH118, PTH120 -- a string


# --- texts


def generate(chance: random.Random) -> tuple[str, list[list[dict[str, Any]]]]:
    """A text, and batches of one change each: in the text, past a line's end, past the text's end."""

    def text(longest: int) -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(longest)))

    def place() -> dict[str, int]:
        return {"line": chance.randrange(-1, 12), "character": chance.choice([0, 1, 2, 3, 5, 8, 13, 2**31 - 1])}

    def change() -> dict[str, Any]:
        if chance.random() < 0.02:
            return {"text": text(60)}
        return {"range": {"start": place(), "end": place()}, "text": text(6)}

    return text(60), [[change()] for _ in range(10)]


def read_change(change: dict[str, Any]) -> Change:
    if "range" not in change:
        return Change(change["text"])
    start, end = (Position(**change["range"][side]) for side in ("start", "end"))
    return Change(change["text"], Range(start, end))


def test_changes_are_those_of_the_editors_own_documents(node: Run) -> None:
    chance = random.Random(15)  # noqa: S311 -- to be repeated, not to be secret
    cases = [generate(chance) for _ in range(1_000)]
    number = same = 0
    given = [{"text": text, "batches": batches} for text, batches in cases]
    done = node("textdocument.mjs", stdin=json.dumps(given).encode())
    assert done.code == 0, done.err
    for (text, batches), expected in zip(cases, json.loads(done.out), strict=True):
        document = Document("file:///page.md", 1, Source("page.md", text), Encoding.UTF16)
        for batch, wanted in zip(batches, expected, strict=True):
            document = document.change(document.version + 1, map(read_change, batch))
            number += len(batch)
            if document.source.text != wanted:
                # They part characters of two units; what is left of one is no text, and ours snaps before it.
                assert any("\ud800" <= it <= "\udfff" for it in wanted), (batch, document.source.text, wanted)
                break
            same += len(batch)
    assert number > 5_000
    assert same > 5_000


# --- editors


@pytest.fixture
def page(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    (root / ".git").mkdir(parents=True)
    page = root / "responsibilities.md"
    page.write_bytes(PAGE.replace("Rotate keys", "Rotate 😀 keys").encode())
    return page


def check(resp_lint: Run, page: Path) -> list[dict[str, Any]]:
    """What the command line finds on a page."""
    done = resp_lint("--no-cache", "--output-format", "json", page.name, cwd=page.parent)
    findings: list[dict[str, Any]] = json.loads(done.out)["findings"]
    assert findings
    return findings


def fix(resp_lint: Run, page: Path) -> bytes:
    """What the command line makes of a page."""
    copy = page.parent.parent / "copy"
    shutil.copytree(page.parent, copy)
    resp_lint("--no-cache", "--fix", page.name, cwd=copy)
    fixed = (copy / page.name).read_bytes()
    assert fixed != page.read_bytes()
    return fixed


def surroundings(page: Path, result: Path) -> dict[str, str]:
    given = {"PAGE": page, "ROOT": page.parent, "RESULT": result, "RESP_LINT": RESP_LINT, "HOME": page.parent.parent}
    return {name: str(value) for name, value in given.items()}


def test_neovim(run: Run, resp_lint: Run, page: Path, root: Path, tmp_path: Path) -> None:
    program = shutil.which("nvim")
    if program is None:
        pytest.skip("nvim is not here")
    findings, fixed, result = check(resp_lint, page), fix(resp_lint, page), tmp_path / "seen.json"
    script = root / "tests" / "clients" / "editor.lua"
    done = run(program, "--clean", "--headless", "-S", script, "-c", "cquit", environment=surroundings(page, result))
    assert done.code == 0, done.err
    seen = json.loads(result.read_bytes())
    assert sorted((it[0], it[1]) for it in seen["diagnostics"]) == sorted(
        (it["code"], it["line"] - 1) for it in findings
    )
    assert {it[5] for it in seen["diagnostics"]} == {"resp-lint"}
    assert seen["encoding"] == "utf-16"
    assert seen["outline"] == "Understanding your responsibilities with Demo"
    assert page.read_bytes() == fixed


def test_emacs(run: Run, resp_lint: Run, page: Path, root: Path, tmp_path: Path) -> None:
    program = shutil.which("emacs")
    if program is None:
        pytest.skip("emacs is not here")
    if run(program, "--batch", "--eval", "(progn (package-initialize) (require 'eglot))").code:
        pytest.skip("this Emacs has no eglot")
    findings, fixed, result = check(resp_lint, page), fix(resp_lint, page), tmp_path / "seen.json"
    script = root / "tests" / "clients" / "editor.el"
    initialize = "(progn (require 'package) (package-initialize))"
    done = run(program, "--batch", "--eval", initialize, "-l", script, environment=surroundings(page, result))
    assert done.code == 0, done.err
    seen = json.loads(result.read_bytes())
    assert sorted(it[0] for it in seen["diagnostics"]) == sorted(it["line"] for it in findings)
    assert page.read_bytes() == fixed


def test_pytest_lsp(run: Run, page: Path, root: Path, clients: Path) -> None:
    # In a folder of its own: what our tests have in common needs our environment.
    suite = shutil.copy(root / "tests" / "clients" / "pytest_lsp_suite.py", page.parent.parent / "test_suite.py")
    options = ("-c", os.devnull, "--rootdir", page.parent.parent, "-q", "-p", "no:cacheprovider")
    given = {"PAGE": str(page), "RESP_LINT": RESP_LINT}
    done = run(clients / "bin" / "python", "-m", "pytest", *options, suite, environment=given)
    assert done.code == 0, done.out.decode()
    assert b"3 passed" in done.out


def test_the_extension(run: Run, root: Path) -> None:
    folder = root / "editors" / "vscode"
    if not (folder / "node_modules").is_dir():
        pytest.skip("the extension's packages are not here; `make vscode` installs them")
    for script in ("check", "test"):
        done = run(shutil.which("npm") or "npm", "run", script, cwd=folder)
        assert done.code == 0, done.out
