"""Write the generated parts of the documentation; with `--check`, fail where they are not what would be written."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from manpage import manual
from profile_reference import write_reference
from screen import picture, shown
from transcripts import fill_transcripts
from words import word_list

from resp_lint.cli.explain import render_page
from resp_lint.config.profile_schema import make_profile_schema
from resp_lint.ownership.export import ChangesFile, MatrixFile, describe_schema
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.rule import Rule

ROOT = Path(__file__).parents[1]
RESP_LINT = Path(sys.executable).with_name("resp-lint")
DEMO = ("--select", "RSP501,RSP503,RSP601", "examples/faulty/harbor-vault-responsibilities.md")
SCREEN = "docs/screen.svg"


def between(text: str, marker: str, new: str) -> str:
    """The text with everything between `<!-- marker:start -->` and `<!-- marker:end -->` replaced."""
    start, end = f"<!-- {marker}:start -->\n", f"<!-- {marker}:end -->\n"
    if text.count(start) != 1 or text.count(end) != 1:
        sys.exit(f"the markers {start.strip()} and {end.strip()} must each stand once")
    head, _, rest = text.partition(start)
    return head + start + new + end + rest.partition(end)[2]


def readme(old: str) -> str:
    """The README, with a picture of what the program shows for one of the examples."""
    alt = "resp-lint shows three findings: where each stands, what is wrong, and what to write instead"
    return between(old, "demo", f"![{alt}]({SCREEN})\n")


def screen(_: str) -> str:
    """The picture."""
    return picture(shown([str(RESP_LINT), *DEMO], ROOT), " ".join(["resp-lint", *DEMO]))


RULES = Path("docs/rules")
BUILT_IN = [rule for rule in load_registry().rules if load_registry().name_plugin(rule) == "rules"]


def rule_page(rule: Rule) -> Callable[[str], str]:
    """A rule's page: its docstring with what the catalogue says of it."""
    return lambda _: render_page(rule, load_registry()) + "\n"


INDEX_HEAD = """\
# Rules

The hundreds are the family: 1 page, 2 sections, 3 tables, 4 attributes, 5 ownership, 6 language, 7 links, 8 the set of
pages, 9 resp-lint itself. The set `strict` holds all rules, `recommended` those for everyone.

| code | name | level | set | fix | why |
|------|------|-------|-----|-----|-----|
"""


def rule_index(_: str) -> str:
    """The list of all rules, with links to their pages."""
    return INDEX_HEAD + "".join(map(index_row, BUILT_IN))


def index_row(rule: Rule) -> str:
    facts = (rule.name, rule.level, rule.rule_set, rule.fix, rule.summary.replace("|", "\\|"))
    return f"| [{rule.code}]({rule.name}.md) | {' | '.join(facts)} |\n"


def schema_of(kind: type[MatrixFile | ChangesFile]) -> Callable[[str], str]:
    """The schema of an exported file."""
    return lambda _: json.dumps(describe_schema(kind), indent=2) + "\n"


URLS: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_bytes().decode())["project"]["urls"]


def write_addresses(old: str) -> str:
    """A file with the addresses that pyproject.toml gives this project."""
    new = re.sub(r"https://github\.com/[\w.-]+/resp-lint\b", URLS["Source"], old)
    new = re.sub(r"https://[\w.-]+\.github\.io/resp-lint/", URLS["Documentation"], new)
    return re.sub(r"\b[\w.-]+/resp-lint@COMMIT", f"{URLS['Source'].removeprefix('https://github.com/')}@COMMIT", new)


GENERATED: dict[str, Callable[[str], str]] = {
    "README.md": readme,
    **dict.fromkeys(
        (
            "resp_lint/report/rule_page.py",
            "docs/hooks-and-ci.md",
            ".github/workflows/example.yml",
            "editors/vscode/package.json",
        ),
        write_addresses,
    ),
    SCREEN: screen,
    "docs/resp-lint.1": lambda _: manual(),
    "docs/tutorial.md": fill_transcripts,
    "docs/profiles.md": fill_transcripts,
    "docs/static/matrix.schema.json": schema_of(MatrixFile),
    "docs/static/changes.schema.json": schema_of(ChangesFile),
    "docs/static/profile.schema.json": lambda _: json.dumps(make_profile_schema(), indent=2) + "\n",
    "docs/profile-reference.md": write_reference,
    str(RULES / "README.md"): rule_index,
    "rules/resp_lint_rules/spelling/words.txt": word_list,
    **{str(RULES / f"{rule.name}.md"): rule_page(rule) for rule in BUILT_IN},
}
"""Each file with generated parts, and what makes its new text of its old."""


def orphans() -> list[str]:
    """Pages of rules that there are no more."""
    return [
        str(path.relative_to(ROOT))
        for path in (ROOT / RULES).glob("*.md")
        if str(path.relative_to(ROOT)) not in GENERATED
    ]


def main(argv: list[str]) -> int:
    checking = "--check" in argv
    stale = orphans()
    for name in () if checking else stale:
        (ROOT / name).unlink()
    for name, generate in GENERATED.items():
        path = ROOT / name
        old = path.read_bytes().decode() if path.exists() else ""
        new = generate(old)
        if new == old:
            continue
        stale.append(name)
        if not checking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new.encode())
    if stale:
        print("out of date (make docs):" if checking else "written:", *stale)
    return 1 if stale and checking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
