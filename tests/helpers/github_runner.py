"""What GitHub's runner takes the output of a step for: `ActionCommand.TryParseV2`, then `TryParse`, in its own order.

The runner looks for `::` and `##[` by the rules of a culture, which pass over characters that no one sees.  So do we
where `culture` says so: neither reading may find a command that is not ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

COMMANDS = frozenset(
    {
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
        *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
    }
)
# As the Unicode Collation Algorithm has them: controls, soft hyphen, zero width, variation selectors, and the like.
_IGNORED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
IGNORED = f"[{_IGNORED}]*"
WHITE_SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# The first of each is replaced before the second.
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
LEGACY = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%"))


@dataclass(frozen=True)
class Command:
    """A command as the runner understands it."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    data: str = ""


def commands(output: str, *, culture: bool = False) -> list[Command]:
    """The commands in the output of a step, which the runner reads line by line."""
    found = (parsed(line, culture=culture) for line in re.split("\r\n|\n|\r", output))
    return [command for command in found if command is not None]


def parsed(line: str, *, culture: bool = False) -> Command | None:
    """The command that a line is taken for, if any."""
    return _modern(line, culture=culture) or _legacy(line, culture=culture)


def _modern(line: str, *, culture: bool) -> Command | None:
    line = line.lstrip(WHITE_SPACE)
    end = _index("::", line, 2, culture=culture)
    if _index("::", line, 0, culture=culture, at_start=True) != 0 or end < 0:
        return None
    return _command(line[2:end], ",", PROPERTY, _unescaped(line[end + 2 :], DATA))


def _legacy(line: str, *, culture: bool) -> Command | None:
    start = _index("##[", line, 0, culture=culture)
    end = line.find("]", start) if start >= 0 else -1
    if end < 0:
        return None
    return _command(line[start + 3 : end], ";", LEGACY, _unescaped(line[end + 1 :], LEGACY))


def _command(info: str, separator: str, escapes: tuple[tuple[str, str], ...], data: str) -> Command | None:
    name, _, listed = info.partition(" ")
    if name.lower() not in COMMANDS:
        return None
    pairs = [pair.partition("=") for pair in listed.strip().split(separator)]
    return Command(name, {key: _unescaped(value, escapes) for key, _, value in pairs if key and value}, data)


def _index(wanted: str, text: str, start: int, *, culture: bool, at_start: bool = False) -> int:
    """Where a text first stands in another, as .NET finds it; a match at the start may have what is ignored before."""
    if not culture:
        return (0 if text.startswith(wanted) else -1) if at_start else text.find(wanted, start)
    pattern = re.compile(IGNORED.join(map(re.escape, wanted)))
    if at_start:
        return 0 if re.match(IGNORED + pattern.pattern, text) else -1
    found = pattern.search(text, start)
    return found.start() if found else -1


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text
