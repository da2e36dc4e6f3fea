"""RSP610."""

import re

from resp_lint import Findings, Level, Page, Part, Profile, RuleSet, regex, rule
from resp_lint_rules._shared.prose import mask_markup

_YOU = regex(r"\b(?:you|your|yours)\b", re.IGNORECASE)


@rule("RSP610", level=Level.INFO, rule_set=RuleSet.STRICT)
def reader_name(page: Page, profile: Profile) -> Findings:
    """Checks that a page that addresses its readers as “you” does so throughout.

    “The Client provides” beside “you configure” makes a reader ask who that third party is. It comes from contracts, where
    nobody is addressed.

    Reported is once a page, at the first place, a name of the profile's owner of the role `customer` with “the” before it,
    in the owners' cells of task tables, where “you” and “your” stand there at least twice as often. A name in lower case is
    the owner's own alone: “the client” may be a program.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Keys | N/A | You rotate your keys. |
    | Backups | N/A | The Client restores a backup. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Keys | N/A | The Client rotates keys. |
    | Backups | N/A | The Client restores a backup. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Keys | N/A | You rotate your keys and update the client. |
    | Backups | N/A | You restore the customer's backups. |
    ~~~~
    """
    names = _find_names(profile)
    if not names or not page.task_tables:
        return
    pattern = re.compile(rf"\b[Tt]he (?:{'|'.join(map(re.escape, names))})(?![\w'’-])")
    found: list[Part] = []
    yous = 0
    for cell in (cell for table in page.task_tables for row in table.rows for cell in row.owner_cells):
        readable = mask_markup(cell.raw)
        found += (
            Part(page.source, cell.start + match.start(), cell.start + match.end())
            for match in pattern.finditer(readable)
        )
        yous += len(_YOU.findall(readable))
    if found and yous >= 2 * len(found):
        more = f" in {len(found)} places" if len(found) > 1 else ""
        yield found[0].at(
            f"“{found[0].raw}”{more}, where the page says “you” elsewhere; write “you” where the reader is meant"
        )


def _find_names(profile: Profile) -> list[str]:
    """What a third person calls the reader."""
    customers = [owner for owner in profile.owners if owner.role == "customer"]
    names = {name for owner in customers for name in (owner.name, *owner.spellings)}
    return sorted(name for name in names if not _YOU.fullmatch(name) and name.isalpha())
