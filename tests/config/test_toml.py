"""Keys of TOML are found on the lines where they stand, whatever stands around them."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from resp_lint.config.toml import Keys, find_key_lines, format_document, format_value

TEXT = '''\
# a = 0
a = "x # [no]"  # why
"b.c" = """
[d]
e = 1
"""
f.g = 'no \\'
[h."i j"]  # [k]
l = [ # one
  "]", # two
  [ 1,
    2 ],
  { m = 1, n = [ 3 ] },
]
[[o]]
p = 1979-05-27 07:32:00
[o.q]
r = """a \\""" b"""
[[o]]
p = {s.t = true,
     u = false}
[[o.v]]
w = \'\'\'
x = 1\'\'\'\'
y = 2
'''


def test_every_key_is_found() -> None:
    lines = find_key_lines(TEXT.replace(",\n     u", ", u"))
    assert lines == {
        ("a",): 2,
        ("b.c",): 3,
        ("f",): 7,
        ("f", "g"): 7,
        ("h",): 8,
        ("h", "i j"): 8,
        ("h", "i j", "l"): 9,
        ("h", "i j", "l", 0): 10,
        ("h", "i j", "l", 1): 11,
        ("h", "i j", "l", 1, 0): 11,
        ("h", "i j", "l", 1, 1): 12,
        ("h", "i j", "l", 2): 13,
        ("h", "i j", "l", 2, "m"): 13,
        ("h", "i j", "l", 2, "n"): 13,
        ("h", "i j", "l", 2, "n", 0): 13,
        ("o",): 15,
        ("o", 0): 15,
        ("o", 0, "p"): 16,
        ("o", 0, "q"): 17,
        ("o", 0, "q", "r"): 18,
        ("o", 1): 19,
        ("o", 1, "p"): 20,
        ("o", 1, "p", "s"): 20,
        ("o", 1, "p", "s", "t"): 20,
        ("o", 1, "p", "u"): 20,
        ("o", 1, "v"): 21,
        ("o", 1, "v", 0): 21,
        ("o", 1, "v", 0, "w"): 22,
        ("o", 1, "v", 0, "y"): 24,
    }


def test_other_line_ends_count_the_same() -> None:
    text = TEXT.replace(",\n     u", ", u")
    assert find_key_lines(text.replace("\n", "\r\n")) == find_key_lines(text)


def keys_of(value: Any, above: Keys = ()) -> set[Keys]:  # noqa: ANN401 -- what TOML can hold
    """The ways to everything in a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {keys for key, item in pairs for keys in ((*above, key), *keys_of(item, (*above, key)))}


NAMES = st.text(max_size=4)
SCALARS = st.booleans() | st.integers(-99, 99) | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_what_is_written_is_read_and_found(data: dict[str, Any]) -> None:
    text = format_document(data)
    assert tomllib.loads(text) == data
    assert set(find_key_lines(text)) == keys_of(data)


@given(st.text(alphabet="ab=[]{}\"'.,#\n \\", max_size=60))
def test_any_text_ends(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in find_key_lines(text).values())


@given(st.text())
def test_a_value_is_one_line_that_says_it(text: str) -> None:
    shown = format_value(text)
    assert "\n" not in shown
    assert tomllib.loads(f"x = {shown}")["x"] == text
