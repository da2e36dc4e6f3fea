"""RSP710."""

from resp_lint import Findings, Level, Page, Profile, normalized, rule
from resp_lint_rules._shared.row_text import shorten


@rule("RSP710", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def link_without_address(page: Page, profile: Profile) -> Findings:
    """Checks that every link and every picture has an address.

    A link without an address looks like any other and leads nowhere.

    It fires on links and pictures whose address is blank or `#`, or one of the profile's `undecided-markers` (`TBD`).
    A link that says that it leads to the top of the page may have the address `#`. (WCAG 2.2, 2.4.4; markdownlint MD042.)

    ~~~~bad
    The team meets on [Mondays at 9:00]().
    ~~~~
    ~~~~bad
    Follow the [runbook](TBD).
    ~~~~
    ~~~~good
    The team meets on [Mondays at 9:00](https://calendar.example.com/team). [Back to top](#)
    ~~~~
    """
    undecided = {normalized(marker) for marker in profile.cells.undecided_markers}
    for link in page.links if "](" in page.source.text or "]:" in page.source.text else ():
        target = link.target.strip()
        if not target or normalized(target) in undecided or (target == "#" and "top" not in normalized(link.text)):
            what = "picture" if link.image else "link"
            name = f"the {what} “{shorten(link.text)}”" if link.text else f"a {what}"
            yield link.at(f"{name} has no address; write where it leads, or take the {what} away")
