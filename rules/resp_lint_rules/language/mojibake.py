"""RSP604."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from resp_lint import Edit, Findings, Fix, FixKind, Page, Violation, regex, rule
from resp_lint_rules._shared.code_places import Code
from resp_lint_rules.language._characters import find_non_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

LOST = "\ufffd"
LEADS = "\xc2\xc3\xc4\xc5\xe2\xef\xf0\u201a\xac" + LOST
"""What each slip begins with: the first bytes of UTF-8 for the signs of English and its neighbours, wrongly decoded."""
_LEAD = regex(f"[{LEADS}]")


@rule("RSP604", fix=FixKind.SAFE, any_page=True)
def mojibake(page: Page) -> Findings:
    """Checks that no text was decoded wrongly.

    Text that was decoded wrongly shows signs that nobody wrote, and a screen reader spells them out.

    It comes from UTF-8 that some tool read as Windows-1252, or as the encoding of old Macs: an apostrophe becomes
    `\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}€™`, a no-break space `\N{LATIN CAPITAL LETTER A WITH CIRCUMFLEX}` and
    itself. Each run is reported once; code is left alone, for it may be about this very thing. The fix puts back what was
    meant, an ordinary space for a no-break one. The sign for a lost character (U+FFFD) is reported without a fix: nobody
    can know what stood there. That a text is decoded as what it was encoded as is the first demand of Unicode and HTML.

    ~~~~bad
    You don\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}€™t need the key.
    ~~~~
    ~~~~fixed
    You don’t need the key.
    ~~~~
    ~~~~good
    Ägypten, Ângela, “naïve” façades: 20 °C ± 1 €.
    ~~~~
    """
    code = Code(page)
    for match in _find_runs(page.source.text):
        meant = _decode_again(match[0])
        if meant != match[0] and match.start() not in code:
            yield _make_violation(match, meant)


def _find_runs(text: str) -> Iterator[re.Match[str]]:
    """What looks as if it was decoded wrongly; most pages have no character that such a run begins with."""
    at = None if find_non_ascii(text).isdisjoint(LEADS) else _LEAD.search(text)
    while at:
        run = _make_tables().pattern.match(text, at.start())
        if run:
            yield run
        at = _LEAD.search(text, (run or at).end())


def _make_violation(match: re.Match[str], meant: str | None) -> Violation:
    start, end = match.span()
    if meant is None:
        return Violation(start, end, f"“{match[0]}” stands for what was lost in decoding; write what stood there")
    beside = match.string[start - 1 : start] + match.string[end : end + 1]
    spaced = not meant.strip() and any(map(str.isspace, beside))
    right = "" if spaced else re.sub(r"\s", " ", meant).strip("\ufeff")
    advice = f"write “{right}”" if right.strip() else "write a space" if right else "remove it"
    return Violation(
        start,
        end,
        f"“{match[0]}” is text that was decoded wrongly; {advice}",
        fix=Fix(advice, (Edit(start, end, right),)),
    )


class _Tables(NamedTuple):
    """How text was decoded wrongly: `bytes` by character, `mac_roman` signs by what they became, and how both look."""

    bytes: dict[str, int]
    mac_roman: dict[str, str]
    pattern: re.Pattern[str]


@cache
def _make_tables() -> _Tables:
    # The byte that each character from 0x80 on was, as Windows-1252; where that has none, the byte of that number.
    letters = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0x100)}
    mac_roman = {sign.encode().decode("mac_roman"): sign for sign in "‘’“”–—…•™®©\N{NO-BREAK SPACE}"}
    after = "".join(letters[byte] for byte in range(0x80, 0xC0))  # 10xxxxxx
    # “Å” and “Ä” end words, so a quotation mark or a dash after them is what it is.
    quotes = "".join(letters[byte] for byte in (0x82, 0x84, 0x85, 0x8B, *range(0x91, 0x98), 0x9B))
    two = f"[{letters[0xC2]}{letters[0xC3]}][{after}]|[{letters[0xC4]}{letters[0xC5]}](?![{quotes}])[{after}]"
    more = f"[{letters[0xE2]}{letters[0xEF]}][{after}]{{2}}|{letters[0xF0]}[{after}]{{3}}"
    bare = rf"{letters[0xC2]}(?=[ \t\r\n|]|$)"  # its no-break space has become an ordinary one since
    macs = "|".join(map(re.escape, mac_roman))
    pattern = re.compile(f"(?:{two}|{more})+|{bare}|{macs}|{LOST}+")
    return _Tables({letter: byte for byte, letter in letters.items()}, mac_roman, pattern)


def _decode_again(text: str) -> str | None:
    """What a text that was decoded wrongly, once or more often, stood for; None where it is lost."""
    if LOST in text:
        return None
    tables = _make_tables()
    if text in tables.mac_roman:
        return tables.mac_roman[text]
    if len(text) == 1:
        return ""
    try:
        right = bytes(tables.bytes[character] for character in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text
    again = tables.pattern.fullmatch(right)
    return _decode_again(right) if again and len(right) > 1 else right
