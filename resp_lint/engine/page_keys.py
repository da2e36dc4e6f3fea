"""The key of a page: everything that what is found on it comes from, but for the code that finds it."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import msgpack

from resp_lint.docset import collect_wanted_facts

if TYPE_CHECKING:
    from resp_lint.engine.runner import Checker, Task
    from resp_lint.rule import Rule
    from resp_lint.tree import Tree


class PageKeys:
    """The keys of the pages of a run; what many of them share is looked at once."""

    def __init__(self, tree: Tree) -> None:
        """Know the files around the pages: they say which facts are wanted of a page."""
        self._tree = tree
        self._checkers: dict[int, bytes] = {}
        self._settings: dict[int, bytes] = {}

    def of(self, task: Task, checker: Checker, data: bytes) -> bytes:
        """The key of a page with these bytes: their hash, with that of its path and of what it is checked with."""
        where = (os.fsencode(task.path), os.fsencode(task.root), task.named)
        return _hash(_encode_value((self._hash_checker(checker), where)) + data)

    def _hash_checker(self, checker: Checker) -> bytes:
        if id(checker) not in self._checkers:
            rules = [describe_rule(rule) for rule in checker.rules]
            parts = (self._hash_settings(checker), rules, sorted(collect_wanted_facts(checker.rules, self._tree)))
            self._checkers[id(checker)] = _hash(_encode_value(parts))
        return self._checkers[id(checker)]

    def _hash_settings(self, checker: Checker) -> bytes:
        settings = checker.settings
        if id(settings) not in self._settings:
            self._settings[id(settings)] = _hash(_encode_value(settings))
        return self._settings[id(settings)]


def describe_rule(rule: Rule) -> tuple[object, ...]:
    """All that a rule is but for its code, which `versions` knows."""
    where = (rule.check.__module__, rule.check.__qualname__)
    flags = (rule.any_page, rule.own, rule.docset)
    return (rule.code, rule.level, rule.rule_set, rule.fix, flags, rule.yields_to, rule.facts, where)


def _encode_value(value: object) -> bytes:
    return msgpack.encode(value, order="deterministic")


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=32).digest()
