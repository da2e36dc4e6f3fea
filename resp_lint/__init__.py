"""resp-lint checks documentation pages that say who is responsible for what.

What stands here is what a plugin's author imports; everything else may change.
"""

import sys

# `python -m resp_lint` puts the current folder first on Python's path: whoever wrote a page there could have us run it.
if sys.argv[:1] == ["-m"] and {"-mresp_lint", "resp_lint"} & {*sys.orig_argv} and not sys.flags.safe_path:
    sys.path[:] = [folder for folder in sys.path if folder != sys.path[0]]

from resp_lint import interrupts  # isort: skip # noqa: F401 -- it acts before anything that takes time is imported
from importlib import import_module
from typing import TYPE_CHECKING

from resp_lint.docset import DocSet, PageFacts, PageViolation
from resp_lint.errors import UsageError
from resp_lint.finding import Edit, Excuse, Fix, Level, Violation
from resp_lint.hookspecs import hookimpl
from resp_lint.likeness import find_nearest, find_within, measure_likeness
from resp_lint.linter import CheckedPage, Run, lint, lint_text
from resp_lint.page.fences import FenceFlaw
from resp_lint.page.model import (
    AttributeItem,
    AttributeList,
    Block,
    BrokenFence,
    Cell,
    Comment,
    Heading,
    Link,
    LinkStyle,
    MergedTables,
    Page,
    Part,
    Row,
    Section,
    Slip,
    Table,
)
from resp_lint.page.owner_cells import OwnerName, list_accounts, read_owner_names
from resp_lint.page.parser import parse
from resp_lint.page.tables import count_delimiter_columns, split_row
from resp_lint.page.terms import (
    Area,
    AreaMatch,
    Column,
    Count,
    Dialect,
    Involvement,
    Marker,
    Owner,
    OwnerNames,
    PageKind,
    Per,
    Role,
    TableForm,
    TableKind,
)
from resp_lint.page.words import normalized
from resp_lint.plugins import Registry, load_registry, make_default_settings
from resp_lint.profile import FrontMatterKey, FrontMatterUse, PagePart, Profile
from resp_lint.regex import regex
from resp_lint.report.format import Format, Screen
from resp_lint.rule import Finding, Findings, FixKind, Rule, RuleSet, docset, rule
from resp_lint.settings import Settings
from resp_lint.source import Position, Source
from resp_lint.time_limit import name_key
from resp_lint.version import __version__

if TYPE_CHECKING:
    from resp_lint.api import check_paths, fix_text
    from resp_lint.ownership.compare import compare_ownership
    from resp_lint.ownership.extract import read_ownership
    from resp_lint.ownership.model import Change, PageOwnership, Party, Task

__all__ = [
    "Area",
    "AreaMatch",
    "AttributeItem",
    "AttributeList",
    "Block",
    "BrokenFence",
    "Cell",
    "Change",
    "CheckedPage",
    "Column",
    "Comment",
    "Count",
    "Dialect",
    "DocSet",
    "Edit",
    "Excuse",
    "FenceFlaw",
    "Finding",
    "Findings",
    "Fix",
    "FixKind",
    "Format",
    "FrontMatterKey",
    "FrontMatterUse",
    "Heading",
    "Involvement",
    "Level",
    "Link",
    "LinkStyle",
    "Marker",
    "MergedTables",
    "Owner",
    "OwnerName",
    "OwnerNames",
    "Page",
    "PageFacts",
    "PageKind",
    "PageOwnership",
    "PagePart",
    "PageViolation",
    "Part",
    "Party",
    "Per",
    "Position",
    "Profile",
    "Registry",
    "Role",
    "Row",
    "Rule",
    "RuleSet",
    "Run",
    "Screen",
    "Section",
    "Settings",
    "Slip",
    "Source",
    "Table",
    "TableForm",
    "TableKind",
    "Task",
    "UsageError",
    "Violation",
    "__version__",
    "check_paths",
    "compare_ownership",
    "count_delimiter_columns",
    "docset",
    "find_nearest",
    "find_within",
    "fix_text",
    "hookimpl",
    "lint",
    "lint_text",
    "list_accounts",
    "load_registry",
    "make_default_settings",
    "measure_likeness",
    "name_key",
    "normalized",
    "parse",
    "read_owner_names",
    "read_ownership",
    "regex",
    "rule",
    "split_row",
]

# No check needs these, so none waits for them.
_WAITING = {
    "Change": "ownership.model",
    "PageOwnership": "ownership.model",
    "Party": "ownership.model",
    "Task": "ownership.model",
    "check_paths": "api",
    "compare_ownership": "ownership.compare",
    "fix_text": "api",
    "read_ownership": "ownership.extract",
}


def __getattr__(name: str) -> object:
    """What is imported when it is first asked for."""
    if name not in _WAITING:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_WAITING[name]}"), name)
