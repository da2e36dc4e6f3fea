"""One HTML file without any network: its template, its style and its script, held together by a content policy.

Everything that comes from a page is escaped by the template; a link leads to http(s) or inside of the file.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from resp_lint.report.paths import make_address, make_relative
from resp_lint.report.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.report.format import Screen

_FOLDER = Path(__file__).parent
_WEB = re.compile(r"https?://", re.IGNORECASE)


class GridCell(Struct, frozen=True):
    """How many tasks of a service are whose in an area or, where there are none, why."""

    owners: tuple[tuple[str, int], ...]
    state: str = ""


class GridRow(Struct, frozen=True):
    """A service, and what it says of each area."""

    name: str
    anchor: str
    cells: tuple[GridCell, ...]


class TaskRow(Struct, frozen=True):
    """A task with what each side does; `address` leads to its line, where that is known."""

    anchor: str
    name: str
    owner: str
    provider: str
    customer: str
    third: str
    line: int
    address: str
    findings: tuple[str, ...] = ()


class TaskGroup(Struct, frozen=True):
    """The tasks of an area."""

    name: str
    tasks: tuple[TaskRow, ...]


class ServiceView(Struct, frozen=True):
    """A page with its tasks by area, and the findings that belong to none of them."""

    anchor: str
    name: str
    title: str
    path: str
    address: str
    groups: tuple[TaskGroup, ...]
    thirds: bool
    findings: tuple[str, ...] = ()


class TextPair(Struct, frozen=True):
    """What the text of a party was and is."""

    party: str
    old: str
    new: str


class ChangeView(Struct, frozen=True):
    """A change in a sentence."""

    label: str
    area: str
    text: str
    anchor: str
    line: int
    texts: tuple[TextPair, ...]


class ChangeGroup(Struct, frozen=True):
    """The changes of a service."""

    name: str
    changes: tuple[ChangeView, ...]


class FindingView(Struct, frozen=True):
    """A finding, with where its line and its rule's page are, if they are anywhere."""

    place: str
    level: str
    rule: str
    message: str
    address: str
    docs: str


class FindingsPage(Struct, frozen=True):
    """The findings of a page."""

    anchor: str
    path: str
    findings: tuple[FindingView, ...]


class View(Struct, frozen=True, kw_only=True):
    """What a file shows, part by part; a part without anything is left out."""

    title: str
    subtitle: str = ""
    numbers: tuple[tuple[str, int], ...] = ()
    areas: tuple[str, ...] = ()
    grid: tuple[GridRow, ...] = ()
    changes_title: str = ""
    changes: tuple[ChangeGroup, ...] | None = None
    services: tuple[ServiceView, ...] = ()
    pages: tuple[FindingsPage, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def owners(self) -> list[str]:
        """All owners there are, for a choice."""
        return list(dict.fromkeys(task.owner for one in self.services for group in one.groups for task in group.tasks))

    @property
    def task_areas(self) -> list[str]:
        """All areas that have tasks, for a choice."""
        return list(dict.fromkeys(group.name for one in self.services for group in one.groups))

    @property
    def service_names(self) -> list[str]:
        """All services that have tasks, for a choice."""
        return list(dict.fromkeys(one.name for one in self.services if one.groups))


def build_page(view: View) -> Iterator[str]:
    """The lines of the file that shows a view."""

    def read(name: str) -> str:
        return (_FOLDER / f"html_page.{name}").read_bytes().decode()

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_show, trim_blocks=True, keep_trailing_newline=True
    )
    style, script = read("css"), read("js")
    policy = (
        f"default-src 'none'; style-src {_name(style)}; script-src {_name(script)}; base-uri 'none'; form-action 'none'"
    )
    template = environment.from_string(read("j2"))
    # Both are files of ours, which hold nothing that ends an element.
    page = template.render(view=view, policy=policy, style=Markup(style), script=Markup(script))  # noqa: S704
    yield from page.removesuffix("\n").split("\n")


def _show(value: object) -> object:
    """A text from outside, with nothing in it that hides or moves; our own style and script as they are."""
    return clean_line(value) if type(value) is str else value


def _name(text: str) -> str:
    """What the policy calls a style or a script: its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def check_address(address: str) -> str:
    """An address that may be linked; empty for any other."""
    return address if _WEB.match(address) else ""


def find_line(path: str, line: int, screen: Screen) -> str:
    """The address of a page's line, where the folder stands on the web; empty where it does not."""
    shown = make_relative(path, screen.root)
    if not screen.web or shown.startswith(("/", "../")):
        return ""
    return check_address(f"{screen.web}/{make_address(shown)}?plain=1#L{line}")
