"""RSP612."""

import re
from itertools import chain

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, regex, rule
from resp_lint_rules._shared.prose import mask_markup
from resp_lint_rules._shared.text_parts import Stretches, find_structure, find_text

# Patterns that begin with a letter of their own are found at once: most of a page is not looked at.
_QUICK = (
    regex(r" ,(?![.\w])"),
    regex(r" ;(?![.\w])"),
    regex(r" \.(?![.\w])"),
    regex(r"\((?<=[a-z]{3}\()[A-Z]{2,6}\)"),
)
# Numbers are aligned so, and a full stop of its own may be meant: “with . as the folder”.
_SPACE = regex(r"(?:(?<=[A-Za-z]{2})|(?<=\w\)))( +)(?:([,;])(?=[\s|]|$)|(\.)(?=\s+[A-Z]|\s*$))")
_BRACKET = regex(r"(?<![\w.-])[A-Za-z][a-z]{3,}()(\((?!TM\))[A-Z]{2,6}\))(?![\w(])")


@rule("RSP612", level=Level.INFO, fix=FixKind.SAFE, any_page=True)
def space_before_punctuation(page: Page) -> Findings:
    """Checks that no space stands before a comma, a semicolon or a full stop, and one before an abbreviation in brackets.

    `networking , storage` and `operating system(OS)` are left where a word was taken out or added. A line may break before
    the comma, and a search for the words finds nothing.

    Titles, headings, headers, captions, summaries, cells and paragraphs are read, without code, keyrefs and addresses.

    ~~~~bad
    You own tenants, networking , and the operating system(OS).
    ~~~~
    ~~~~fixed
    You own tenants, networking, and the operating system (OS).
    ~~~~
    ~~~~good
    You own tenants, `a , b`, a .NET client, the options ... and the call `size(OS)`.
    ~~~~
    """
    places = Stretches(match.span() for quick in _QUICK for match in quick.finditer(page.source.text))
    for what, part in chain(find_structure(page, places), find_text(page, places)):
        readable = mask_markup(part.raw)
        for pattern in (_SPACE, _BRACKET):
            for match in pattern.finditer(readable):
                # Masked markup leaves spaces that nobody wrote.
                if match[0] == part.raw[match.start() : match.end()] and not _is_end_of_address(match):
                    place = Part(page.source, part.start + match.start(1), part.start + match.end())
                    yield place.at(*_describe_violation(what, match), fix=_make_fix(match, part.start))


def _is_end_of_address(match: re.Match[str]) -> bool:
    """Whether a space keeps an address apart from the punctuation after it."""
    return "/" in match.string[: match.start()].rpartition(" ")[2]


def _describe_violation(what: str, match: re.Match[str]) -> tuple[str, str]:
    if match[1]:
        return f"{what} has a space before “{match[0].strip()}”; remove it", ""
    return f"{what} has no space before “{match[2]}”; add one", ""


def _make_fix(match: re.Match[str], offset: int) -> Fix:
    title = f"{'Remove the' if match[1] else 'Add a'} space"
    return Fix(title, (Edit(offset + match.start(1), offset + match.end(1), "" if match[1] else " "),))
