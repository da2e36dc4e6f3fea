"""Console blocks of the documentation: what the program prints for the commands in them, in a copy of the examples."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("resp-lint")
_BLOCK = re.compile(
    r"(<!-- transcript:start -->\n```console\n)(\$ resp-lint [^\n]*\n).*?(```\n<!-- transcript:end -->\n)", re.DOTALL
)


def fill_transcripts(page: str) -> str:
    """The page with the output of the one command in each block that is marked as a transcript below that command.

    The commands of a page run one after the other in one folder, so that a fix shows in what comes after it.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        return _BLOCK.sub(lambda block: f"{block[1]}{block[2]}{run_command(block[2], Path(folder))}{block[3]}", page)


def run_command(line: str, folder: Path) -> str:
    """What a command line prints, standard error below standard output."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "COLUMNS": "100", "RESP_LINT_CACHE_DIR": os.devnull}
    command = [str(PROGRAM), *shlex.split(line)[2:]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()
