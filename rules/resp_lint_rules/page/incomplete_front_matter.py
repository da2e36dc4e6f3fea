"""RSP104."""

import re
from datetime import date

from resp_lint import Findings, FrontMatterKey, Level, Page, Profile, Violation, measure_likeness, name_key, regex, rule
from resp_lint_rules._shared.places import locate_line

_YEARS = regex(r"(?:19|20)\d\d(?:\s*[,–-]\s*(?:19|20)\d\d)*")
_DATE = regex(r"\d{4}-\d{2}-\d{2}")
_NUMBER = regex(r"[-+]?\d{1,30}(?:\.\d{1,30})?")
_MOST_VALUES = 10


@rule("RSP104", level=Level.WARNING, requires=("front-matter",))
def incomplete_front_matter(page: Page, profile: Profile) -> Findings:
    """Checks that the front matter has the keys that the profile asks for, each with a value in its form.

    An auditor asks when a page was last true; the date, the copyright and the place of a page come from its front matter.

    The site prints `lastupdated` under the title and `copyright.years` at the foot, and builds the page's address and the
    links to it from `subcollection`. Authors of 7 of 99 measured pages had to add one of them later.

    Reported is each key under `front-matter.keys` of the profile that is required and missing or blank, or whose value is
    not what the profile says. The profile `ibm-cloud` asks for `copyright.years`, `lastupdated` and `subcollection`:
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
    for key in profile.front_matter.keys:
        if violation := _check_key(page, key):
            yield violation


def _check_key(page: Page, key: FrontMatterKey) -> Violation | None:
    front_matter, name = page.front_matter, key.name
    entry = front_matter.entries.get(name)
    remedy = key.remedy or _suggest_remedy(key)
    if entry is None:
        return _report_missing(page, name, remedy) if key.required else None
    value = _get_value(page, name) if entry.value is None else entry.value
    if value is None or not _has_text(value):
        if not key.required:
            return None
        return locate_line(page, entry.line).at(f"“{name}” is blank in the front matter; {remedy}")
    if _fits(key, value):
        return None
    if entry.value is None:
        return locate_line(page, entry.line).at(f"“{name}” is malformed in the front matter; {remedy}")
    return Violation(entry.start, entry.end, f"“{name}” says “{entry.value}” in the front matter; {remedy}")


def _report_missing(page: Page, key: str, remedy: str) -> Violation:
    """At the key that seems to be meant, if there is one."""
    front_matter = page.front_matter
    nearest = max(front_matter.entries, key=lambda other: measure_likeness(key, other), default="")
    if measure_likeness(key, nearest) >= 85:  # noqa: PLR2004 -- one letter of six
        place = locate_line(page, front_matter.entries[nearest].line)
        return place.at(f"front matter has no “{key}”, but “{nearest}”; write “{key.rpartition('.')[2]}”")
    return locate_line(page, front_matter.line).at(f"front matter has no “{key}”; {remedy}")


def _get_value(page: Page, name: str) -> object:
    """A list or a table of the front matter."""
    found: object = page.front_matter.data
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _has_text(value: object) -> bool:
    """Whether a value says anything: a scalar that is not blank, a table, a list of such."""
    if isinstance(value, list):
        return any(map(_has_text, value))
    return not isinstance(value, str) or bool(value.strip())


def _fits(key: FrontMatterKey, value: object) -> bool:
    if key.type == "years" and isinstance(value, list):
        return all(isinstance(item, str) and _has_only_years(item.strip()) for item in value)
    if key.type in _SHAPES or not isinstance(value, str):
        return key.type == "any" or isinstance(value, _SHAPES.get(key.type, str))
    text = value.strip()
    if key.values and text not in key.values:
        return False
    if key.pattern:
        with name_key("front-matter.keys.pattern"):
            if not re.fullmatch(key.pattern, text):
                return False
    return key.type not in _FORMS or _FORMS[key.type](text)


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
    return not re.search(r"\s", value)


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _is_boolean(value: str) -> bool:
    return value.casefold() in {"true", "false", "yes", "no"}


_FORMS = {"years": _has_only_years, "date": _is_date, "name": _is_name, "number": _is_number, "boolean": _is_boolean}
_SHAPES = {"list": list, "table": dict}
_REMEDIES = {
    "years": "write the year, or the first and the last: “2019, 2024”",
    "date": "write a date as “YYYY-MM-DD”",
    "name": "write a name without spaces",
    "number": "write a number",
    "boolean": "write “true” or “false”",
    "list": "write a list",
    "table": "write keys with values below it",
}


def _suggest_remedy(key: FrontMatterKey) -> str:
    if key.values:
        return f"write one of {', '.join(f'“{value}”' for value in key.values[:_MOST_VALUES])}"
    return f"write what matches {key.pattern}" if key.pattern else _REMEDIES.get(key.type, "add it")
