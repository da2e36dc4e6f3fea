"""What the help of the program says beside its options: as data, for the terminal and for the manual page alike."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from resp_lint.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DESCRIPTION = """\
Checks responsibility pages of documentation: sections, tables, attributes, owners and wording.

A PATH is a file, which is always checked, or a folder, of which those Markdown files are checked that are \
responsibility pages and that .gitignore does not exclude. Without any PATH it is the current folder; - is standard \
input.
"""


class Section(NamedTuple):
    """A titled list of terms, each with what it means; `note` stands below it."""

    title: str
    entries: tuple[tuple[str, str], ...]
    note: str = ""


COMMAND_LIST = Section(
    "commands",
    tuple(COMMANDS.items()),
    "A command comes first, and has its own --help. A folder of that name: resp-lint ./rules",
)
MORE = (
    Section(
        "adopting",
        (
            (
                "resp-lint init",
                "write resp-lint.toml and a baseline of what is found today; later runs report what is new",
            ),
            ("resp-lint --fix", "fix what can be fixed safely; then resp-lint baseline --prune"),
            ("resp-lint --since REV", "report only what a branch brought, without any baseline"),
            ("resp-lint --add-ignores", "keep what is meant to be so, by comments in the pages"),
        ),
    ),
    Section(
        "examples",
        (
            ("resp-lint docs/", "all responsibility pages below a folder"),
            ("resp-lint --select RSP4 --ignore caption-side", "the rules about attributes of tables, but one"),
            ("resp-lint --strict --fail-on error page.md", "all rules; only errors make it fail"),
            ("resp-lint --unsafe-fixes --diff docs/", "see what could be fixed, and change nothing"),
            ("resp-lint --staged", "what a commit is about to bring"),
            ("resp-lint --watch docs/", "check again while you write"),
            ("resp-lint --output-format full --output-format sarif:r.sarif", "for people, and for a program"),
            ("resp-lint - --stdin-filename docs/page.md < page.md", "for editors"),
        ),
    ),
    Section(
        "files",
        (
            ("resp-lint.toml", "the configuration; also .resp-lint.toml, or [tool.resp-lint] in pyproject.toml"),
            (".resp-lint-baseline.json", "what was found when the baseline was written, in the root of the repository"),
            (".gitignore", "what it excludes is not checked"),
        ),
    ),
    Section(
        "environment",
        (
            ("NO_COLOR, FORCE_COLOR", "colours nowhere, or everywhere; --color counts more"),
            ("FORCE_HYPERLINK", "links in terminals that are not known to show them; 0 for none"),
            ("COLUMNS", "how wide the terminal is"),
            (
                "RESP_LINT_DOCS_URL",
                "where the pages about rules stand, for links to them: https://docs.example.com/{name}.html, or {code}",
            ),
            (
                "RESP_LINT_CACHE_DIR",
                "where what was found is kept for the next run, instead of your cache folder; /dev/null: nowhere",
            ),
            (
                "GITHUB_ACTIONS, GITHUB_STEP_SUMMARY",
                "set by GitHub: the report is annotations, and all findings go to the summary of the step",
            ),
        ),
    ),
    Section(
        "exit status",
        (
            ("0", "nothing to fail on"),
            ("1", "findings"),
            ("2", "wrong usage, something that cannot be read, or an internal error"),
            ("130", "stopped by Ctrl-C"),
        ),
    ),
)
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "init": (
        ("resp-lint init", "start in a tree that has pages; commit both files"),
        ("resp-lint init --no-baseline", "the same, where nobody wants a baseline"),
        ("resp-lint init --profile ours.toml", "the same, with a profile of your own"),
    ),
    "new": (("resp-lint new docs/responsibilities.md", "start a page; resp-lint then says what to fill in"),),
    "baseline": (
        ("resp-lint baseline", "keep what is found today"),
        ("resp-lint baseline --prune", "drop what was fixed since"),
    ),
    "rules": (("resp-lint rules --output-format json", "for programs"),),
    "explain": (
        ("resp-lint explain RSP401", "by code"),
        ("resp-lint explain missing-caption", "by name"),
    ),
    "inspect": (("resp-lint inspect docs/page.md", "see why a table is not taken for a table of tasks"),),
    "config": (
        ("resp-lint config", "in the current folder"),
        ("resp-lint config docs/page.md", "for a page"),
        ("resp-lint config --schema", "for editors that complete resp-lint.toml"),
    ),
    "profile": (
        ("resp-lint profile list", "which profiles there are, and for what pages"),
        ("resp-lint profile show ibm-cloud", "all that it holds a page against"),
        ("resp-lint profile check team.toml", "what is wrong with a file of yours"),
        ("resp-lint profile new team --from OWNERS.md", "write team.toml, read off a page of yours"),
    ),
    "completion": (
        ('eval "$(resp-lint completion bash)"', "a line for ~/.bashrc"),
        ('eval "$(resp-lint completion zsh)"', "a line for ~/.zshrc, below compinit"),
        ("resp-lint completion fish | source", "a line for ~/.config/fish/config.fish"),
    ),
    "matrix": (
        ("resp-lint matrix docs/", "who owns what, for people"),
        ("resp-lint matrix docs/ --output-format csv:m.csv", "the same for a spreadsheet"),
        ("resp-lint matrix --rev v2.0 --ownership customer", "what was the customer's at a tag"),
    ),
    "changes": (
        ("resp-lint changes v2.0", "what changed hands since a tag"),
        ("resp-lint changes v2.0 v2.1 --output-format markdown", "release notes"),
        ("resp-lint changes origin/main --fail-on ownership,removed", "a gate for reviews"),
    ),
    "report": (("resp-lint report docs/ --since v2.0 -o report.html", "all in one file"),),
    "help": (("resp-lint help explain", "what resp-lint explain can do"),),
}
"""By command, what one would type."""
_GAP = 2
_WIDEST = 24
"""A longer term stands on a line of its own."""


def show_section(section: Section, width: int) -> str:
    """A section for a terminal, no line longer than `width` unless a word is."""
    terms = [len(term) for term, _ in section.entries if len(term) <= _WIDEST]
    column = min(max(terms, default=_WIDEST) + 2 * _GAP, max(width // 2, 2 * _GAP))
    lines = [line for term, text in section.entries for line in _show_entry(term, text, column, width)]
    return "\n".join([f"{section.title}:", *lines, *_wrap_lines(section.note, width, _GAP)])


def show_examples(command: str, width: int) -> str:
    """The examples of a command for a terminal, if there are any."""
    return show_section(Section("examples", EXAMPLES[command]), width) if command in EXAMPLES else ""


def fill_paragraphs(text: str, width: int) -> str:
    """A text with its paragraphs filled; those in which a line is indented stay as they are."""
    parts = text.strip().split("\n\n")
    return "\n\n".join(part if "\n " in f"\n{part}" else "\n".join(_wrap_lines(part, width)) for part in parts)


def _show_entry(term: str, text: str, column: int, width: int) -> Iterator[str]:
    told = _wrap_lines(text, width, column)
    if _GAP + len(term) + _GAP > column:
        yield from _wrap_lines(term, width, _GAP)
        yield from told
    else:
        yield f"{' ' * _GAP}{term}".ljust(column) + told[0][column:]
        yield from told[1:]


def _wrap_lines(text: str, width: int, column: int = 0) -> list[str]:
    """A text in lines that start at a column; names such as resp-lint stay whole."""
    margin = " " * column
    return wrap(
        text,
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
