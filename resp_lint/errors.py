"""What goes wrong because of what a user asked for; each message is one line for them."""

from __future__ import annotations


class UsageError(Exception):
    """Something the user asked for cannot be done."""


class ConfigError(UsageError):
    """A configuration cannot be used; the message names the file, the line, the key and the value."""


class ProfileError(UsageError):
    """A profile cannot be read; the message names the file and what is wrong there."""


class PluginError(UsageError):
    """A plugin cannot be used; the message names it and the cause."""


class UnknownRuleError(UsageError):
    """There is no rule of that code, prefix or name."""
