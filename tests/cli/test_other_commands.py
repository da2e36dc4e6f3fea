"""`rules`, `explain` and `inspect`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.explain import render_page
from resp_lint.cli.markdown import render_markdown
from resp_lint.cli.rules import collect_data, format_table
from resp_lint.config.options import list_options
from resp_lint.plugins import Registry, load_registry
from resp_lint.report.format import Screen
from resp_lint.rule import FixKind, Level, RuleSet, rule

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.rule import Findings, Rule
    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")


def long_table(page: object) -> Findings:
    r"""A table of many rows is read by nobody.

    Said at length.

    ~~~~bad
    | a |
    ~~~~
    ~~~~good
    | b |
    ~~~~

    ~~~~~fixed
    | b |
    ~~~~~
    """
    del page
    return ()


def hostile(page: object) -> Findings:
    del page
    return ()


hostile.__doc__ = "Moves the \x1b[2J cursor.\n\n\u202eMore \x1b]0;title\x07 of it."

RULES = (
    rule("RSP380", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.UNSAFE, any_page=True)(long_table),
    rule("RSP381")(hostile),
)
REGISTRY = Registry(RULES, {"RSP380": "acme", "RSP381": "ac\x1b[2Jme"}, {}, {})


def test_the_table_of_rules() -> None:
    assert list(format_table(collect_data(REGISTRY), Screen())) == [
        "code    name        level  set          fix     summary",
        "RSP380  long-table  info   strict       unsafe  A table of many rows is read by nobody.",
        "RSP381  hostile     error  recommended  -       Moves the \\x1b[2J cursor.",
    ]


def test_the_table_in_colour() -> None:
    assert "\x1b[1;36minfo \x1b[0m" in list(format_table(collect_data(REGISTRY), Screen(color=True)))[1]


def test_rules(command: Command) -> None:
    result = command("rules")
    assert (result.code, result.err) == (0, "")
    assert len(result.out.split("\n")) == len(load_registry().rules) + 2


def test_rules_as_json(command: Command) -> None:
    read = json.loads(command("rules", "--output-format", "json").out)
    assert [rule["code"] for rule in read["rules"]] == [rule.code for rule in load_registry().rules]
    names = ["code", "name", "level", "set", "fix", "summary", "plugin"]
    assert all(list(rule) == names for rule in read["rules"])


def test_a_rules_page() -> None:
    assert render_page(RULES[0], REGISTRY) == (
        "# RSP380 long-table\n\ninfo · strict · unsafe fix · from plugin acme · for any page\n\n"
        "A table of many rows is read by nobody.\n\nSaid at length.\n\n"
        "**Reported:**\n\n~~~~markdown\n| a |\n~~~~\n**Fine:**\n\n~~~~markdown\n| b |\n~~~~\n\n"
        "**After `--unsafe-fixes`:**\n\n~~~~~markdown\n| b |\n~~~~~"
    )


@pytest.mark.parametrize("color", [False, True])
def test_a_page_cannot_move_the_cursor(color: bool) -> None:  # noqa: FBT001 -- a case
    screen = Screen(color=color)
    lines = [screen.line(line) for line in render_markdown(render_page(RULES[1], REGISTRY), screen).split("\n")]
    text = "\n".join(lines)
    assert "\\x1b[2J" in text
    assert "\x1b[2J" not in text
    assert "\x1b]" not in text
    assert "\u202e" not in text
    assert ("\x1b[" in text) == color


@pytest.mark.parametrize("name", ["RSP501", "rsp501", "row-without-owner"])
def test_explain(command: Command, name: str) -> None:
    result = command("explain", name)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("# RSP501 row-without-owner\n\nerror · recommended · ")
    assert "**Reported:**\n\n~~~~markdown\n" in result.out


def test_explain_tells_what_is_in_force(pages: Path, command: Command) -> None:
    (pages / "resp-lint.toml").write_bytes(b"[levels]\nRSP402 = 'info'\n[rules.RSP402]\nevery-page = true\n")
    assert command("explain", "RSP402").out.endswith(
        "**In force here:**\n\n- used\n- level: info (resp-lint.toml:2; by default warning)\n"
        "- `every-page = true` (resp-lint.toml:4; by default false)\n"
    )
    set_here = ("--isolated", "--config", "rules.missing-summary.every-page=true")
    assert command("explain", *set_here, "RSP402").out.endswith(
        "- used\n- level: warning (default)\n- `every-page = true` (--config; by default false)\n"
    )


def test_explain_lists_options_with_what_they_mean(command: Command) -> None:
    said = command("explain", "copied-page").out
    assert (
        "\n\n**Options**, in the table `[rules.copied-page]` of a configuration:\n\n- `share`, a number (more than 0"
        in said
    )
    assert "\n- `least`, a whole number (at least 1), by default `5`. The least number of tasks" in said


@pytest.mark.parametrize("rule", load_registry().rules, ids=lambda rule: rule.name)
def test_every_option_says_what_it_means(rule: Rule) -> None:
    assert all(option.meaning.endswith(".") for option in list_options(rule).values())


def test_explain_several(command: Command) -> None:
    assert command("explain", "RSP501", "RSP501").out.count("# RSP501") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain"], "the following arguments are required: RULE (try: resp-lint explain --help)"),
        (["explain", "row-without-ower"], "did you mean “row-without-owner”?"),
        (["rules", "--output-format", "yaml"], "argument --output-format: invalid choice: 'yaml'"),
        (["--slect", "RSP4"], "unrecognized arguments: --slect; did you mean “--select”? (try: resp-lint --help)"),
        (["config", "--isolate"], "did you mean “--isolated”? (try: resp-lint config --help)"),
        (["rules", "x"], "unrecognized arguments: x"),
        (["help", "explian"], "unknown command “explian”; did you mean “explain”?"),
        (["explian", "RSP401"], "unknown command “explian”; did you mean “explain”?"),
        (["profil", "--help"], "unknown command “profil”; did you mean “profile”?"),
        (["completion", "csh"], "invalid choice: 'csh'"),
        (["inspect"], "the following arguments are required: PAGE"),
        (["inspect", "missing.md"], "missing.md: No such file or directory"),
        (["inspect", "docs"], "docs: not a regular file"),
        (["inspect", "bytes.md"], "bytes.md: not UTF-8: byte 0xff at offset 0"),
        (["inspect", "docs/clean.md", "--config", "profile=x"], '--config: profile = "x": unknown profile'),
    ],
    ids=" ".join,
)
def test_wrong_usage(pages: Path, command: Command, arguments: list[str], said: str) -> None:
    (pages / "bytes.md").write_bytes(b"\xff")
    result = command(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_inspect_as_json(command: Command) -> None:
    read = json.loads(command("inspect", "docs/clean.md", "--output-format", "json").out)
    assert read == {
        "path": "docs/clean.md",
        "kind": "responsibility",
        "title": "Your responsibilities",
        "front_matter": {"copyright": {"years": "2024"}, "lastupdated": "2024-05-01", "subcollection": "vault"},
        "headings": [
            {"level": 1, "text": "Your responsibilities", "id": "responsibilities", "line": 8, "attrs": {}},
            {"level": 2, "text": "Change management", "id": "change-management", "line": 11, "attrs": {}},
        ],
        "tables": [
            {
                "kind": "task",
                "area": "Change management",
                "line": 14,
                "end_line": 16,
                "header": ["Task", "IBM responsibilities", "Your responsibilities"],
                "rows": [["Rotate keys", "N/A", "Rotate your keys."]],
                "id": None,
                "classes": [],
                "attrs": {"caption": "Change management"},
            }
        ],
    }


def test_inspect_as_a_tree(command: Command) -> None:
    assert command("inspect", "docs/clean.md").out.split("\n") == [
        "docs/clean.md: a responsibility page",
        "     1 front matter: copyright, copyright.years, lastupdated, subcollection",
        "     8 # Your responsibilities  #responsibilities",
        "    11   ## Change management  #change-management",
        "    14     task table, area “Change management”: 3 columns, 1 row",
        "             header: Task | IBM responsibilities | Your responsibilities",
        "             caption: Change management",
        "",
    ]


OWN_PROFILE = b'extends = "ibm-cloud"\n[[areas]]\ntitle = "Key rotation"\n'


@pytest.mark.parametrize("arguments", [(), ("--config", "profile=own.toml", "--isolated")], ids=["file", "option"])
def test_inspect_sees_with_the_configured_profile(pages: Path, command: Command, arguments: tuple[str, ...]) -> None:
    (pages / "own.toml").write_bytes(OWN_PROFILE)
    (pages / "resp-lint.toml").write_bytes(b'profile = "own.toml"\n')
    page = (pages / "docs/clean.md").read_bytes().replace(b"Change management", b"Key rotation")
    (pages / "docs/clean.md").write_bytes(page)
    assert "area “Key rotation”" in command("inspect", *arguments, "docs/clean.md").out
    assert "area “Change management”" in command("inspect", "--isolated", "docs/clean.md").out


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"---\n", b"# a\r# b\r", b"| a |\n|---|\n", "# \u202e\x1b[2J".encode()], ids=range(6)
)
@pytest.mark.parametrize("form", ["tree", "json"])
def test_inspect_takes_anything(pages: Path, command: Command, data: bytes, form: str) -> None:
    (pages / "odd.md").write_bytes(data)
    result = command("inspect", "--output-format", form, "odd.md")
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out


def test_rules_fit_a_terminal() -> None:
    data = collect_data(load_registry())
    for width in (72, 80, 100, 200):
        lines = list(format_table(data, Screen(width=width, wraps=True)))
        assert max(map(len, lines)) <= width
        assert (lines[-1] == "What a rule checks: resp-lint explain RULE") == (width < 100)


def test_some_rules(command: Command) -> None:
    lines = command("rules", "--select", "RSP50,missing-title").out.split("\n")
    assert {line[:5] for line in lines[1:-1]} == {"RSP50", "RSP10"}
    found = json.loads(command("rules", "--select", "RSP501", "--output-format", "json").out)
    assert [rule["name"] for rule in found["rules"]] == ["row-without-owner"]
    assert command("rules", "--select", "RSP9999").code == 2


@pytest.mark.parametrize(
    ("page", "subcollection"),
    [("docs/new/kiln.md", "vault"), ("docs/kiln.md", "vault"), ("new/kiln.md", "kiln")],
)
def test_a_new_page_is_one_of_its_neighbours(page: str, subcollection: str, pages: Path, command: Command) -> None:
    (pages / ".git").mkdir()
    assert command("new", page).code == 0
    assert f"\nsubcollection: {subcollection}\n" in (pages / page).read_bytes().decode()
    assert command("new", "--subcollection", "oven", "other/deep/x.md").code == 0
    assert b"\nsubcollection: oven\n" in (pages / "other/deep/x.md").read_bytes()


def test_a_new_page_below_a_file(pages: Path, command: Command) -> None:
    said = "resp-lint: error: cannot make the folder docs/clean.md: File exists\n"
    assert command("new", "docs/clean.md/x.md").err == said
    assert (pages / "docs/clean.md").is_file()
