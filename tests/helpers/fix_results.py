"""What fixing says of fixes that did not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint.fix.apply import Fixed


def list_refusals(result: Fixed) -> list[str]:
    """The messages on fixes that were left out."""
    return [finding.message for finding in result.checked.findings if finding.code == "RSP907"]
