"""Line hashes: those that code scanning computes by itself, and what they are for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.report.line_hash import compute_line_hashes

GREETING = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]
# What GitHub's own action makes of these texts.
HASHES = {
    "nothing": ("", ["c129715d7a2bc9a3:1"]),
    "spaces": (
        " a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ),
    "line feeds": (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETING),
    "carriage returns": (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETING),
    "both": (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETING),
    "mixed": (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETING),
    "repeated": (
        "Lorem ipsum dolor sit amet.\n" * 10,
        [
            *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
            *("a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1"),
            "c129715d7a2bc9a3:1",
        ],
    ),
}


@pytest.mark.parametrize(("text", "hashes"), HASHES.values(), ids=HASHES)
def test_hashes_are_those_of_github(text: str, hashes: list[str]) -> None:
    assert compute_line_hashes(text) == hashes


@given(st.text("ab \t\r\n\ufeff😀"))
def test_every_line_has_one_of_its_own(text: str) -> None:
    hashes = compute_line_hashes(text)
    assert len(hashes) == len(set(hashes)) == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@given(st.text("abc\n"), st.text("xyz\n"))
def test_a_line_keeps_its_hash_when_others_come_above(text: str, above: str) -> None:
    before, after = (
        compute_line_hashes(f"unlike any other: {text}"),
        compute_line_hashes(f"{above}\nunlike any other: {text}"),
    )
    assert after[-len(before) :][0].partition(":")[0] == before[0].partition(":")[0]
