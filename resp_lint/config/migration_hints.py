"""What users of other linters write out of habit, and how resp-lint calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.config.toml import shorten_value
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.toml import Keys


_OFF = frozenset({"off", "none", "never", "no", "false", "ignore", "disable", "disabled", "0"})
_LEVELS = {"error": "error", "2": "error", "warning": "warning", "warn": "warning", "1": "warning", "info": "info"}
_CODE = regex(r"[A-Za-z]{2,}[0-9]+")
_OPTION = regex(r"(?:max|min)[-_].+|.+[-_](?:length|limit)")
# By what a key becomes in small letters, hyphens for underscores, without a space: the key that is meant.
_KEYS: Mapping[str, str] = {
    **dict.fromkeys(("disable", "disabled", "disabled-rules", "exclude-rules", "extend-ignore", "skip"), "ignore"),
    **dict.fromkeys(("enable", "enabled", "enabled-rules"), "extend-select"),
    **dict.fromkeys(("ignorepatterns", "ignore-patterns", "ignore-files", "extend-exclude", "excludes"), "exclude"),
    **dict.fromkeys(("files", "paths", "src", "extend-include"), "include"),
    **dict.fromkeys(("overrides", "extend-per-file-ignores"), "per-file-ignores"),
    **dict.fromkeys(("severity", "severities"), "levels"),
    **dict.fromkeys(("format", "formats", "formatter", "output-format", "reporter", "reporters"), "output"),
    **dict.fromkeys(("strict", "preset"), "set"),
    "exit-zero": "fail-on",
}
_OPTIONS = frozenset({"fix", "unsafe-fixes", "fixable", "unfixable", "show-fixes", "force-exclude", "jobs"})


def hint_migration(keys: Keys, value: Any) -> str:
    """A hint at how what stands at some keys is written here; empty where no habit is known."""
    match keys:
        case ("levels", str(rule)):
            return _hint_level(rule, value)
        case ("rules", str(rule)) | ("rules", str(rule), "enabled" | "enable"):
            return _hint_rule(rule, value)
        case ("rules", str(rule), "severity" | "level"):
            return _hint_level(rule, value) or f"levels are set in a table of their own: levels.{rule}"
        case ("rules",) if isinstance(value, list) and all(isinstance(it, str) for it in value):
            return "did you mean “select”?"
        case (str(key),):
            return _hint_rule(key, value) if _CODE.fullmatch(key) else _hint_key(key.lower().replace("_", "-"), value)
    return ""


def _lower_word(value: Any) -> str:
    return str(value).lower()


def _hint_level(rule: str, value: Any) -> str:
    if _lower_word(value) in _OFF:
        return f"to leave the rule out, write ignore = {shorten_value([rule])}"
    if _lower_word(value) in _LEVELS:
        return f"write levels.{rule} = {shorten_value(_LEVELS[_lower_word(value)])}"
    return ""


def _hint_rule(rule: str, value: Any) -> str:
    """A rule that is switched, or given a level, where its options stand."""
    if isinstance(value, list) and value:
        value = value[0]
    if value is True or _lower_word(value) in {"on", "true"}:
        return f"to use the rule, write extend-select = {shorten_value([rule])}"
    if isinstance(value, dict):
        return f"options of a rule stand in the table rules.{rule}"
    return _hint_level(rule, value)


def _hint_key(key: str, value: Any) -> str:
    if key in _OPTIONS:
        return f"stands on the command line only: --{key}"
    if key in _KEYS:
        return 'write set = "strict"' if key == "strict" and value is True else f"did you mean “{_KEYS[key]}”?"
    if key == "lint" and isinstance(value, dict):
        return "its keys stand at the top"
    if _OPTION.fullmatch(key):
        return "options of rules stand in the table rules.NAME; “resp-lint explain RULE” lists them"
    return ""
