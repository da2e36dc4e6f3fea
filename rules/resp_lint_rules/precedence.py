"""One cause, one finding: where two rules find something in the same place, the more exact one speaks.

This is the one place where that order stands: a rule's code, and the codes of those it gives way to.
"""

PRECEDENCE: dict[str, tuple[str, ...]] = {}
