from __future__ import annotations

from resp_lint import Findings, Level, Page, rule


@rule("ACM001", level=Level.WARNING)
def rotation_without_period(page: Page) -> Findings:
    """Whoever must rotate a key should read how often.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    for table in page.task_tables:
        for row in table.rows:
            owners = " ".join(cell.text for cell in row.owner_cells)
            if row.task.text.lower().startswith("rotate ") and not any(character.isdigit() for character in owners):
                yield row.task.at(f"“{row.task.text}” has no period", "say after how many days")
