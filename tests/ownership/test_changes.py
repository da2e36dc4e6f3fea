"""What changed between two versions of a page, one kind of change a test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from owned import read_body, read_page, read_rows

from resp_lint import PageOwnership, compare_ownership

MONITOR = "| Monitor hosts | Watch the hosts of the region. Replace broken disks. | Watch your own apps. |"
BACK_UP = "| Back up data | IBM is not responsible for backups. | Keep copies of your data in two regions. |"
ROTATE = "| Rotate keys | Rotate the root keys every year. | Rotate your keys every 90 days. |"
SWEEP = "| Sweep floors | Sweep the floors of all data centers. | N/A |"
ROWS = (MONITOR, BACK_UP, ROTATE, SWEEP)


def tell(old: PageOwnership | None, new: PageOwnership | None, *, cosmetic: bool = False) -> list[str]:
    """The changes in short: what, of which task, for which party."""
    return [
        " ".join(filter(None, (change.change.value, change.task, change.party)))
        for change in compare_ownership(old, new)
        if cosmetic or change.change != "cosmetic"
    ]


def swap(row: str, old: str, new: str) -> tuple[str, ...]:
    assert old in row
    return tuple(one.replace(old, new) if one == row else one for one in ROWS)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS[::-1], []),
        (ROWS[1:], ["removed Monitor hosts"]),
        ((*ROWS, "| Paint walls | Paint the walls. | |"), ["added Paint walls"]),
        (swap(SWEEP, "N/A", "Sweep your own desk."), ["ownership Sweep floors", "gains Sweep floors customer"]),
        (swap(SWEEP, "N/A", "None"), []),
        (swap(BACK_UP, "IBM is not responsible for backups.", "N/A"), ["reworded Back up data IBM"]),
        (
            swap(ROTATE, "Rotate your keys every 90 days.", "N/A"),
            ["ownership Rotate keys", "loses Rotate keys customer"],
        ),
        (swap(MONITOR, " Replace broken disks.", ""), ["loses Monitor hosts IBM"]),
        (swap(MONITOR, "own apps.", "own apps. Report outages to support."), ["gains Monitor hosts customer"]),
        (swap(MONITOR, "own apps.", "own apps. Replace broken disks."), ["gains Monitor hosts customer"]),
        (
            swap(MONITOR, "Replace broken disks. | Watch your own apps.", "| Watch your apps. Replace broken disks."),
            ["crossed Monitor hosts"],
        ),
        (swap(MONITOR, "Watch your own apps.", "Watch all your own apps."), ["reworded Monitor hosts customer"]),
        (swap(MONITOR, "Monitor hosts", "Monitoring of hosts"), ["renamed Monitoring of hosts"]),
        (swap(MONITOR, "Monitor hosts", "**monitor** hosts"), []),
        (swap(MONITOR, "Watch your own apps.", "TBD"), ["ownership Monitor hosts", "loses Monitor hosts customer"]),
    ],
)  # fmt: skip
def test_rows(rows: tuple[str, ...], expected: list[str]) -> None:
    assert tell(read_rows(*ROWS), read_rows(*rows)) == expected


def test_cosmetic_changes_are_told_where_asked_for() -> None:
    new = read_rows(*swap(MONITOR, "hosts of", "[hosts](/docs/hosts) OF"))
    assert tell(read_rows(*ROWS), new) == []
    assert tell(read_rows(*ROWS), new, cosmetic=True) == ["cosmetic Monitor hosts"]


def test_merged_and_split() -> None:
    one = "| Keys | Make root keys. Store root keys in a vault. | Ask for root keys. |"
    rows = ("| Keys | Make root keys. | Ask for root keys. |", "| Vaults | Store root keys in a vault. | N/A |")
    assert tell(read_rows(*rows), read_rows(one)) == ["merged Vaults"]
    assert tell(read_rows(one), read_rows(*rows)) == ["split Vaults"]


def test_moved() -> None:
    other = "\n## Disaster recovery\n{: #disaster-recovery}\n\n"
    head = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n"
    first = f"## Change management\n{{: #change-management}}\n\n{head}"
    old = read_body(f"{first}{MONITOR}\n{ROTATE}\n{other}{head}{SWEEP}\n")
    new = read_body(f"{first}{MONITOR}\n{other}{head}{ROTATE}\n{SWEEP}\n")
    assert tell(old, new) == ["moved Rotate keys"]


def test_a_list_that_becomes_a_table_keeps_its_tasks() -> None:
    old = read_body(
        "## Racks\n\nIBM responsibilities:\n- Run the racks.\n\nYour responsibilities:\n- Name the racks.\n"
    )
    new = read_body(
        "## Racks\n\n| Responsibilities | Ownership |\n|---|---|\n"
        "| Run the racks. | IBM |\n| Name the racks. | Customer |\n"
    )
    assert tell(old, new) == []
    assert tell(new, old) == []


def test_an_item_that_changes_lists_changes_owner() -> None:
    old = read_body("IBM responsibilities:\n- Run the racks.\n- Name the racks.\n\nYour responsibilities:\n- Pay.\n")
    new = read_body("IBM responsibilities:\n- Run the racks.\n\nYour responsibilities:\n- Name the racks.\n- Pay.\n")
    assert tell(old, new) == ["ownership Name the racks."]


def test_headings_and_ids() -> None:
    old = read_rows(*ROWS)
    assert tell(old, read_rows(*ROWS, heading="## Changes\n{: #change-management}\n\n")) == []
    assert tell(old, read_rows(*ROWS, heading="## Change management\n{: #changes}\n\n")) == []


def test_a_keyref_is_what_it_stands_for() -> None:
    old = read_rows("| Monitor {{site.data.keyword.cloud_notm}} | {{site.data.keyword.IBM_notm}} watches. | Watch. |")
    assert tell(old, read_rows("| Monitor IBM Cloud | IBM watches. | Watch. |")) == []


def test_a_cell_of_a_matrix() -> None:
    head = "| Resource | Change management | Disaster recovery |\n|---|---|---|\n"
    old = read_body(f"{head}| Hosts | IBM | Shared |\n| Racks | IBM | IBM |\n")
    new = read_body(f"{head}| Hosts | IBM | IBM |\n| Racks | IBM | Data center provider |\n")
    changes = compare_ownership(old, new)
    assert [(change.task, change.column) for change in changes] == [
        ("Hosts", "Disaster recovery"),
        ("Racks", "Disaster recovery"),
    ]
    assert {change.change for change in changes} == {"ownership"}


def test_pages_come_and_go() -> None:
    page = read_rows(*ROWS)
    (gone,) = compare_ownership(page, None)
    assert (gone.change, gone.old, gone.new, gone.service) == ("page-removed", page.tasks, None, "nimbus")
    (came,) = compare_ownership(None, page)
    assert (came.change, came.old, came.new) == ("page-added", None, page.tasks)
    assert compare_ownership(None, None) == ()


@given(st.sets(st.integers(0, 3)), st.permutations(ROWS))
def test_what_is_removed_is_what_is_not_there(gone: set[int], rows: list[str]) -> None:
    old, new = read_rows(*ROWS), read_rows(*(row for row in rows if ROWS.index(row) not in gone))
    names = {ROWS[number].split("|")[1].strip() for number in gone}
    if len(gone) < len(ROWS):
        assert sorted(tell(old, new)) == sorted(f"removed {name}" for name in names)
        assert sorted(tell(new, old)) == sorted(f"added {name}" for name in names)


@given(st.text(alphabet="|-# \n:*a1\\n<li>{}[](IBMyou", max_size=300))
def test_nothing_is_raised(text: str) -> None:
    page = read_page(text.encode())
    assert compare_ownership(page, page) == ()
