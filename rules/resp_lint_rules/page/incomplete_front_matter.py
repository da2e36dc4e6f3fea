"""RSP104."""

import re
from datetime import date
from functools import lru_cache

from resp_lint import Findings, Level, Page, Violation, measure_likeness, regex, rule
from resp_lint_rules._shared.places import locate_line

_YEARS = regex(r"(?:19|20)\d\d(?:\s*[,–-]\s*(?:19|20)\d\d)*")
_DATE = regex(r"\d{4}-\d{2}-\d{2}")


@rule("RSP104", level=Level.WARNING)
def incomplete_front_matter(page: Page) -> Findings:
    """Checks that the front matter names the copyright, the last update and the subcollection, each in its form.

    An auditor asks when a page was last true; the date, the copyright and the place of a page come from its front matter.

    The site prints `lastupdated` under the title and `copyright.years` at the foot, and builds the page's address and the
    links to it from `subcollection`. Authors of 7 of 99 measured pages had to add one of them later.

    Reported are, of `copyright.years`, `lastupdated` and `subcollection`, each one that is missing, blank or malformed:
    years are four digits each, one or more with commas between or a YAML list; the date is written YYYY-MM-DD and is one
    of the calendar, with or without quotes. Where front matter cannot be read at all, RSP103 alone speaks.

    ~~~~bad
    ---
    copyright:
      years: 2024
    lastupdated: "2024-02-30"
    subcollection: nimbus
    ---
    ~~~~
    ~~~~bad
    ---
    copyright:
      years:
    lastupdated: "2024-02-29"
    ---
    ~~~~
    ~~~~good
    ---
    copyright:
      years: 2019, 2024
    lastupdated: "2024-02-29"
    subcollection: nimbus
    ---
    ~~~~
    """
    if page.front_matter.data is None:
        return
    for key, (_, remedy) in _KEYS.items():
        if violation := _check_key(page, key, remedy):
            yield violation


def _check_key(page: Page, key: str, remedy: str) -> Violation | None:
    front_matter = page.front_matter
    entry = front_matter.entries.get(key)
    if entry is None:
        return _report_missing(page, key, remedy)
    values = [entry.value] if entry.value is not None else _list_years(page, key)
    if not any(value.strip() for value in values):
        return locate_line(page, entry.line).at(f"“{key}” is blank in the front matter; {remedy}")
    if all(_fits(key, value.strip()) for value in values):
        return None
    if entry.value is None:
        return locate_line(page, entry.line).at(f"“{key}” is malformed in the front matter; {remedy}")
    return Violation(entry.start, entry.end, f"“{key}” says “{entry.value}” in the front matter; {remedy}")


def _report_missing(page: Page, key: str, remedy: str) -> Violation:
    """At the key that seems to be meant, if there is one."""
    front_matter = page.front_matter
    nearest = max(front_matter.entries, key=lambda other: measure_likeness(key, other), default="")
    if measure_likeness(key, nearest) >= 85:  # noqa: PLR2004 -- one letter of six
        place = locate_line(page, front_matter.entries[nearest].line)
        return place.at(f"front matter has no “{key}”, but “{nearest}”; write “{key.rpartition('.')[2]}”")
    return locate_line(page, front_matter.line).at(f"front matter has no “{key}”; {remedy}")


def _list_years(page: Page, key: str) -> list[str]:
    """The scalars of a YAML list of years; what is no scalar, and other lists, as a value that fits nothing."""
    if key != "copyright.years":
        return ["?"]
    found: object = page.front_matter.data
    for name in key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return [item if isinstance(item, str) else "?" for item in found] if isinstance(found, list) else ["?"]


@lru_cache(maxsize=1024)
def _fits(key: str, value: str) -> bool:
    return _KEYS[key][0](value)


def _has_only_years(value: str) -> bool:
    return _YEARS.fullmatch(value) is not None


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_name(value: str) -> bool:
    return value != "?" and not re.search(r"\s", value)


_KEYS = {
    "copyright.years": (_has_only_years, "write the year, or the first and the last: “2019, 2024”"),
    "lastupdated": (_is_date, "write the date of the last change as “YYYY-MM-DD”"),
    "subcollection": (_is_name, "write the name of the subcollection that the page belongs to"),
}
