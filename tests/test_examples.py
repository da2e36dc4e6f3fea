"""What a careful reader finds in the example pages: all of it is reported, where it stands, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

READ: dict[str, set[tuple[str, str | None]]] = {
    "clean/nimbus-queue-responsibilities.md": set(),
    "faulty/harbor-vault-responsibilities.md": {
        ("RSP201", None),  # no section on disaster recovery
        ("RSP402", "Table about identity and access management"),
        ("RSP403", "Table about security and regulation compliance"),
        ("RSP501", "| Rotate root keys |"),
        ("RSP502", "| Warn of expiring certificates |"),
        ("RSP503", "| Keep the access log |"),
        ("RSP504", "| Update the vault |"),
        ("RSP601", '{: caption="Responsibilites for change management"'),
    },
    "faulty/lantern-search-responsibilities.md": {
        ("RSP204", "## Incidents and operations management"),
        ("RSP208", "## Disaster recovery"),
        ("RSP209", "{: #lantern-search-iam}"),
        ("RSP301", "| Task | {{site.data.keyword.IBM_notm}} Responsibilities | Your Responsibilities |"),
        ("RSP303", "| | {{site.data.keyword.IBM_notm}} responsibilities |"),
        ("RSP304", "| Change a schema |"),
        ("RSP410", '{: caption="Responsibilities for change management" captoin-side="bottom"}'),
        ("RSP412", "{: row-headers}"),  # after a blank line, which the renderer forgives
        ("RSP412", '{: caption="Responsibilities for disaster recovery" caption-side="bottom"}'),
    },
}
"""Per page, each fault with how the line begins at which it is reported.

"Table about …" stands for the table of that section, at whichever of its lines; None for anywhere on the page.
"""


def lines_of(place: str | None, lines: list[str]) -> set[int]:
    """The numbers of the lines that a place in `READ` stands for."""
    if place is None:
        return set(range(1, len(lines) + 1))
    if not place.startswith("Table about "):
        return {number for number, line in enumerate(lines, 1) if line.startswith(place)}
    title = place.removeprefix("Table about ").capitalize()
    start = lines.index(f"## {title}")
    inside = [n for n, line in enumerate(lines[start + 3 :], start + 4) if line.startswith(("|", "{:"))]
    end = next((n for n, line in enumerate(lines[start + 1 :], start + 2) if line.startswith("## ")), len(lines) + 1)
    return {number for number in inside if number < end}


@pytest.mark.parametrize("name", READ)
def test_an_example_shows_what_is_wrong_with_it(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = root / "examples" / name
    status = main(["--output-format", "json", str(page)])
    found = [(it["code"], it["line"]) for it in json.loads(capsys.readouterr().out)["findings"]]
    lines = page.read_bytes().decode().split("\n")

    assert status == (1 if READ[name] else 0)
    assert sorted(code for code, _ in found) == sorted(code for code, _ in READ[name])
    for code, place in READ[name]:
        assert any((code, line) in found for line in lines_of(place, lines)), code
