"""Pages go when they were checked, without Python's collector: with it a run takes a quarter longer."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.runner import Checker, Task, check_file
from resp_lint.plugins import load_registry, make_default_settings

if TYPE_CHECKING:
    from resp_lint.settings import Settings

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*-responsibilities.md"))


@pytest.fixture(scope="module")
def settings() -> Settings:
    return make_default_settings()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_checked_page_leaves_nothing_to_collect(path: Path, settings: Settings) -> None:
    checker = Checker(load_registry().select(settings), settings)
    check_file(Task(str(path)), checker)  # what is remembered between pages is made once
    gc.collect()
    gc.disable()
    try:
        assert check_file(Task(str(path)), checker)
        assert gc.collect() == 0
    finally:
        gc.enable()
