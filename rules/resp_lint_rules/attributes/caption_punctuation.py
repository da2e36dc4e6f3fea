"""RSP416."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, RuleSet, regex, rule
from resp_lint_rules.attributes._lists.captions import number_of

if TYPE_CHECKING:
    from resp_lint import AttributeItem

_SENTENCE_END = regex(r"[.!?…][ \t]")
_SHORTENED = regex(r"(?:\b(?:etc|inc|ltd|corp|vs|no|approx)|\b\w\.\w|\.)\.$", re.IGNORECASE)


@rule("RSP416", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.SAFE, any_page=True, requires=("captions",))
def caption_punctuation(page: Page) -> Findings:
    """Checks that captions end without a full stop.

    A caption is a name, and a name takes no full stop.

    A screen reader pauses after it as after a sentence, and beside captions without one it looks like a slip.

    Reported for a full stop at the end of a table's caption that is no sentence among others, no abbreviation (“etc.”) and
    not the one after a number. Seen on 5 of 74 responsibility pages, and fixed five times.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys." caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Table 1. Keys, locks, etc." caption-side="bottom"}
    ~~~~
    """
    for table in page.tables:
        if (caption := table.caption) and (stop := _find_full_stop(caption)):
            fix = Fix("take the full stop away", (Edit(stop.start, stop.end, ""),))
            yield stop.at("caption ends in a full stop; take it away", fix=fix)


def _find_full_stop(caption: AttributeItem) -> Part | None:
    raw = caption.value_part.raw.rstrip()
    number = number_of(raw)
    text = raw[number.end if number else 0 :]
    if not text.endswith(".") or text == "." or _SENTENCE_END.search(text) or _SHORTENED.search(text[-12:]):
        return None
    end = caption.value_part.start + len(raw)
    return Part(caption.source, end - 1, end)
