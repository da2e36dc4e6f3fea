"""RSP101."""

from html import unescape

from resp_lint import Findings, Level, Page, Profile, regex, rule
from resp_lint_rules._shared.places import locate_line
from resp_lint_rules._shared.row_text import shorten

_HTML_HEADING = regex(r"<[hH][12]\b[^<>]*>([^<>]*)</[hH][12]\s*>")


@rule("RSP101", level=Level.WARNING)
def missing_title(page: Page, profile: Profile) -> Findings:
    """Checks that every page has exactly one title.

    A page without a title cannot be found: search, the table of contents and a screen reader's list of headings all lead to it.

    Navigation takes a page's name and address from its one heading of level 1. Where there is none, the page gets a
    generated name; where there are two, a screen reader's user hears of two pages, and links to the page lead to the
    first. WCAG 2.2 asks for a title that describes the page (2.4.2) and for headings that show its structure (1.3.1).

    Reported are a page without a heading of level 1, on its first line, a heading of level 1 without text, and each
    heading of level 1 after the first. A heading in HTML is no title: site generators and lists of contents do not
    see it.

    ~~~~bad
    ## Disaster recovery
    {: #disaster-recovery}

    You own your backups.
    ~~~~
    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    # Disaster recovery
    {: #disaster-recovery}
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    """
    found = [heading for heading in page.headings if heading.level == 1]
    # Front matter that is not YAML is read as text, and its comments as headings.
    titles = [heading for heading in found if heading.line > page.front_matter.end_line] or found
    if not titles and _get_front_title(page, profile):
        return
    if not titles:
        title = _find_html_title(page)
        lacks = f"the title “{shorten(title)}” is written in HTML" if title else "the page has no title"
        yield locate_line(page, 1).at(f"{lacks}; begin its text with one: “# {shorten(title) or '…'}”")
    elif not titles[0].text:
        yield titles[0].at("the title is blank; write what the page is about")
    for extra in titles[1:]:
        yield extra.at(f"“{extra.text}” is a second title; make it “## …”, or a page of its own")


def _find_html_title(page: Page) -> str:
    """What a heading of HTML says that stands where the title should be."""
    first = next(iter(page.blocks), None)
    found = _HTML_HEADING.match(first.raw) if first and first.type == "html_block" else None
    return " ".join(unescape(found[1]).split()) if found else ""


def _get_front_title(page: Page, profile: Profile) -> str:
    """The title that the front matter gives, under the profile's key for it."""
    entry = page.front_matter.entries.get(profile.front_matter.title)
    return entry.value or "" if entry else ""
