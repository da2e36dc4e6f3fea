"""Who owns what on pages of other organisations: rows and names, counted by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resp_lint import read_ownership
from resp_lint.config.profile_loader import load_profile
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from resp_lint.ownership.model import PageOwnership

PAGES = Path(__file__).parents[3] / "shared" / "pages" / "elsewhere"
MICROSOFT = """\
extends = "shared-responsibility"
[[owners]]
name = "provider"
spellings = ["Microsoft"]
[[owners]]
name = "operator"
spellings = ["Designated operator"]
"""
DEPUTIES = """\
extends = "service-ownership"
[[columns]]
role = "owner"
words = ["shadow"]
required = false
"""

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="../shared is not here: no page of another organisation")

ROWS = [
    ("18f__external-details", "service-ownership", 29, 31),
    ("dsacms__maintainers", "service-ownership", 4, 4),
    ("gardener__new-kubernetes-version", "service-ownership", 24, 35),
    ("istio__admins", "service-ownership", 16, 34),
    ("kubeflow__wg-list", "service-ownership", 5, 22),
    ("kubernetes-sig-release__release-team-1.27", DEPUTIES, 9, 39),
    ("kubernetes__community-membership", "service-ownership", 4, 4),
    ("opensearch-security__maintainers", "service-ownership", 14, 14),
    ("opentelemetry__release", "service-ownership", 31, 31),
    ("refactor__raci-matrix", "raci", 10, None),
    ("sourcegraph__security-incident-response", "service-ownership", 8, 8),
    ("valkey__maintainers", "service-ownership", 6, 6),
]
"""How many rows have owners, and how many names stand there, those of one row each once."""
ROLES = {
    "algosup__raci-matrix": {"responsible": 13, "accountable": 10, "consulted": 27, "informed": 28},
    "octoacme__raci-matrix": {"accountable": 39},
    "refactor__raci-matrix": {"responsible": 10, "accountable": 10},
}
"""How often somebody takes part in each way; of octoacme one row has nobody and one has two who are accountable."""


def read(name: str, profile: str, folder: Path) -> PageOwnership:
    registry = load_registry()
    if profile in registry.profiles:
        found = registry.profile(profile)
    else:
        (folder / "ours.toml").write_bytes(profile.encode())
        found = load_profile(folder / "ours.toml", registry.profiles)
    path = PAGES / f"{name}.md"
    return read_ownership(parse(Source.from_bytes(path.name, path.read_bytes()), found.conventions))


@pytest.mark.parametrize(("name", "profile", "rows", "names"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_is_a_task_with_its_owners(
    name: str, profile: str, rows: int, names: int | None, tmp_path: Path
) -> None:
    page = read(name, profile, tmp_path)
    assert (len(page.tasks), len(page.skipped)) == (rows, 0)
    assert {task.ownership for task in page.tasks} == {"third-party"}
    named = [party.party for task in page.tasks for party in task.parties if party.answer == "does"]
    assert names is None or len(named) == names


@pytest.mark.parametrize(("name", "expected"), ROLES.items(), ids=list(ROLES))
def test_roles_are_counted(name: str, expected: dict[str, int], tmp_path: Path) -> None:
    page = read(name, "raci", tmp_path)
    found = Counter(part.value for task in page.tasks for party in task.parties for part in party.involvement)
    assert {part: found[part] for part in expected} == expected


def test_the_parties_of_a_table_with_marks_and_words(tmp_path: Path) -> None:
    page = read("azure-managed-hsm__shared-responsibility", MICROSOFT, tmp_path)
    does = Counter(party.party for task in page.tasks for party in task.parties if party.answer == "does")
    assert (len(page.tasks), does) == (16, {"provider": 6, "customer": 14, "operator": 8})


def test_each_cell_of_a_matrix_is_a_task(tmp_path: Path) -> None:
    page = read("ai-shared-responsibility__matrix", "shared-responsibility", tmp_path)
    cells = [task for task in page.tasks if task.column]
    assert len(cells) == 16 * 8
    assert Counter(task.ownership for task in cells if task.task == "Agent Governance ★") == {
        "shared": 2,
        "customer": 4,
        "none": 2,
    }
