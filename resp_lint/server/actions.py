"""Code actions: fix this, fix all of a rule, fix all, ignore with a reason, explain.

What an action would change is worked out when it is chosen, as checking a fix takes a check of the page.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.fix.edits import apply_edits, fits
from resp_lint.fix.shift import Shift
from resp_lint.fix.verify import difference
from resp_lint.page.parser import parse
from resp_lint.regex import regex
from resp_lint.server import structures as lsp
from resp_lint.server.capabilities import EXPLAIN, FIX_ALL, IGNORE, SOURCE
from resp_lint.server.diagnostics import make_diagnostic
from resp_lint.server.documents import shrink_edit
from resp_lint.server.frames import REQUEST_FAILED, RpcError
from resp_lint.source import Source
from resp_lint.suppressions.model import UNSUPPRESSIBLE
from resp_lint.suppressions.write import add_ignores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.model import Page
    from resp_lint.rule import Finding
    from resp_lint.server.capabilities import Client
    from resp_lint.server.documents import Document
    from resp_lint.server.root import Checked

QUICK_FIX = "quickfix"
PLACEHOLDER = "say why this finding may stay"
"""The reason that stands in a suppression until the writer gives one."""
_MAX_PAIRS = 4_000_000
_LINE = regex(r"[^\n]*\n|[^\n]+")


class Chosen(msgspec.Struct, frozen=True):
    """Which action was chosen: what it does, in which version of which document, and for which finding."""

    uri: str
    version: int
    does: str
    code: str = ""
    start: int = 0
    end: int = 0


def list_actions(
    document: Document, checked: Checked, findings: Sequence[Finding], params: lsp.ActionParams, client: Client
) -> Iterator[lsp.CodeAction]:
    """What is offered for the diagnostics that an editor names, as far as they are those of the present version."""
    wanted = params.context.only
    current = list(_named_findings(document, checked, findings, params, client))
    if _is_wanted(QUICK_FIX, wanted):
        for finding, diagnostic in current:
            yield from _list_for(finding, diagnostic, document, findings, client)
    is_fixable = any(it.fix and it.fix.safe for it in checked.checked.findings)
    if _is_wanted(FIX_ALL, wanted) and is_fixable:
        chosen = Chosen(document.uri, document.version, "all")
        yield lsp.CodeAction("Fix all that resp-lint can fix safely", FIX_ALL, data=msgspec.to_builtins(chosen))


def _is_wanted(kind: str, only: tuple[str, ...] | None) -> bool:
    return only is None or any(f"{kind}.".startswith(f"{it}.") or not it for it in only)


def _named_findings(
    document: Document, checked: Checked, findings: Sequence[Finding], params: lsp.ActionParams, client: Client
) -> Iterator[tuple[Finding, lsp.Diagnostic]]:
    """Findings with their diagnostics: those that the editor names, or those in its range where it names none."""
    given = [it for it in params.context.diagnostics if it.source == SOURCE and _is_of(it, document.version)]
    named = {(it.code, it.range, it.message) for it in given}
    for finding in findings:
        diagnostic = make_diagnostic(finding, document, checked.page, client)
        if (diagnostic.code, diagnostic.range, diagnostic.message) in named or (
            not params.context.diagnostics and _meet(diagnostic.range, params.range)
        ):
            yield finding, diagnostic


def _is_of(diagnostic: lsp.GivenDiagnostic, version: int) -> bool:
    data = diagnostic.data
    return not isinstance(data, dict) or data.get("version", version) == version


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _list_for(
    finding: Finding, diagnostic: lsp.Diagnostic, document: Document, findings: Sequence[Finding], client: Client
) -> Iterator[lsp.CodeAction]:
    rule = f"{finding.code} {finding.name}"
    source = document.source
    chosen = Chosen(
        document.uri, document.version, "fix", finding.code, *map(source.offset, (finding.start, finding.end))
    )
    if finding.fix:
        look = "" if finding.fix.safe else " (look at it afterwards)"
        yield _action(f"{finding.fix.title}{look} ({finding.code})", chosen, diagnostic, is_preferred=finding.fix.safe)
        alike = sum(1 for it in findings if it.code == finding.code and it.fix and it.fix.safe)
        if alike > 1 and finding.fix.safe:
            yield _action(f"Fix all {alike} findings of {rule}", replace(chosen, does="rule"), diagnostic)
    if not finding.code.startswith(UNSUPPRESSIBLE):
        title = f"Ignore {rule} here, with a reason"
        ignore = replace(chosen, does="ignore")
        if client.asks_reasons:
            command = lsp.Command(title, IGNORE, (msgspec.to_builtins(ignore),))
            yield lsp.CodeAction(title, QUICK_FIX, (diagnostic,), command=command)
        else:
            yield _action(title, ignore, diagnostic)
    title = f"Explain {rule}"
    yield lsp.CodeAction(title, QUICK_FIX, (diagnostic,), command=lsp.Command(title, EXPLAIN, (finding.code,)))


def _action(title: str, chosen: Chosen, diagnostic: lsp.Diagnostic, *, is_preferred: bool = False) -> lsp.CodeAction:
    return lsp.CodeAction(title, QUICK_FIX, (diagnostic,), is_preferred, data=msgspec.to_builtins(chosen))


# --- what a chosen action changes


def read_chosen(data: object) -> Chosen:
    """What an editor gives back of an action.

    Raises `RpcError`.
    """
    try:
        return msgspec.convert(data, Chosen)
    except msgspec.ValidationError as error:
        raise RpcError(REQUEST_FAILED, f"not an action of resp-lint: {error}") from None


def resolve(
    chosen: Chosen, document: Document, checked: Checked, findings: Sequence[Finding], reason: str = PLACEHOLDER
) -> tuple[lsp.TextEdit, ...]:
    """The smallest edits that do what was chosen.

    Raises `RpcError` where the document has changed since, or the page would be harmed.
    """
    page = checked.page
    if chosen.version != document.version or page is None:
        raise RpcError(REQUEST_FAILED, "the page has changed since; ask again")
    if chosen.does in {"all", "rule"}:
        edits = _fix_several(page, checked, frozenset({chosen.code}) if chosen.code else None)
    else:
        finding = _find(chosen, document, findings)
        edits = _fix_one(page, checked, finding) if chosen.does == "fix" else _ignore(page, finding, reason)
    return tuple(lsp.TextEdit(document.range(start, end), text) for start, end, text in edits)


def _find(chosen: Chosen, document: Document, findings: Sequence[Finding]) -> Finding:
    source = document.source
    for finding in findings:
        place = source.offset(finding.start), source.offset(finding.end)
        if finding.code == chosen.code and place == (chosen.start, chosen.end):
            return finding
    raise RpcError(REQUEST_FAILED, f"{chosen.code} is not found there any more")


def _fix_one(page: Page, checked: Checked, finding: Finding) -> list[tuple[int, int, str]]:
    """The edits of one fix; what else would be found afterwards is for the writer to see."""
    text = page.source.text
    if finding.fix is None or not fits(finding.fix, text):
        raise RpcError(REQUEST_FAILED, f"{finding.code} has no fix there")
    shift = Shift(text, [finding.fix])
    after = parse(Source(page.path, apply_edits(text, shift.edits)), checked.checker.settings.conventions)
    if reason := difference(page, after, [finding.fix], shift):
        raise RpcError(REQUEST_FAILED, f"the fix of {finding.code} does not hold: {reason}")
    return [shrink_edit(text[it.start : it.end], it.text, it.start) for it in shift.edits]


def _fix_several(page: Page, checked: Checked, codes: frozenset[str] | None) -> list[tuple[int, int, str]]:
    """The edits that `--fix` makes, or those of some rules."""
    checker = checked.checker
    wanted = Wanted(codes or frozenset(rule.code for rule in checker.rules))
    fixed = fix_page(page, checker.rules, checker.settings, wanted, checker.keep)
    if not fixed.changed:
        raise RpcError(REQUEST_FAILED, "no fix holds on this page")
    return list(compare_texts(page.source.text, fixed.checked.source.text))


def _ignore(page: Page, finding: Finding, reason: str) -> list[tuple[int, int, str]]:
    """The edit that suppresses a finding by its rule's name."""
    added = add_ignores(page, [replace(finding, code=finding.name)], reason)
    if added.left:
        raise RpcError(REQUEST_FAILED, f"{finding.code} cannot be suppressed there without harm to the page")
    return list(compare_texts(page.source.text, added.text))


def compare_texts(old: str, new: str) -> list[tuple[int, int, str]]:
    """The edits, as start, end and text, that make one text of another: line by line, and in lines what differs."""
    start, end, text = shrink_edit(old, new)
    if start == end and not text:
        return []
    before, after = _LINE.findall(old[start:end]), _LINE.findall(text)
    if len(before) * len(after) > _MAX_PAIRS:
        return [(start, end, text)]
    edits: list[tuple[int, int, str]] = []
    starts = [start, *(start + length for length in accumulate(map(len, before)))]
    for kind, first, last, left, right in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal" and last - first == right - left:
            edits += map(shrink_edit, before[first:last], after[left:right], starts[first:last])
        elif kind != "equal":
            hunk = "".join(before[first:last]), "".join(after[left:right])
            edits.append(shrink_edit(*hunk, starts[first]))
    return edits


def make_edit(document: Document, edits: tuple[lsp.TextEdit, ...], client: Client) -> lsp.WorkspaceEdit:
    """Edits of one document, for its present version where the editor knows versions."""
    if client.versions_edits:
        named: dict[str, Any] = {"uri": document.uri, "version": document.version}
        return lsp.WorkspaceEdit(document_changes=(lsp.DocumentEdit(named, edits),))
    return lsp.WorkspaceEdit(changes={document.uri: edits})
