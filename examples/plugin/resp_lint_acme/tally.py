from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Run, Screen


def render(run: Run, screen: Screen) -> Iterator[str]:
    """One line a rule, the busiest first."""
    counts = Counter(f"{finding.code} {finding.name}" for finding in run.findings)
    for rule, count in counts.most_common():
        yield f"{count} {screen.text(rule)}"


tally = Format("tally", "how often each rule fired", render)
