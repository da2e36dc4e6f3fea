"""Block rules by first character: markdown-it asks each of fourteen rules about each line; most need not be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import rules_block
from mdit_py_plugins.footnote.index import footnote_def

from resp_lint.page.attribute_lists import list_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import Ruler
    from markdown_it.rules_block import StateBlock

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

# What a line must start with, its indentation aside, for a rule to do more than to say no.
_FIRST_CHARACTERS: dict[BlockRule, str] = {
    list_line: "{",
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    footnote_def: "[",
    rules_block.reference: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
}


class _ByFirstCharacter:
    """The part of a `Ruler` that parsing needs: each chain of rules is one rule, which picks by the first character."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        self.ruler = ruler
        self._chains: dict[str, list[BlockRule]] = {}
        self.get_active_rules = ruler.get_active_rules

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 -- markdown-it's names
        """The rules of a chain; empty for all of them."""
        if chainName not in self._chains:
            self._chains[chainName] = [_make_picker(self.ruler.getRules(chainName))]
        return self._chains[chainName]


def _make_picker(rules: Sequence[BlockRule]) -> BlockRule:
    """One rule that stands for several, the first that matches taking the line."""
    characters = set("".join(_FIRST_CHARACTERS.get(rule, "") for rule in rules))
    picked = {
        character: tuple(rule for rule in rules if character in _FIRST_CHARACTERS.get(rule, character))
        for character in characters
    }
    others = tuple(rule for rule in rules if rule not in _FIRST_CHARACTERS)

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it calls its rules so
        first = state.bMarks[start_line] + state.tShift[start_line]
        for picked_rule in picked.get(state.src[first : first + 1], others):
            if picked_rule(state, start_line, end_line, silent):
                return True
        return False

    return rule


def use_first_character_rules(md: MarkdownIt) -> None:
    """Ask block rules only about lines that may be theirs; comes last, the rules are settled then."""
    md.block.ruler = _ByFirstCharacter(md.block.ruler)  # type: ignore[assignment]  # as much of one as parsing needs
