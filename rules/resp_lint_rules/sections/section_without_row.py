"""RSP215."""

from __future__ import annotations

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.sections._row_sections import find_named_rows


@rule("RSP215", level=Level.WARNING)
def section_without_row(page: Page) -> Findings:
    """Checks that each section of the kind that a table lists has a row in it.

    A reader who looks a role up in the table does not learn that it is there.

    It looks at tables with a column whose cells name sections (`sections = true` in the profile). It fires on a section
    that stands between sections which the table names, at their level, and that no row names.

    ~~~~profile
    extends = "service-ownership"
    [[columns]]
    role = "task"
    titles = ["Role"]
    sections = true
    ~~~~
    ~~~~bad
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | Review changes. |
    | Owner | Set the direction. |

    ## Reviewer

    ## Approver

    ## Owner
    ~~~~
    ~~~~good
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | Review changes. |
    | Owner | Set the direction. |

    ## Reviewer

    ## Owner
    ~~~~
    """
    for found in find_named_rows(page):
        for section in found.extra:
            text = shorten(section.heading.text)
            yield section.heading.at(
                f"section “{text}” has no row in the table on line {found.table.line}; add one, or drop the section"
            )
