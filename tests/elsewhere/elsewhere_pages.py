"""Pages of other organisations that say who owns what, with the faults that a reader sees on them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[3] / "shared" / "pages" / "elsewhere"
PROFILES = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Fault:
    """What is wrong on a line of a page, as a reader sees it; the same is wrong on some `other_lines`."""

    page: str
    line: int
    kind: str
    what: str

    @property
    def key(self) -> tuple[str, int, str]:
        return self.page, self.line, self.kind

    @property
    def lines(self) -> frozenset[int]:
        """Where the fault may be reported: “also on lines 14, 15 and 17”, “in all five rows (25 to 29)”."""
        other = re.search(r"also on lines? ([\d, and]+)", self.what)
        lines = {self.line, *map(int, re.findall(r"\d+", other[1] if other else ""))}
        if rows := re.search(r"\((\d+) to (\d+)\)", self.what):
            lines.update(range(int(rows[1]), int(rows[2]) + 1))
        return frozenset(lines)

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.kind}"


@dataclass(frozen=True)
class Page:
    """A page, whether it is clean, and its faults."""

    name: str
    clean: bool
    faults: tuple[Fault, ...]

    @property
    def path(self) -> Path:
        return PAGES / f"{self.name}.md"

    @property
    def profile(self) -> Path:
        return PROFILES / f"{self.name}.toml"

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode()

    def __str__(self) -> str:
        return self.name


def load_pages() -> list[Page]:
    """All pages; none where the folder of them is not here."""
    listed = json.loads((PAGES / "pages.json").read_bytes())["pages"] if PAGES.is_dir() else []
    return [
        Page(
            page["name"],
            page["clean"],
            tuple(Fault(page["name"], fault["line"], fault["kind"], fault["what"]) for fault in page["faults"]),
        )
        for page in listed
    ]


RULES = {
    "blank-cell": {"blank-required-cell"},
    "broken-row": {"broken-row", "ragged-row"},
    "empty-link": {"link-without-address"},
    "empty-table": {"empty-table"},
    "glued-rule": {"ragged-row"},
    "header-wording": {"unexpected-headers"},
    "heading-jump": {"heading-jump"},
    "marker-form": {"unknown-owner"},
    "missing-from-contents": {"missing-from-contents"},
    "missing-title": {"missing-title"},
    "name-differs": {"row-without-section"},
    "no-accountable": {"wrong-owner-count"},
    "owner-name-differs": {"inconsistent-owner-name"},
    "owner-not-a-person": {"unknown-owner"},
    "person-link-mismatch": {"account-mismatch"},
    "ragged-row": {"broken-row", "ragged-row"},
    "section-without-row": {"section-without-row"},
    "stray-marker": {"unclosed-emphasis"},
    "template-leftover": {"template-leftover"},
    "two-accountable": {"wrong-owner-count"},
    "typo": {"misspelled-structure", "misspelled-text"},
    "undecided": {"malformed-cell", "undecided-cell"},
    "unfinished": {"unfinished-text"},
    "unusual-space": {"unusual-space"},
    "wording": {"boilerplate-slip"},
}
"""By the kind of a fault, the rules that it may be reported by; of a kind that is not here no rule speaks."""

NOT_FOUND: dict[tuple[str, int, str], str] = {
    (
        "algosup__raci-matrix",
        11,
        "header-wording",
    ): "“Name” is a header as good as any; what stands below it is not read",
    (
        "algosup__raci-matrix",
        30,
        "broken-row",
    ): "the row's rest on line 31 is reported, where it became a row",
    ("opensearch-security__maintainers", 42, "grammar"): "grammar is not checked",
    (
        "sourcegraph__security-incident-response",
        92,
        "grammar",
    ): "grammar is not checked",
}
"""The listed faults that are not reported at their line, and why."""

TRUE: dict[tuple[str, int, str], str] = {
    (
        "gardener__new-kubernetes-version",
        78,
        "boilerplate-slip",
    ): "the word of the headers on lines 29 and 41, in the text",
}
"""Findings that are none of the listed faults and were read as true, by page, line and rule, and why."""

NOT_OWNERS: dict[str, frozenset[int]] = {
    "algosup__raci-matrix": frozenset({26}),
    "opentelemetry__release": frozenset({13}),
    "sourcegraph__security-incident-response": frozenset({104}),
}
"""The lines of the headers of those tables of a page that say nothing of owners; all others do."""
