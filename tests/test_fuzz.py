"""Whatever the text: no rule fails, every place lies in the page, and the same text gives the same findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint import Finding, lint_text

ROOT = Path(__file__).parents[1]
EXAMPLES = [path.read_bytes().decode() for path in sorted((ROOT / "examples").glob("*/*-responsibilities.md"))]

# What responsibility pages are made of, whole and broken.
FRAGMENTS = st.sampled_from(
    [
        *("---", "copyright:", "  years: 2024", 'lastupdated: "2024-02-30"', "subcollection: [", "&a *a"),
        *("# Your responsibilities", "## Disaster recovery", "Change management\n---", " ## Indented", "## Closed ##"),
        *("{: #id}", "{: shortdesc}", "{:note: .note}", "{: row-headers}", '{: caption="Responsibilites"}', "{:"),
        *("  {: caption='a | b'}", '{: summary="*x*" caption-side="top}', "{{site.data.keyword.IBM_notm}}", "{{", "}}"),
        *("| Task | IBM responsibilities | Your responsibilities |", "|---|---|---|", "|--|:-:", "| Rotate keys | | |"),
        *("| a \\| b | `x|y` | - one \\n - two |", "||", "|", "> | quoted |", "1. | listed |", ": | defined |"),
        *(
            "```",
            "~~~",
            "<!-- comment",
            "-->",
            "[link](/docs/x?topic=y)",
            "[^1]: note",
            "",
            " ",
            "\t",
            "\ufeff",
            "\x00",
        ),
    ]
)
LINE_ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\u2028", "\x0b", ""])


@st.composite
def built(draw: st.DrawFn) -> str:
    """A page put together from fragments, with any line ends."""
    lines = draw(st.lists(st.tuples(FRAGMENTS | st.text(max_size=20), LINE_ENDS), max_size=40))
    return "".join(line + end for line, end in lines)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An example page with a few stretches replaced."""
    text = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        text = text[:start] + draw(FRAGMENTS | st.text(max_size=10) | LINE_ENDS) + text[end:]
    return text


def places(text: str, finding: Finding) -> None:
    """Both ends of a finding must lie in the text, in order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (finding.start.line, finding.start.column) <= (finding.end.line, finding.end.column)
    for place in (finding.start, finding.end):
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 2  # after the line's last character, or its ending


@pytest.mark.fuzz
@given(st.text() | built() | mutated())
def test_any_text_can_be_checked(text: str) -> None:
    findings = tuple(lint_text(text))
    assert "RSP906" not in {finding.code for finding in findings}
    for finding in findings:
        places(text, finding)
    assert tuple(lint_text(text)) == findings
