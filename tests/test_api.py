"""What `resp_lint` offers to programs and to authors of plugins, and the guide to it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Annotated

import pytest
from msgspec import Meta

import resp_lint
from resp_lint import (
    Findings,
    Page,
    Source,
    UsageError,
    check_paths,
    fix_text,
    lint,
    make_default_settings,
    parse,
    rule,
)
from resp_lint import testing as testing_module
from resp_lint.cli.main import main
from resp_lint.testing import findings_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TYPO = "# Responsibilites for the vault\n"
SECOND = "---\nsubcollection: vault\n---\n# Responsibilites for the second vault\n{: #responsibilities}\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with a configuration, a suppression, two pages with one id, and a page that is none."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/responsibilities.md").write_bytes(
        SECOND.replace("---\n# ", "---\n<!-- resp-lint: ignore missing-heading-id, RSP6 -- as it is -->\n\n# ").encode()
    )
    (tmp_path / "docs/second-responsibilities.md").write_bytes(SECOND.encode())
    (tmp_path / "docs/index.md").write_bytes(b"# Nothing\n")
    (tmp_path / "resp-lint.toml").write_bytes(b'ignore = ["RSP201"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def list_findings_of_the_command(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, int]]:
    main(["--no-cache", "--output-format", "json", *arguments])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(finding["path"], finding["code"], finding["line"]) for finding in found]


@pytest.mark.parametrize("config", [None, "other.toml"])
def test_paths_are_checked_as_the_command_line_does(
    tree: Path, config: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "other.toml").write_bytes(b'select = ["RSP601", "RSP801"]\n')
    run = check_paths(["docs"], config)
    found = [(finding.path, finding.code, finding.start.line) for finding in run.findings]
    arguments = ["--config", config] if config else []
    assert found == list_findings_of_the_command(capsys, *arguments, "docs")
    assert {"RSP601", "RSP801"} <= {code for _, code, _ in found}
    assert (len(run.pages), run.skipped, run.complete) == (2, 1, True)
    assert check_paths(tree.joinpath("docs").relative_to(tree), config).findings == run.findings


def test_what_is_known_from_the_baseline_does_not_count(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline"]) == 0
    capsys.readouterr()
    assert tree.joinpath(".resp-lint-baseline.json").exists()
    run = check_paths()
    assert (run.findings, run.known > 0) == ((), True)
    assert len(check_paths(baseline=False).findings) == run.known


def test_what_cannot_be_checked_is_said(tree: Path) -> None:
    run = check_paths("nowhere")
    assert not run.complete
    (tree / "resp-lint.toml").write_bytes(b"select = 1\n")
    with pytest.raises(UsageError, match=r"resp-lint\.toml:1"):
        check_paths("docs")


def test_a_text_is_fixed_as_a_file_is(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tree / "docs/second-responsibilities.md"
    main(["--isolated", "--fix", str(page)])
    capsys.readouterr()
    assert page.read_bytes().decode() == fix_text(SECOND, path="docs/second-responsibilities.md") != SECOND
    suppressed = f"<!-- resp-lint: ignore RSP601 -- as it is -->\n\n{TYPO}"
    assert fix_text(suppressed) == suppressed


def test_unsafe_fixes_are_made_on_request() -> None:
    page = "# Vault\n{: #vault}\n\n## Disaster recovery\n{: #disaster-recovry}\n"
    assert fix_text(page, path="responsibilities.md") == page
    assert "disaster-recovery" in fix_text(page, path="responsibilities.md", unsafe=True)


def test_a_page_is_linted_with_what_the_front_door_offers() -> None:
    settings = make_default_settings()
    page = parse(Source("page.md", TYPO), settings.conventions)
    rules = resp_lint.load_registry().select(settings)
    assert lint(page, rules, settings) == resp_lint.lint_text(TYPO)


@rule("XYZ001")
def short_text(page: Page, *, least: Annotated[int, Meta(ge=1)] = 3) -> Findings:
    """Checks that a heading is not too short."""
    for heading in page.headings:
        if len(heading.text) < least:
            yield heading.at(f"shorter than {least}")


def test_findings_of_takes_options() -> None:
    assert [finding.message for finding in findings_of(short_text, "# ab\n")] == ["shorter than 3"]
    assert findings_of(short_text, "# ab\n", least=2) == []
    with pytest.raises(AssertionError, match="TypeError"):
        findings_of(short_text, "# ab\n", most=2)


def test_everything_that_is_offered_is_there() -> None:
    assert [name for name in resp_lint.__all__ if not hasattr(resp_lint, name)] == []
    assert len({*resp_lint.__all__}) == len(resp_lint.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        resp_lint.nothing  # noqa: B018 -- asking is the test


def find_python(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", page.read_bytes().decode(), re.MULTILINE | re.DOTALL)


def find_private_imports(tree: ast.AST) -> Iterator[str]:
    """Every import from resp-lint that is not of a name that it offers."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="resp_lint", names=names):
                yield from (name.name for name in names if name.name not in resp_lint.__all__)
            case ast.ImportFrom(module="resp_lint.testing", names=names):
                yield from (name.name for name in names if not hasattr(testing_module, name.name))
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in {"resp_lint", "resp_lint_rules"}:
                yield module
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.startswith(("resp_lint.", "resp_lint_rules")))


def test_examples_use_public_names_only(root: Path) -> None:
    texts = [text for page in ("docs/plugins.md", "CONTRIBUTING.md") for text in find_python(root / page)]
    texts += [path.read_bytes().decode() for path in (root / "examples").rglob("*.py")]
    assert len(texts) > 10
    assert [name for text in texts for name in find_private_imports(ast.parse(text))] == []


def test_the_examples_of_the_guide_are_typed(root: Path, tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(find_python(root / "docs/plugins.md")):
        files.append(tmp_path / f"guide_{number}.py")
        files[-1].write_bytes(text.encode())
    assert len(files) > 6
    command: list[str | Path] = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", root / ".mypy_cache", *files]
    checked = subprocess.run(command, cwd=root, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout.decode()
