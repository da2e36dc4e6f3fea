"""Where a place lies, in the words of its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resp_lint.page.parser import parse
from resp_lint.page.where import NOWHERE, Where, where
from resp_lint.plugins import load_registry
from resp_lint.source import Source

CONVENTIONS = load_registry().profile("ibm-cloud").conventions
CHANGE = Where("Change management")
KEYS = Where("Change management", "Rotate keys", "", 1, 0, 9)
PAGE = """\
# Your responsibilities
{: #responsibilities}

Hello.

## Change **management**
{: #change}

| Task | IBM responsibilities | |
|------|------|---|
| Rotate `keys` | We do. | you too | more |
| | x | |
{: caption="Change management"}

After it.
"""


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("Your responsibilities", NOWHERE),
        ("Hello", Where("Your responsibilities")),
        ("Change **management**", NOWHERE),
        ("#change", CHANGE),
        ("Task | IBM", CHANGE),
        ("Task", replace(CHANGE, column="Task", column_number=1)),
        ("IBM responsibilities", replace(CHANGE, column="IBM responsibilities", column_number=2)),
        ("Rotate `keys`", replace(KEYS, column="Task", column_number=1)),
        ("We do", replace(KEYS, column="IBM responsibilities", column_number=2)),
        ("you too", replace(KEYS, column_number=3)),
        ("more", KEYS),
        ("keys` | We", KEYS),
        ("x", Where("Change management", "", "IBM responsibilities", 2, 2, 9)),
        ('caption="', CHANGE),
        ("After", CHANGE),
    ],
)
def test_where(part: str, found: Where) -> None:
    page = parse(Source("a.md", PAGE), CONVENTIONS)
    start = PAGE.index(part)
    assert where(page, start, start + len(part)) == found


@given(st.text("#|-: \n\r>ab{}", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_place_of_any_page_lies_somewhere(text: str, start: int, length: int) -> None:
    page = parse(Source("a.md", f"# a\n\n| a | b |\n|--|--|\n{text}"), CONVENTIONS)
    size = len(page.source.text)
    assert where(page, min(start, size), min(start + length, size)).header in {0, *(t.line for t in page.tables)}
