"""An environment with nothing but a wheel and what that wheel says it needs, made without any network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

BIN, PROGRAM = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
_PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
_OFFLINE = ("install", "--no-index", "--no-deps")


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Environment:
    """A virtual environment and a folder to work in; whoever uses it has no settings of their own."""

    folder: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        return self.folder / BIN / f"python{PROGRAM}"

    def install(self, wheel: Path) -> None:
        """Install a wheel, and copy what it needs from where these tests run."""
        run(sys.executable, *_PIP, "--python", self.python, *_OFFLINE, wheel)
        (site,) = {Path(path) for path in self._ask("import site; print(*site.getsitepackages())")}
        (installed,) = (found for found in map(Distribution.at, site.glob("*.dist-info")) if _is_from(found, wheel))
        for needed in find_needs(installed):
            copy_distribution(needed, site)

    def _ask(self, program: str) -> list[str]:
        return run(self.python, "-c", program).split()

    def __call__(self, *command: str | Path, **variables: str) -> Done:
        """Run a program of the environment in the home folder."""
        program, *arguments = command
        system = {key: os.environ[key] for key in ("PATH", "PATHEXT", "SYSTEMROOT", "TMP", "TEMP") if key in os.environ}
        home = {"HOME": str(self.home), "USERPROFILE": str(self.home), "RESP_LINT_CACHE_DIR": str(self.home / ".cache")}
        here = self.folder / BIN / program
        done = subprocess.run(
            [shutil.which(here) or program, *arguments],
            cwd=self.home,
            env={**system, **home, "PYTHONUTF8": "1", **self.variables, **variables},
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, *(_read(text) for text in (done.stdout, done.stderr)))


def make_environment(folder: Path) -> Environment:
    """An environment with Python alone: not even pip."""
    run(sys.executable, "-m", "venv", "--without-pip", folder / "environment")
    (folder / "home").mkdir()
    return Environment(folder / "environment", folder / "home")


def build_wheel(project: Path, folder: Path) -> Path:
    """The wheel of a project."""
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=project)
    (wheel,) = folder.glob("*.whl")
    return wheel


def find_needs(installed: Distribution) -> list[Distribution]:
    """The distributions that one asks for, and those that they ask for."""
    found: dict[str, Distribution] = {}
    waiting = [installed]
    while waiting:
        for text in waiting.pop().requires or ():
            requirement = Requirement(text)
            if requirement.name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
                continue
            if requirement.name != "resp-lint":
                found[requirement.name] = distribution(requirement.name)
                waiting.append(found[requirement.name])
    return [*found.values()]


def copy_distribution(needed: Distribution, site: Path) -> None:
    """Put the files of a distribution into the packages of an environment; programs and caches are not needed."""
    for file in needed.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return done.stdout.decode()


def _read(text: bytes) -> str:
    """What a program prints, with paths as other systems write them."""
    return (
        text.decode().replace("\r\n", "\n") if os.name != "nt" else text.decode().replace("\r", "").replace("\\", "/")
    )


def _is_from(found: Distribution, wheel: Path) -> bool:
    return wheel.name.startswith(f"{found.name.replace('-', '_')}-")
