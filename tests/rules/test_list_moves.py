"""Where RSP412 puts attribute lists that miss what they are meant for: one case for each way to move them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from resp_lint import lint_text
from resp_lint.fix.edits import apply_fixes
from resp_lint.plugins import load_registry

TABLE = "| Task | Owner |\n|------|-------|\n| Rotate keys | IBM |\n"
RULE = [load_registry().find("RSP412")]


class Move(NamedTuple):
    """A page before its fix and after it, and whether the fix is safe; None where there is none."""

    before: str
    after: str | None
    safe: bool = True


MOVES = {
    "a blank line below a table": Move(TABLE + '\n{: caption="A"}\n', TABLE + '{: caption="A"}\n'),
    "several blank lines": Move(TABLE + '\n\n\n{: caption="A"}\n', TABLE + '{: caption="A"}\n'),
    "indented below a table": Move(TABLE + '  {: caption="A"}\n', TABLE + '{: caption="A"}\n'),
    "two on one line": Move(TABLE + '{: caption="A"} {: row-headers}\n', TABLE + '{: caption="A"}\n{: row-headers}\n'),
    "without a space": Move(TABLE + '{:row-headers}\n{:caption="A"}\n', TABLE + '{: row-headers}\n{: caption="A"}\n'),
    "without an end of line": Move(
        TABLE + '{: row-headers}\n{: caption="A"}', TABLE + '{: row-headers}\n{: caption="A"}\n'
    ),
    "text on the next line": Move(TABLE + '{: caption="A"}\nText.\n', TABLE + '{: caption="A"}\n\nText.\n'),
    "text on the same line": Move(TABLE + '{: caption="A"} Text.\n', TABLE + '{: caption="A"}\n\nText.\n', safe=False),
    "the end of a comment on the same line": Move(
        TABLE + '{: caption="A"} -->\n', TABLE + '{: caption="A"}\n', safe=False
    ),
    "text between two lists": Move(TABLE + '{: caption="A"}\nText.\n{: summary="B"}\n', None),
    "among the rows": Move(
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n{: caption="A"}\n| B | You |\n',
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n| B | You |\n{: caption="A"}\n',
    ),
    "two among the rows": Move(
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n{:row-headers}\n{:caption="A"}\n| B | You |\n',
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n| B | You |\n{: row-headers}\n{: caption="A"}\n',
    ),
    "two among the rows at the end of the page": Move(
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n{: row-headers}\n{: caption="A"}\n| B | You |',
        '| Task | Owner |\n|------|-------|\n| A | IBM |\n| B | You |\n{: row-headers}\n{: caption="A"}\n',
    ),
    "with carriage returns": Move(
        TABLE.replace("\n", "\r\n") + '\r\n{: caption="A"}\r\n', TABLE.replace("\n", "\r\n") + '{: caption="A"}\r\n'
    ),
    "in a quote": Move("> Text.\n>\n> {: note}\n", "> Text.\n> {: note}\n"),
    "a blank line below a paragraph": Move("Text.\n\n{: note}\n", "Text.\n{: note}\n"),
    "a blank line below a heading": Move("# Keys\n\n{: .wide}\n", "# Keys\n{: .wide}\n"),
    "text right below a list of a paragraph": Move(
        "Text.\n{: note}\nMore.\n", "Text.\n{: note}\n\nMore.\n", safe=False
    ),
    "nothing that it could belong to": Move("---\n\n***\n{: note}\n", None),
    "under an underlined heading": Move("Keys\n====\n{: .wide}\n", None),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_list_is_moved_to_what_it_is_meant_for(move: Move) -> None:
    findings = lint_text(move.before, RULE)
    assert findings
    fixes = [finding.fix for finding in findings if finding.fix]
    if move.after is None:
        assert not fixes
        return
    assert [fix.safe for fix in fixes] == [move.safe]
    assert apply_fixes(move.before, fixes)[0] == move.after
    assert lint_text(move.after, RULE) == ()
