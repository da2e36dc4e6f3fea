"""Where an attribute list breaks its grammar: between its items, at its braces, or by what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint_rules.attributes._lists.item_scanner import Flaw, scan

if TYPE_CHECKING:
    from resp_lint import AttributeList, Profile


def find_flaws(attribute_list: AttributeList, profile: Profile) -> tuple[Flaw, ...]:
    """Where a list breaks the grammar."""
    source, raw, end = attribute_list.source, attribute_list.raw, attribute_list.end
    keys, flags = profile.attributes.known_keys, profile.attributes.flags
    if raw.endswith("}") and is_at_line_end(attribute_list):
        return find_flaws_in_text(raw, "", keys, flags)
    line = attribute_list.line + 1
    start, following = source.line_start(line), source.line_text(line)
    if not raw.endswith("}") and _is_continued(following):
        text = start + len(following) - len(following.lstrip()) - attribute_list.start
        return (Flaw(0, len(raw), "list runs over two lines; write it on one", ((len(raw), text, " "),)),)
    other = source.text.find("{:", end, start)  # the next of what may be thousands on the line
    after = source.text[end : start if other < 0 else other].rstrip()
    return find_flaws_in_text(raw, after, keys, flags)


def is_at_line_end(attribute_list: AttributeList) -> bool:
    """Whether nothing at all follows a list on its line."""
    return attribute_list.source.text[attribute_list.end : attribute_list.end + 1] in _ENDINGS


_ENDINGS = frozenset(("", "\n", "\r"))


def _is_continued(line: str) -> bool:
    """Whether a line ends a list that began on the line above."""
    inside, brace, after = line.partition("}")
    return bool(brace) and "{" not in inside and not after.strip()


def find_flaws_in_text(raw: str, after: str, keys: frozenset[str], flags: tuple[str, ...]) -> tuple[Flaw, ...]:
    """Where a list breaks the grammar, given as text with what stands after it on its line."""
    masked = mask_keyrefs(raw)
    closed = masked.endswith("}")
    body = masked[:-1] if closed else masked.rstrip("|)]>({ \t")
    found = scan(body, keys, flags)
    if not closed:
        return (*found, _report_unclosed_list(raw, len(body)))
    if found and "}" in after:
        return (Flaw(len(body), len(raw), "“}” inside a value ends the list; write the value without braces"),)
    if after and not after.strip("} \t"):
        start, end = len(raw) + len(after) - len(after.lstrip()), len(raw) + len(after)
        return (*found, Flaw(start, end, f"“{after.lstrip()}” is one too many; take it away", ((len(raw), end, ""),)))
    return found


def mask_keyrefs(raw: str) -> str:
    """A list with its keyrefs as words of the same length: their braces are not its own."""
    parts: list[str] = []
    done = 0
    while (start := raw.find("{{", done)) >= 0 and (end := raw.find("}}", start)) >= 0:
        parts += (raw[done:start], "x" * (end + 2 - start))
        done = end + 2
    return "".join((*parts, raw[done:]))


def _report_unclosed_list(raw: str, end: int) -> Flaw:
    instead = raw[end:].strip()
    message = f"list ends in “{instead}”; end it with “}}”" if instead else "list is not closed; end it with “}”"
    return Flaw(0, len(raw), message, ((end, len(raw), "}"),))
