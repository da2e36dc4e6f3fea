"""A thousand hostile pages on the disk: in every format, GitHub's runner finds our commands and not one of theirs."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from github_runner import Command, commands

from resp_lint.plugins import load_registry
from resp_lint.report.safe import clean_line, clean_text, replace_surrogates
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.conftest import Run

NUMBER = 1_000
PIECES = [
    *("::error::x", "::error file=a,line=1::x", "::stop-commands::x", "::add-mask::a", "::set-output name=a::b", "::"),
    *("##[error]x", "##[group]x", "##[", "####[error]x", "##[set-env name=a;]x", "%0A::error::x", "%0D%0A##[error]x"),
    *("\n", "\r", "\r\n", "\n::error::x\n", "\n\n##[error]x", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"),
    *("\u200b", "\ufe0f", "\xad", "\u202e", "\ufeff", "\x1b[31m", "\x1b]8;;https://x\x1b\\", "\x00", "\x07", " ", "\t"),
    *("|", "`", "{: caption=", '"', "}", "[a](b)", "<b>", "&", "-", "a", "ü", "😀", "Responsibilites", "TBD"),
]
TABLE = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n"


def page(chance: random.Random) -> str:
    """A page in which a hostile text stands in every place that a message may quote."""

    def text() -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 6)))

    def line() -> str:
        return " ".join(text().split())

    return (
        f"---\ntitle: {line()}\n---\n\n# {line()}\n{{: #{line()}}}\n\n{text()}\n\n## {line()}\n\n"
        f"{TABLE}| {line()} | | |\n| {line()} | {line()} | TBD |\n"
        f'{{: caption="{line()}" sumary="{line()}"}}\n\n[{line()}]({line()})\n'
    )


def name(chance: random.Random, number: int) -> bytes:
    """A file's name of any bytes that a disk takes."""
    text = "".join(chance.choices(PIECES, k=chance.randrange(1, 6))).replace("\0", "").replace("/", "")
    odd = bytes(chance.choices(b"\xff\x80:#[%", k=chance.randrange(3)))
    return text.encode()[:180] + odd + b"%d.md" % number


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    chance = random.Random(6)  # noqa: S311 -- to be repeated, not to be secret
    for number in range(NUMBER):
        path = os.path.join(os.fsencode(folder), name(chance, number))  # noqa: PTH118 -- bytes
        with open(path, "wb") as file:  # noqa: PTH123 -- bytes
            file.write(page(chance).encode())
    assert len(list(folder.iterdir())) == NUMBER
    return folder


def github(folder: Path, summary: Path) -> dict[str, str]:
    return {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder), "GITHUB_STEP_SUMMARY": str(summary)}


ARGUMENTS = ("--all-pages", "--strict", "--verbose", ".", "missing\n::error::x", "##[error]x")


@pytest.fixture(scope="module")
def found(resp_lint: Run, tree: Path) -> list[dict[str, Any]]:
    done = resp_lint(*ARGUMENTS, "--output-format=json", cwd=tree)
    assert done.code == 2
    findings: list[dict[str, Any]] = json.loads(done.out)["findings"]
    assert len({finding["path"] for finding in findings}) == NUMBER
    return findings


NAMES = sorted(set(load_registry().formats) - {"github"})


@pytest.mark.parametrize("form", NAMES)
def test_no_format_holds_a_command(resp_lint: Run, tree: Path, tmp_path: Path, form: str) -> None:
    done = resp_lint(*ARGUMENTS, f"--output-format={form}", cwd=tree, environment=github(tree, tmp_path / "summary"))
    assert done.code == 2
    assert len(done.out) > 50_000
    for culture in (False, True):
        assert commands(done.out.decode(), culture=culture) == []
        assert commands(done.err.decode(), culture=culture) == []


@pytest.mark.parametrize("color", ["never", "always"])
def test_annotations_are_our_findings(
    resp_lint: Run, tree: Path, tmp_path: Path, found: list[dict[str, Any]], color: str
) -> None:
    done = resp_lint(*ARGUMENTS, f"--color={color}", cwd=tree, environment=github(tree, tmp_path / "summary"))
    assert commands(done.err.decode()) == commands(done.err.decode(), culture=True) == []
    read = commands(done.out.decode())
    assert read == commands(done.out.decode(), culture=True)
    placed = [command for command in read if "file" in command.properties]
    sources = {
        replace_surrogates(path.name): Source.from_bytes(path.name, path.read_bytes()) for path in tree.iterdir()
    }
    meant = Counter(fingerprint(annotation(finding, sources[finding["path"]])) for finding in found)
    assert not Counter(map(fingerprint, placed)) - meant
    assert Counter(command.name for command in placed) == {"error": 9, "warning": 9, "notice": 9}
    problems, others = read[:2], [command for command in read[2:] if command not in placed]
    assert [(command.name, command.properties) for command in problems] == [("error", {"title": "resp-lint"})] * 2
    assert [command.data.partition(" ")[2] for command in others] == [
        f"more {level}: see the summary of this step" for level in ("errors", "warnings", "info")
    ]
    assert len({command.properties["file"] for command in placed}) >= 9
    assert (tmp_path / "summary").stat().st_size <= 1_000_000


def annotation(finding: dict[str, Any], source: Source) -> Command:
    """What the runner should make of a finding."""
    place = {"file": clean_line(finding["path"]), "line": str(finding["line"]), "endLine": str(finding["end_line"])}
    if finding["line"] == finding["end_line"]:
        columns = {"col": finding["column"], "endColumn": finding["end_column"]}
        line = source.line_text(finding["line"])
        place |= {key: str(len(line[: column - 1].encode("utf-16-le")) // 2 + 1) for key, column in columns.items()}
    text = clean_text(f"{finding['message']}\n{finding['help']}" if finding["help"] else finding["message"])
    levels = {"info": "notice"}
    title = f"{finding['code']} {finding['name']}"
    return Command(levels.get(finding["level"], finding["level"]), {**place, "title": title}, text)


def fingerprint(command: Command) -> tuple[str, tuple[tuple[str, str], ...], str]:
    return command.name, tuple(sorted(command.properties.items())), command.data
