"""Injected faults: a clean page gets one fault of one rule; that rule reports it there, and no other rule speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from clean import AREAS, IBM, CleanPage, clean_pages
from hypothesis import given, settings
from hypothesis import strategies as st

from resp_lint import lint_text
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings

REGISTRY = load_registry()
STRICT = Settings(REGISTRY.profile("ibm-cloud"), rule_set=RuleSet.STRICT)
RULES = REGISTRY.select(STRICT)

Injected = tuple[str, int]
Inject = Callable[[CleanPage, st.DataObject], Injected]

FAULTS: dict[str, Inject] = {}
"""By rule: what puts its fault into a page; gives the page's new text and the 1-based line of the finding."""


def fault(name: str) -> Callable[[Inject], Inject]:
    def register(inject: Inject) -> Inject:
        assert name not in FAULTS
        FAULTS[name] = inject
        return inject

    return register


def places(text: str) -> Counter[tuple[str, int]]:
    return Counter((finding.name, finding.start.line) for finding in lint_text(text, RULES, STRICT, "nimbus.md"))


@given(page=clean_pages())
def test_clean_pages_are_clean(page: CleanPage) -> None:
    assert places(page.text()) == Counter()


# --- tools of the injections


def line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def pick(pattern: str, text: str, data: st.DataObject) -> re.Match[str]:
    """One of the places where a pattern stands."""
    return data.draw(st.sampled_from(list(re.finditer(pattern, text, re.MULTILINE))))


def put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def swap(pattern: str, new: str, page: CleanPage, data: st.DataObject, shift: int = 0) -> Injected:
    """Replace one place of a pattern; the finding is on its line, or `shift` lines below."""
    text = page.text()
    match = pick(pattern, text, data)
    return put(text, match, match.expand(new)), line_at(text, match.start()) + shift


def first(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    assert found
    return line_at(text, found.start())


HEADER = rf"^\| Task \| {re.escape(IBM)} responsibilities \| Your responsibilities \|$"
ROW = r"^\| (?!Task|-)(.*?) \| (.*?) \| (.*?) \|$"


# --- the page


@fault("missing-title")
def _(page: CleanPage, _data: st.DataObject) -> Injected:
    text = page.text()
    return text.replace("# Understanding", "Understanding", 1).replace(
        f"{{: #{page.slug()}-responsibilities}}\n", "", 1
    ), 1


@fault("title-wording")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap("^# Understanding your responsibilities when using", "# Who is responsible for what in", page, data)


@fault("invalid-front-matter")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    line = data.draw(st.sampled_from(["keywords: [", "a: b: c", "\tkeywords: x"]))
    text, at = swap("^keywords:.*$", line.replace("\\", r"\\"), page, data)
    return text, first("^" + re.escape(line), text) if at else at


@fault("incomplete-front-matter")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["2026-02-30", "12/03/2026", "", "yesterday"]))
    return swap('^lastupdated: "2026-03-12"$', f'lastupdated: "{wrong}"', page, data)


@fault("blank-keywords")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap("^keywords:.*$", "keywords:" + data.draw(st.sampled_from(["", " ", ' ""'])), page, data)


@fault("missing-short-description")
def _(page: CleanPage, _data: st.DataObject) -> Injected:
    text = page.text()
    return text.replace("{: shortdesc}\n", "", 1), first("^# ", text)


@fault("missing-overview-link")
def _(page: CleanPage, _data: st.DataObject) -> Injected:
    text = page.text()
    return re.sub(r"\[(Shared responsibilities|terms)\]\(.*?\)", r"\1", text, count=1), first("^# ", text)


@fault("stale-copyright-year")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap("2024, 2026", data.draw(st.sampled_from(["2024", "2024, 2025", "2025"])), page, data)


@fault("repeated-copyright-year")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap("2024, 2026", data.draw(st.sampled_from(["2026, 2026", "2024, 2026, 2026", "2026-2026"])), page, data)


@fault("repeated-short-description")
def _(page: CleanPage, _data: st.DataObject) -> Injected:
    end = page.text().index("topic=overview-terms).\n") + len("topic=overview-terms).\n")
    return page.text()[:end] + "{: shortdesc}\n" + page.text()[end:], line_at(page.text(), end)


# --- sections


@fault("missing-section")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    changed = page.without(data.draw(st.integers(0, 4))).text()
    return changed, first("^# ", changed)


@fault("section-order")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    one = data.draw(st.integers(0, 3))
    sections = list(page.sections)
    sections[one], sections[one + 1] = sections[one + 1], sections[one]
    changed = replace(page, sections=tuple(sections)).text()
    return changed, first(f"^## {re.escape(page.sections[one].title)}$", changed)


@fault("duplicate-section")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    section = data.draw(st.sampled_from(page.sections))
    text = page.text()
    again = f"\n## {section.title}\n{{: #again}}\n\n{section.sentence} More of it stands here.\n"
    return text + again, line_at(text, len(text)) + 1


@fault("section-heading-wording")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    title = data.draw(st.sampled_from(list(AREAS.values())))
    wrong = data.draw(
        st.sampled_from([title.title(), title.upper(), title.lower(), title.replace(" ", "  & ")[:0] + title.title()])
    )
    return swap(f"^## {title}$", f"## {wrong}", page, data)


@fault("mixed-section-levels")
def _(page: CleanPage, _data: st.DataObject) -> Injected:
    text = page.text()
    return re.sub(r"^## Disaster", "### Disaster", text, flags=re.MULTILINE), first("^## Disaster", text)


@fault("section-description")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"includes tasks such as", "covers jobs like", page, data)


@fault("empty-section")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    section = data.draw(st.sampled_from(page.sections))
    text = page.text()
    start = text.index(f"## {section.title}\n")
    body = text.index(section.sentence) + len(section.sentence) + 1
    end = text.find("\n## ", body)
    return text[:body] + (text[end:] if end > 0 else ""), line_at(text, start)


@fault("missing-heading-id")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"^(## .*\n)\{: #.*\}\n", r"\1", page, data)


@fault("duplicate-heading-id")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    one, other = data.draw(
        st.sampled_from([(a, b) for a in AREAS for b in AREAS if list(AREAS).index(a) < list(AREAS).index(b)])
    )
    wanted = f"{{: #{page.slug()}-{other}}}"
    return text.replace(wanted, f"{{: #{page.slug()}-{one}}}"), first(re.escape(wanted), text)


@fault("detached-heading-id")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    how, shift = data.draw(st.sampled_from([("\n{: #", 2), (" {: #", 1), ("{:#", 1)]))
    return swap(r"^(## .*\n)\{: #", r"\1" + how, page, data, shift)


# --- tables


@fault("inconsistent-headers")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["Your Responsibilities", "Customer responsibilities"]))
    return swap(HEADER, f"| Task | {IBM} responsibilities | {wrong} |", page, data)


@fault("unexpected-headers")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(HEADER, f"| Task | What {IBM} does | What you do |", page, data)


@fault("blank-header-cell")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"^\| Task \|", "|" + data.draw(st.sampled_from(["", " ", "   "])) + "|", page, data)


@fault("ragged-row")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, data.draw(st.sampled_from([r"| \1 | \2 |", r"| \1 | \2 | \3 | more |"])), page, data)


@fault("broken-row")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r"^\| (?!Task|-)(\w+) ([^|]*) \| ([^|]*) \| ([^|]*?) \|$",
        "| \\1 \\2 | \\3 | You go\non here \\4 |",
        page,
        data,
        1,
    )


@fault("hard-coded-owner-name")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(rf"{re.escape(IBM)} responsibilities \|", "IBM responsibilities |", page, data)


@fault("duplicate-task")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"\g<0>\n| \1 | Somebody does it. | You look on. |", page, data, 1)


@fault("split-code-span")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"| \1 | \2 | Run `list | sort` each day. |", page, data)


@fault("html-in-cell")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"| \1 | \2 | You write this.<br>And that. |", page, data)


@fault("literal-line-break")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"| \1 | \2 | You write <name> first. \\n Then you send it. |", page, data)


@fault("lost-table")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r"^\|------\|------\|------\|$",
        data.draw(st.sampled_from(["|------|------|", "|------|------|------|------|"])),
        page,
        data,
        -1,
    )


@fault("merged-tables")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    lists = pick(r"(?:^\{: .*\}\n){3}", text, data)
    header, last = first(HEADER, text), lists.end()
    table = "\n".join(text.split("\n")[header - 1 : header + 2]) + "\n"
    more = lists[0].replace('caption="Responsibilities for', 'caption="Further tasks of')
    return text[:last] + table + more + text[last:], line_at(text, last)


@fault("broken-fence")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    code = "```sh\nls\n```\n{: codeblock}\n"
    return swap(r"^## (?=.*\n\{: #)", code + "## ", page, data, 3)


# --- attributes


@fault("missing-caption")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    match = pick(r"^\{: caption=.*\}\n", text, data)
    return put(text, match, ""), header_above(text, match.start())


def header_above(text: str, offset: int) -> int:
    return line_at(text, [m.start() for m in re.finditer(HEADER, text, re.MULTILINE) if m.start() < offset][-1])


@fault("missing-summary")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    match = pick(r"^\{: summary=.*\}\n", text, data)
    return put(text, match, ""), header_above(text, match.start())


@fault("missing-row-headers")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    match = pick(r"^\{: row-headers\}\n", text, data)
    return put(text, match, ""), header_above(text, match.start())


@fault("caption-side")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r'^(\{: caption=".*?") caption-side="bottom"',
        data.draw(st.sampled_from([r"\1", r'\1 caption-side="top"', r'\1 caption-side="left"'])),
        page,
        data,
    )


@fault("caption-numbering")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    parts = page.text().split('{: caption="')
    wrong = data.draw(st.integers(2, 5))
    numbers = [f"Table {number if number != wrong else 9}. " for number in range(1, 6)]
    text = parts[0] + "".join(f'{{: caption="{number}{part}' for number, part in zip(numbers, parts[1:], strict=True))
    return text, first(re.escape("Table 9."), text)


@fault("duplicate-caption")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    table = pick(HEADER + r"\n(?:.+\n)+", text, data)
    again = text[: table.end()] + "\nThe same holds for other plans.\n\n" + table[0] + text[table.end() :]
    return again, line_at(again, again.index("{: caption", table.end()))


@fault("blank-attribute")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r'(caption|summary)="[^"]*"', data.draw(st.sampled_from([r'\1=""', r'\1=" "'])), page, data)


@fault("misspelled-attribute")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    right, wrong = data.draw(
        st.sampled_from(
            [
                ("caption-side", "captin-side"),
                ("summary", "sumary"),
                ("row-headers", "row-header"),
                ("caption=", "capton="),
                ("shortdesc", "shortdec"),
            ]
        )
    )
    return swap(rf"(?<=: ){right}|(?<=\" ){right}", wrong, page, data)


@fault("malformed-attribute-list")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(
        st.sampled_from(
            [
                "caption-side='bottom\"",
                'caption-side="bottom',
                "caption side=bottom",
                'caption-side = "bottom"',
                "caption-side=“bottom”",
            ]
        )
    )
    return swap(r'caption-side="bottom"', wrong, page, data)


@fault("detached-attribute-list")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    how, shift = data.draw(st.sampled_from([(r"\n\g<0>", 1), (r"   \g<0>", 0)]))
    return swap(r"^\{: row-headers\}$" if shift else r"^\{: summary=.*\}$", how, page, data, shift)


@fault("markup-in-attribute")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(
        st.sampled_from(["*first*", "`first`", "first | next", "_first_", "<b>first</b>", "&quot;first&quot;"])
    )
    return swap(r"(?<=summary=\"The )first", wrong, page, data)


@fault("repeated-attribute")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r'caption-side="bottom"', r'caption-side="bottom" caption-side="bottom"', page, data)


@fault("attribute-order")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"^(\{: caption=.*\})\n(\{: summary=.*\})$", r"\2\n\1", page, data)


@fault("caption-punctuation")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r'(caption=".*?)"', r'\1."', page, data)


@fault("caption-of-another-area")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    captions = list(re.finditer(r'caption="Responsibilities for (.*?)"', text))
    one, other = data.draw(st.permutations(range(5)))[:2]
    return put(text, captions[one], f'caption="Tasks for {captions[other][1]}"'), line_at(text, captions[one].start())


@fault("summary-mismatch")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r"the third column what you do", "the third column what you do, and the fourth column the date", page, data
    )


# --- ownership


@fault("row-without-owner")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, data.draw(st.sampled_from([r"| \1 | | |", r"| \1 | N/A | N/A |", r"| \1 |   |  |"])), page, data)


@fault("blank-owner-cell")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    # Beside a marker a blank cell is also one of two ways to say the same.
    blank = data.draw(st.sampled_from([r"| \1 | | You do it. |", r"| \1 | The service does it. | |"]))
    return swap(ROW, blank, page.without_markers(), data)


@fault("undecided-owner")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["TBD", "TODO", "???", "...", "tbd"]))
    return swap(ROW, rf"| \1 | {wrong} | You do it. |", page, data)


@fault("mixed-empty-markers")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    rows = tuple((task, f"{IBM} does it.", "N/A") for task, _, _ in page.sections[0].rows)
    sections = tuple(replace(section, rows=rows) for section in page.sections)
    return swap(
        r"N/A \|$",
        data.draw(st.sampled_from(["None |", "Not applicable |", "n/a |"])),
        replace(page, sections=sections),
        data,
    )


MATRIX = f"""
## Who owns which resource
{{: #matrix}}

Each resource has one owner in each area.

| Resource | Change management | Disaster recovery |
|------|------|------|
| Disks | {IBM} | {IBM} |
| Networks | {IBM} | Shared |
| Messages | You | You |
{{: row-headers}}
{{: caption="Owners by resource and area" caption-side="bottom"}}
{{: summary="The first column names a resource, each other one who owns it in an area."}}
"""


@fault("unknown-owner")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text() + MATRIX
    match = pick(r"(?<=\| )(Shared|You)(?= \|)", text, data)
    return put(text, match, "The night shift"), line_at(text, match.start())


# --- language


STRUCTURE_WORDS = (
    "responsibilities",
    "management",
    "operations",
    "compliance",
    "recovery",
    "security",
    "identity",
    "regulation",
)


@fault("misspelled-structure")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text = page.text()
    match = pick(
        rf'(?:caption="|^## |Your )(?:\w+ )*?({"|".join(STRUCTURE_WORDS)})\b',
        text,
        data,
    )
    wrong = misspelled(match[1], data)
    return text[: match.start(1)] + wrong + text[match.end(1) :], line_at(text, match.start(1))


def misspelled(word: str, data: st.DataObject) -> str:
    """A word with one letter dropped, doubled or changed for its neighbour, not the first."""
    at = data.draw(st.integers(2, len(word) - 3))
    kind = data.draw(st.sampled_from(["drop", "double", "swap"]))
    if kind == "swap" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "double" and word[at] not in {word[at - 1], word[at + 1]}:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1 :]


@fault("misspelled-text")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    right, wrong = data.draw(
        st.sampled_from([("between", "beteween"), ("messages", "mesages"), ("applications", "aplications")])
    )
    return swap(rf"(?<=[a-z] ){right}(?=[ .])", wrong, page, data)


@fault("boilerplate-slip")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r"The first column names a task\.",
        "The first column names a task that you might be responsibility for.",
        page,
        data,
    )


@fault("mojibake")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(
        r"In this area the line",
        data.draw(st.sampled_from(["In this areaâ€™s text the line", "In this area the customerâ€“provider line"])),
        page,
        data,
    )


@fault("hidden-direction-control")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this\u202e area", page, data)


@fault("unusual-space")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", data.draw(st.sampled_from(["In\u00a0this area", "In this ar\u200bea"])), page, data)


@fault("repeated-word")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area the line", "In this area the the line", page, data)


@fault("hard-coded-name")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this area of IBM Cloud", page, data)


@fault("reader-name")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    name = data.draw(st.sampled_from(["The Client looks", "The customer looks", "The User looks"]))
    text, line = swap(ROW, rf"| \1 | \2 | You look on, you and your team. {name} on. |", page, data)
    return text, line


@fault("missing-full-stop")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    row = pick(ROW, page.text(), data)
    told = "\n".join(f"| Task of part {part} | N/A | You look at each of the parts. |" for part in "abcdefghij")
    bare = "| Read the log | N/A | You look at each of the logs |"
    return put(page.text(), row, f"{row[0]}\n{told}\n{bare}"), line_at(page.text(), row.start()) + 11


@fault("space-before-punctuation")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["In this area , yes,", "In this area(OS)"]))
    return swap(r"In this area", wrong, page, data)


@fault("template-leftover")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"| Task 3 | \2 | \3 |", page, data)


# --- links


@fault("outdated-link")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"/docs/overview\?topic=overview-terms", "/docs/overview/terms-of-use?topic=overview-terms", page, data)


@fault("incomplete-docs-link")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this [area](/nimbus?topic=nimbus-area)", page, data)


@fault("broken-anchor")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this [area](#no-such-place)", page, data)


@fault("unmarked-external-link")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this [area](https://example.com/area)", page, data)


@fault("retired-keyref")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this area of {{site.data.keyword.Bluemix_notm}}", page, data)


# --- new faults of sections, lists and owners


@fault("bold-heading")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    bold = data.draw(st.sampled_from(["**Who does what**", "__Who does what__:", "Your responsibilities:"]))
    text, line = swap(r"^In this area", f"{bold}\n\nIn this area", page, data)
    return text, line


@fault("old-definition-block")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    names = data.draw(st.lists(st.sampled_from(["note", "tip", "important", "codeblock"]), min_size=3, unique=True))
    block = "\n".join(f"{{:{name}: .{name}}}" for name in names)
    return swap(r"^\{\{site.data.keyword.attribute-definition-list\}\}$", block, page, data)


@fault("contradicting-owners")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    text, section = page.text(), data.draw(st.sampled_from(page.sections))
    task, ours, yours = data.draw(st.sampled_from(section.rows))
    owner = "You" if yours == "N/A" else "{{site.data.keyword.IBM_notm}}"
    others = " | ".join(one.title for one in page.sections)
    owners = " | ".join(owner if one is section else "N/A" for one in page.sections)
    matrix = f"""\
| Resource | {others} |
|------|{"------|" * len(page.sections)}
| {task} | {owners} |
{{: row-headers}}
{{: caption="Who owns what" caption-side="bottom"}}
{{: summary="The first column names a resource, the others say who owns it."}}
"""
    text = text.replace("\n## ", f"\n{matrix}\n## ", 1)
    start = text.index(f"## {section.title}")
    return text, line_at(text, text.index(f"| {task} | {ours} | {yours} |", start))


@fault("denied-by-all")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, rf"| \1 | {IBM} is not responsible for this task. | N/A |", page, data)


@fault("task-as-duty")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(ROW, r"| \1 | N/A | \1. |", page, data)


@fault("single-brace-keyref")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    keyref = data.draw(st.sampled_from(["{site.data.keyword.x}", "{{site.data.keyword.x}", "{site.data.keyword.x}}"]))
    return swap(r"In this area", f"In this area of {keyref}", page, data)


@fault("internal-link-marked-external")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    attributes = data.draw(st.sampled_from(["{: external}", "{:external}", "{: new_window external}"]))
    return swap(r"In this area", f"In this [area](/docs/nimbus?topic=nimbus-area){attributes}", page, data)


@fault("unused-note")
def _(page: CleanPage, data: st.DataObject) -> Injected:
    return swap(r"In this area", "In this area[^x]", page, data)


# --- the test


@pytest.mark.parametrize("name", sorted(FAULTS))
@settings(max_examples=15)
@given(page=clean_pages(), data=st.data())
def test_fault(name: str, page: CleanPage, data: st.DataObject) -> None:
    text, line = FAULTS[name](page, data)
    assert places(text) == Counter({(name, line): 1})
