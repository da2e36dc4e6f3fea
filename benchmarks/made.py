"""Pages that grow: one in bytes, without a finding; others in findings, with as few bytes as a finding takes."""

from __future__ import annotations

from pathlib import Path

CLEAN = Path(__file__).parents[1] / "examples" / "clean" / "nimbus-queue-responsibilities.md"
TABLE_END = "{: row-headers}"
VERBS = ("Rotate", "Review", "Archive", "Inspect", "Renew", "Approve", "Restore", "Adjust")
THINGS = ("keys", "backups", "alerts", "policies", "networks", "certificates", "images", "accounts")


def task(number: int) -> str:
    """A task that no other number has.

    >>> task(9)
    'Review backups of zone 9'
    """
    return f"{VERBS[number % 8]} {THINGS[number // 8 % 8]} of zone {number}"


def row(number: int) -> str:
    """A row that nothing is wrong with."""
    name = task(number)
    return f"| {name} | {{{{site.data.keyword.IBM_notm}}}} hosts zone {number}. | You {name[0].lower()}{name[1:]}. |\n"


def with_rows(rows: list[str]) -> str:
    """The clean example page with these rows spread over its tables."""
    first, *others = CLEAN.read_bytes().decode().split(TABLE_END)
    parts = [first]
    for table, rest in enumerate(others):
        parts += ["".join(rows[table :: len(others)]), TABLE_END, rest]
    return "".join(parts)


def growing_page(size: int) -> str:
    """A page of so many bytes and at most a row more, without a finding."""
    rows: list[str] = []
    left = size - CLEAN.stat().st_size
    while left > 0:
        rows.append(row(len(rows)))
        left -= len(rows[-1])
    return with_rows(rows)


def findings_page(page: int, faults: int) -> tuple[str, str]:
    """The name and text of a page with so many tasks, each of them said twice in a word and owned by nobody."""
    rows = [f"| {task(number).replace(' of ', ' of of ')} | | |\n" for number in range(faults)]
    return f"service-{page}/responsibilities.md", with_rows(rows).replace("nimbus-queue", f"nimbus-{page}")
