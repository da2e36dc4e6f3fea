"""`concise`, `full` and `grouped`, line by line, and the lines that close them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resp_lint.linter import CheckedPage, Run
from resp_lint.page.where import Where
from resp_lint.report import concise, full, github, grouped
from resp_lint.report.format import Screen
from resp_lint.report.summary import describe_summary
from resp_lint.rule import Fix, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
QUIET = Screen(verbosity=-1)


def test_concise(run_of: Callable[..., Run]) -> None:
    assert list(concise.render(run_of(TABLE, (5, 14)), Screen())) == [
        "docs/a.md:3:1: RSP401 error missing-caption: the table has no caption",
        "Checked 1 page: 1 error, 0 warnings, 0 info.",
    ]


def test_concise_in_colour(run_of: Callable[..., Run]) -> None:
    run = run_of(TABLE, (5, 14), level=Level.WARNING)
    line = next(concise.render(run, Screen(color=True)))
    assert line == "docs/a.md:3:1: RSP401 \x1b[1;33mwarning\x1b[0m missing-caption: the table has no caption"


@pytest.mark.parametrize(
    ("path", "message", "line"),
    [
        ("a\nb.md", "x", "a\\nb.md:1:1: RSP401 error missing-caption: x"),
        ("a.md", "x\ny.md:1:1: RSP101 error y", "a.md:1:1: RSP401 error missing-caption: x\\ny.md:1:1: RSP101 error y"),
        ("\x1b[2J.md", "\u202ex", "\\x1b[2J.md:1:1: RSP401 error missing-caption: \\u202ex"),
        ("\udcff.md", "x", "\\xff.md:1:1: RSP401 error missing-caption: x"),
    ],
    ids=ascii,
)
def test_nothing_forges_a_line(run_of: Callable[..., Run], path: str, message: str, line: str) -> None:
    assert list(concise.render(run_of("x", (0, 1), path=path, message=message), QUIET)) == [line]


def test_full(run_of: Callable[..., Run]) -> None:
    assert list(full.render(run_of(TABLE, (7, 8)), QUIET)) == [
        "error[RSP401] missing-caption: the table has no caption",
        " --> docs/a.md:3:3",
        "  |",
        "3 | | a | b |",
        "  |   ^",
        "  |",
        "  = help: write one below it",
        "",
    ]


def test_full_says_where_a_long_span_ends(run_of: Callable[..., Run]) -> None:
    assert list(full.render(run_of(TABLE, (5, 34), help=""), QUIET)) == [
        "error[RSP401] missing-caption: the table has no caption",
        " --> docs/a.md:3:1",
        "  |",
        "3 | | a | b |",
        "  | ^^^^^^^^^ … to line 5",
        "",
    ]


def test_full_keeps_its_gutter_straight(run_of: Callable[..., Run]) -> None:
    lines = list(full.render(run_of("\n" * 99 + "abc\n", (99, 102)), QUIET))
    assert lines[1:5] == ["   --> docs/a.md:100:1", "    |", "100 | abc", "    | ^^^"]


def test_full_cuts_long_lines_and_never_wraps(run_of: Callable[..., Run]) -> None:
    run = run_of("x" * 500 + "fault" + "y" * 500, (500, 505))
    lines = list(full.render(run, Screen(width=60, verbosity=-1)))
    assert max(map(len, lines[3:5])) <= 60
    assert lines[3].startswith("1 | …")
    assert lines[3].endswith("…")
    marks = lines[4].index("^")
    assert lines[3][marks : marks + 5] == "fault"


def test_full_has_no_line_to_show_of_an_unreadable_page(run_of: Callable[..., Run]) -> None:
    assert list(full.render(run_of("", (0, 0)), QUIET)) == [
        "error[RSP401] missing-caption: the table has no caption",
        " --> docs/a.md:1:1",
        "  = help: write one below it",
        "",
    ]


ROW = Where("Change management", "1", "b", 1, 2, 3)


def test_full_shows_the_header_above_a_cell(run_of: Callable[..., Run]) -> None:
    assert list(full.render(run_of(TABLE, (31, 32), where=ROW, help=""), QUIET)) == [
        "error[RSP401] missing-caption: the table has no caption",
        " --> docs/a.md:5:7 in “Change management”",
        "  |",
        "3 | | a | b |",
        "...",
        "5 | | 1 | 2 |",
        "  |       ^ row “1”, column “b”",
        "",
    ]


def test_full_shows_the_lines_around_other_places(run_of: Callable[..., Run]) -> None:
    text = "above\n{: caption}\n\nfar\n"
    assert list(full.render(run_of(text, (8, 15), help=""), QUIET))[2:] == [
        "  |",
        "1 | above",
        "2 | {: caption}",
        "  |   ^^^^^^^",
        "",
    ]
    assert list(full.render(run_of(text, (0, 5), help=""), QUIET))[2:-1] == [
        "  |",
        "1 | above",
        "  | ^^^^^",
        "2 | {: caption}",
    ]


def test_full_names_what_can_be_fixed_and_where_to_read_more(run_of: Callable[..., Run]) -> None:
    screen = Screen(verbosity=-1, docs="https://example.com/{code}/{name}")
    lines = list(full.render(run_of("a", (0, 1), help="", fix=Fix("write “b”", (), safe=False)), screen))
    assert lines[5:] == [
        "  |",
        "  = fix: write “b” (unsafe: look at it)",
        "  = see: https://example.com/RSP401/missing-caption",
        "",
    ]


def test_full_wraps_on_a_terminal_and_only_there(run_of: Callable[..., Run]) -> None:
    message, remedy = "the table has no caption " * 4, "write one right below it " * 4
    run = run_of(TABLE, (31, 32), where=ROW, message=message.strip(), help=remedy.strip(), path="docs/a-page.md")
    shown = list(full.render(run, Screen(width=40, wraps=True, verbosity=-1)))
    assert shown == [
        "error[RSP401] missing-caption: the table",
        "    has no caption the table has no",
        "    caption the table has no caption the",
        "    table has no caption",
        " --> docs/a-page.md:5:7",
        "     in “Change management”",
        "  |",
        "3 | | a | b |",
        "...",
        "5 | | 1 | 2 |",
        "  |       ^ row “1”, column “b”",
        "  |",
        "  = help: write one right below it write",
        "          one right below it write one",
        "          right below it write one right",
        "          below it",
        "",
    ]
    assert max(map(len, full.render(run, Screen(width=40, verbosity=-1)))) > 100


def test_a_label_that_does_not_fit_stands_below(run_of: Callable[..., Run]) -> None:
    where = Where("", "a task of many words, more than anyone reads", "Your responsibilities", 1, 2)
    lines = list(full.render(run_of(TABLE, (31, 32), where=where, help=""), Screen(width=60, verbosity=-1)))
    assert lines[4:] == [
        "  |       ^",
        "  | row “a task of many words, more than anyone …”, column",
        "  | “Your responsibilities”",
        "",
    ]


def test_a_row_without_a_name_has_a_number(run_of: Callable[..., Run]) -> None:
    where = Where("", "", "", 12, 3)
    lines = list(full.render(run_of(TABLE, (31, 32), where=where, help=""), QUIET))
    assert lines[-2] == "  |       ^ row 12, column 3"


def test_links_where_the_terminal_knows_them(run_of: Callable[..., Run]) -> None:
    screen = Screen(links=True, docs="https://example.com/{name}")
    run = run_of("a", (0, 1), path="docs/a b\u202e.md")
    for form in (full, grouped):
        lines = [screen.line(line) for line in form.render(run, screen)]
        tags = [line for line in lines if "RSP401" in line and "explain" not in line]
        assert ["\x1b]8;;https://example.com/missing-caption\x1b\\" in line for line in tags] == [True]
        (place,) = [line for line in lines if "docs/a b\\u202e.md" in line]
        assert re.search("\x1b]8;;file://[\\w.-]+/[!-~]+/docs/a%20b%E2%80%AE.md\x1b", place)
        assert not any("docs/a%20" in line for line in form.render(run, Screen()))


def test_grouped(checked: Callable[..., CheckedPage]) -> None:
    pages = (
        checked("docs/a.md", "x\n" * 120, (0, 1), (200, 201), (200, 201), level=Level.WARNING),
        checked("docs/b.md", "x"),
        checked("docs/c.md", "x", (0, 1), message="long" + " long" * 7, code="ACME1001"),
    )
    assert list(grouped.render(Run(pages), Screen(width=40))) == [
        "docs/a.md",
        "    1:1  warning  RSP401  missing-caption: the table has no caption",
        "  101:1  warning  RSP401  missing-caption: the table has no caption",
        "  101:1  warning  RSP401  missing-caption: the table has no caption",
        "",
        "docs/c.md",
        f"  1:1  error  ACME1001  missing-caption: long{' long' * 7}",
        "",
        "Checked 3 pages: 1 error, 3 warnings, 0 info.",
        "More about a rule: resp-lint explain RSP401",
    ]
    wrapped = list(grouped.render(Run(pages[2:]), Screen(width=45, wraps=True)))
    assert wrapped[1:5] == [
        "  1:1  error  ACME1001  missing-caption: long",
        "                        long long long long",
        "                        long long long",
        "",
    ]


@pytest.mark.parametrize(
    ("fixes", "line"),
    [
        ([True, True], "2 fixable with --fix."),
        ([False], "1 fixable with --unsafe-fixes, to be looked at."),
        ([True, False, False], "1 fixable with --fix, 2 more with --unsafe-fixes, to be looked at."),
    ],
    ids=str,
)
def test_the_last_line_says_what_to_do_next(checked: Callable[..., CheckedPage], fixes: list[bool], line: str) -> None:
    pages = [checked("a.md", "x", (0, 1), fix=Fix("fix it", (), safe=safe)) for safe in fixes]
    run = Run((*pages, checked("b.md", "x", (0, 1))))
    for form in (concise, full, grouped, github):
        mark = "[*] " if form in {concise, grouped} and fixes[0] else ""
        assert list(form.render(run, Screen(fixes=True)))[-1] == mark + line
        assert "--fix" not in list(form.render(run, Screen()))[-1]
        assert "--fix" not in list(form.render(run, Screen(fixes=True, verbosity=-1)))[-1]


def test_the_documented_expression_reads_it(checked: Callable[..., CheckedPage]) -> None:
    docs = (Path(__file__).parents[2] / "docs/reports.md").read_bytes().decode()
    expression = re.compile(next(word for word in docs.split("`") if word.startswith("^(.+?):")))
    page = checked("a.md", "x", (0, 1), message="a: b [*]", fix=Fix("fix it", (), safe=True))
    finding, *rest = concise.render(Run((page,)), Screen(fixes=True))
    match = expression.match(finding)
    assert match
    assert match.groups() == ("a.md", "1", "1", "RSP401", "error", "missing-caption", "a: b [*]", " [*]")
    assert not any(map(expression.match, rest))


def test_what_can_be_fixed_safely_is_marked(checked: Callable[..., CheckedPage]) -> None:
    pages = [checked("a.md", "x", (0, 1), fix=Fix("fix it", (), safe=safe)) for safe in (True, False)]
    run = Run((*pages, checked("b.md", "x", (0, 1))))
    for form in (concise, grouped):
        lines = [line for line in form.render(run, QUIET) if "missing-caption: " in line]
        assert [line.endswith("the table has no caption [*]") for line in lines] == [True, False, False]


@pytest.mark.parametrize(
    ("number", "known", "line"),
    [
        (29, 0, "Checked 1 page: 29 errors, 0 warnings, 0 info."),
        (
            30,
            0,
            "Next: resp-lint --statistics counts them, resp-lint explain RSP401 explains the most frequent rule, ",
        ),
        (30, 1, "Next: resp-lint --statistics counts them, resp-lint explain RSP401 explains the most frequent rule."),
    ],
    ids=str,
)
def test_after_many_findings_the_last_line_says_where_to_begin(
    checked: Callable[..., CheckedPage], number: int, known: int, line: str
) -> None:
    run = Run((checked("a.md", "x", *[(0, 1)] * number),), known=known)
    assert [*concise.render(run, Screen(fixes=True))][-1].startswith(line)
    for form in (full, grouped):
        assert [*form.render(run, Screen(fixes=True))][-1].startswith(line) == (number == 30)
    assert not [*concise.render(run, Screen())][-1].startswith("Next: ")


def test_full_in_colour(run_of: Callable[..., Run]) -> None:
    lines = list(full.render(run_of(TABLE, (7, 8)), Screen(color=True, verbosity=-1)))
    assert lines[0] == ("\x1b[1;31merror[RSP401]\x1b[0m missing-caption: \x1b[1mthe table has no caption\x1b[0m")
    assert lines[4] == "\x1b[1;34m  |\x1b[0m   \x1b[1;31m^\x1b[0m"


def test_full_on_an_ascii_terminal(run_of: Callable[..., Run]) -> None:
    run = run_of("ü “x”\n", (2, 5), message="“x” is wrong")
    lines = [Screen(unicode=False).line(line) for line in full.render(run, Screen(unicode=False, verbosity=-1))]
    assert lines[0] == 'error[RSP401] missing-caption: "x" is wrong'
    assert lines[3:5] == ['1 | \\xfc "x"', "  |      ^^^"]


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (Run(()), "Checked 0 pages: nothing to check."),
        (
            Run((), 3),
            "Checked 0 pages (3 others skipped): none is a responsibility page; --all-pages checks them too.",
        ),
        (
            Run((), 1, ("x: no such file",)),
            "Checked 0 pages (1 other skipped): nothing found, but the run is not complete.",
        ),
        (Run((CheckedPage(Source("a", ""), ()),)), "Checked 1 page: all good."),
        (Run((CheckedPage(Source("a", ""), ()),) * 2, 1), "Checked 2 pages (1 other skipped): all good."),
    ],
    ids=["nothing", "skipped", "problem", "good", "two good"],
)
def test_summary(run: Run, line: str) -> None:
    assert describe_summary(run) == line


def test_summary_counts_every_level(checked: Callable[..., CheckedPage]) -> None:
    pages = tuple(
        checked(f"{level}.md", "x", *[(0, 1)] * number, level=level)
        for level, number in ((Level.ERROR, 12), (Level.WARNING, 30), (Level.INFO, 1))
    )
    assert describe_summary(Run(pages, 2)) == "Checked 3 pages (2 others skipped): 12 errors, 30 warnings, 1 info."
