"""Write the generated parts of the documentation; with `--check`, fail where they are not what would be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
RESP_LINT = Path(sys.executable).with_name("resp-lint")
DEMO = ("--output-format", "concise", "--color", "never", "examples/faulty/harbor-vault-responsibilities.md")


def between(text: str, marker: str, new: str) -> str:
    """The text with everything between `<!-- marker:start -->` and `<!-- marker:end -->` replaced."""
    start, end = f"<!-- {marker}:start -->\n", f"<!-- {marker}:end -->\n"
    if text.count(start) != 1 or text.count(end) != 1:
        sys.exit(f"the markers {start.strip()} and {end.strip()} must each stand once")
    head, _, rest = text.partition(start)
    return head + start + new + end + rest.partition(end)[2]


def readme(old: str) -> str:
    """The README, with what the program really prints for one of the examples."""
    run = subprocess.run([RESP_LINT, *DEMO], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode != 1 or run.stderr:
        sys.exit(f"resp-lint {' '.join(DEMO)} failed:\n{run.stderr or run.stdout}")
    return between(old, "demo", f"```console\n$ resp-lint {DEMO[-1]}\n{run.stdout}```\n")


GENERATED: dict[str, Callable[[str], str]] = {"README.md": readme}
"""Each file with generated parts, and what makes its new text of its old."""


def main(argv: list[str]) -> int:
    stale = []
    for name, generate in GENERATED.items():
        path = ROOT / name
        old = path.read_bytes().decode() if path.exists() else ""
        new = generate(old)
        if new == old:
            continue
        stale.append(name)
        if "--check" not in argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new.encode())
    if stale:
        print("out of date (make docs):" if "--check" in argv else "written:", *stale)
    return 1 if stale and "--check" in argv else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
