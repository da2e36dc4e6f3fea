"""What all tests share: the pages outside this repository, golden files, and how hard the property tests try."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from word_rules import every, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]

__all__ = ["every", "words"]  # fixtures of a module beside this one

# The same examples in every run, so that a red run is red again; `make fuzz` looks for new ones.
settings.register_profile("default", max_examples=50, derandomize=True, deadline=None)
settings.register_profile(
    "fuzz", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what the program says into the golden files")


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of caches, for programs that tests start, too: never that of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESP_LINT_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and conformance cases beside the repository; it is not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: the real pages and the conformance cases cannot be checked")
    return folder


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, byte for byte; with `--rewrite`, write it there instead."""
    rewrite: bool = request.config.getoption("--rewrite")

    def compare(path: Path, actual: str) -> None:
        if rewrite:
            path.write_bytes(actual.encode())
            return
        assert path.exists(), f"{path.name} is missing; `make fixtures` writes it"
        assert actual == path.read_bytes().decode(), f"{path.name} differs; `make fixtures` rewrites it"

    return compare
