"""RSP216."""

from __future__ import annotations

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.sections._row_sections import find_named_rows


@rule("RSP216", level=Level.WARNING)
def row_without_section(page: Page) -> Findings:
    """Checks that each row of a table whose rows have sections has one, of the same name.

    A reader who finds a role in the table looks for the section that explains it.

    It looks at tables with a column whose cells name sections (`sections = true` in the profile), where at least one row
    has its section. It fires on a row that no heading of the page names, and on a heading that differs from its row in
    case, hyphens or a plural.

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
    ~~~~
    ~~~~bad
    | Role | Responsibilities |
    |------|------------------|
    | Code owner | Set the direction. |
    | Reviewer | Review changes. |

    ## Reviewer

    ## Code Owner
    ~~~~
    ~~~~good
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | Review changes. |

    ## Reviewer
    ~~~~
    """
    for found in find_named_rows(page):
        for cell in found.missing:
            yield cell.at(f"“{shorten(cell.text)}” has no section on this page; add one, or drop the row")
        for section, cell in found.differing:
            message = f"the heading says “{shorten(section.heading.text)}”, the table “{shorten(cell.text)}”"
            yield section.heading.at(f"{message} (line {cell.line}); write the same in both")
