"""RSP108."""

import re

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, RuleSet, Violation, regex, rule

_YEAR = regex(r"(?:19|20)\d\d")
_YEARS = regex(r"(?:19|20)\d\d(?:\s*([,–-])\s*(?:19|20)\d\d)*")


@rule("RSP108", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.SAFE, requires=("front-matter",))
def stale_copyright_year(page: Page) -> Findings:
    """Checks that the copyright ends in the year of the last update.

    A copyright notice names the years in which a page was written or changed, so the last of them is that of the last change.

    The two stand a line apart in the front matter, and only one of them is changed. It differs on 8 of 74 measured pages;
    authors fixed it 18 times.

    Reported is a last year of `copyright.years` that differs from the year of `lastupdated`, where both can be read. The
    fix adds the year to a single one and replaces the last of several. A copyright that is newer than the last change has
    no fix: either may be wrong.

    ~~~~bad
    ---
    copyright:
      years: 2019, 2023
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~fixed
    ---
    copyright:
      years: 2019, 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~bad
    ---
    copyright:
      years: 2023
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~fixed
    ---
    copyright:
      years: 2023, 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~good
    ---
    copyright:
      years: 2019, 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    """
    entries = page.front_matter.entries
    years, updated = entries.get("copyright.years"), entries.get("lastupdated")
    if not (years and updated and _YEARS.fullmatch(years.value or "") and _YEAR.match(updated.value or "")):
        return
    year = (updated.value or "")[:4]
    # The span takes in a value's quotes.
    written = list(_YEAR.finditer(page.source.text, years.start, years.end))
    if written and written[-1][0] != year:
        yield _make_violation(written, year)


def _make_violation(written: list[re.Match[str]], year: str) -> Violation:
    last = written[-1]
    if last[0] > year:
        message = f"the copyright says {last[0]}, but the page was last updated in {year}; correct one of them"
        return Violation(last.start(), last.end(), message)
    one = len(written) == 1
    edit = Edit(last.end(), last.end(), f", {year}") if one else Edit(last.start(), last.end(), year)
    message = (
        f"the copyright ends in {last[0]}, but the page was last updated in {year}; {'add' if one else 'write'} {year}"
    )
    return Violation(last.start(), last.end(), message, "", Fix(f"End the copyright in {year}", (edit,)))
