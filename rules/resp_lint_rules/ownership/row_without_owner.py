"""RSP501."""

from resp_lint import Findings, Page, Profile, normalized, rule


@rule("RSP501")
def row_without_owner(page: Page, profile: Profile) -> Findings:
    """A task that nobody owns is a task that nobody does.

    An auditor who asks for it finds a row and no name. A row counts as without owner where every owner cell is blank or
    says that there is nothing to do.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | | |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    nothing = {normalized(marker) for marker in profile.cells.empty_markers}
    for table in page.task_tables:
        for row in table.rows:
            owners = row.owner_cells
            if owners and all(cell.blank or normalized(cell.text) in nothing for cell in owners):
                yield row.task.at(f"row “{row.task.text}”: nobody owns it; write who does what, or drop the row")
