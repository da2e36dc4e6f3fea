"""RSP211."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, Role, RuleSet, regex, rule

if TYPE_CHECKING:
    from resp_lint import Block

# A paragraph that is one stretch of bold text, on one line; a colon may end it, attribute lists may follow below it.
_BOLD = regex(r"(?:\*\*(?!\s)([^*\r\n]+)(?<!\s)\*\*|__(?!\s)([^_\r\n]+)(?<!\s)__)[ \t]*:?[ \t]*(?=\r?\n\{:|$)")
_LABEL = regex(r"([^.:!?\r\n]{2,60}):[ \t]*$")


@rule("RSP211", level=Level.INFO, rule_set=RuleSet.STRICT, any_page=True)
def bold_heading(page: Page, profile: Profile) -> Findings:
    """Checks that headings are written as headings, not as bold paragraphs.

    A screen reader lists the headings of a page and jumps from one to the next; what only looks like a heading is not
    among them, has no id to link to, and stands in no table of contents. WCAG 2.2 asks for headings in the markup (1.3.1).

    It fires on a paragraph that is bold from end to end and stands outside of lists and quotes, and on one that is an
    owner's label with a colon (“Your responsibilities:”) with something below it. Bold text that is a sentence, with a
    full stop, an exclamation mark or a question mark at its end, is none.

    ~~~~bad
    **Disaster recovery**

    You own your backups.
    ~~~~
    ~~~~bad
    Your responsibilities:

    - Rotate your keys.
    ~~~~
    ~~~~good
    ## Disaster recovery
    {: #disaster-recovery}

    **You own your backups.**
    ~~~~
    """
    marks = "“#” and an id" if "ids" in profile.parts else "“#”"
    for block in page.blocks:
        if block.type == "paragraph" and not block.in_list and (text := _find_label(page, block)):
            yield block.at(f"“{text}” stands in the place of a heading; write it as one, with {marks}")


def _find_label(page: Page, block: Block) -> str:
    """What a paragraph says that is no more than a label; empty where it says more."""
    raw = block.raw
    if raw.startswith(("**", "__")):
        bold = _BOLD.match(raw)
        text = (bold[1] or bold[2]).rstrip(": ") if bold else ""
        return "" if ":" in text or text.endswith((".", "!", "?")) else text
    label = _LABEL.match(raw)
    return label[1] if label and page.conventions.determine_column(label[1]).role is Role.OWNER else ""
