"""Requests that an editor makes for its writer: actions, hover, completion, outline, ids of headings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.commands import load_module
from resp_lint.errors import UsageError
from resp_lint.report.rule_page import render_body
from resp_lint.server import actions, anchors, outline
from resp_lint.server import structures as lsp
from resp_lint.server.addresses import uri_of
from resp_lint.server.capabilities import EXPLAIN, IGNORE
from resp_lint.server.completion import Completer
from resp_lint.server.connection import Handler
from resp_lint.server.diagnostics import mark_finding
from resp_lint.server.documents import Document
from resp_lint.server.frames import INVALID_PARAMS, REQUEST_FAILED, RpcError
from resp_lint.server.hover import describe_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.page.model import Page
    from resp_lint.server.connection import Connection
    from resp_lint.server.root import Root
    from resp_lint.server.workspace import Open, Workspace

INFO = 3


class Requests:
    """Answers about the documents of a workspace."""

    def __init__(self, workspace: Workspace, connection: Connection) -> None:
        self._workspace, self._connection = workspace, connection
        self._client = workspace.client

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What is called for which method."""
        return {
            "textDocument/codeAction": Handler(lsp.ActionParams, self.list_actions),
            "codeAction/resolve": Handler(lsp.ActionGiven, self.resolve_action),
            "workspace/executeCommand": Handler(lsp.CommandParams, self.execute),
            "textDocument/hover": Handler(lsp.PositionParams, self.hover),
            "textDocument/completion": Handler(lsp.PositionParams, self.complete),
            "textDocument/documentSymbol": Handler(lsp.DocumentParams, self.list_symbols),
            "textDocument/foldingRange": Handler(lsp.DocumentParams, self.list_folds),
            "textDocument/definition": Handler(lsp.PositionParams, self.find_definition),
            "textDocument/references": Handler(lsp.ReferenceParams, self.find_references),
            "textDocument/prepareRename": Handler(lsp.PositionParams, self.prepare_rename),
            "textDocument/rename": Handler(lsp.RenameParams, self.rename),
        }

    # --- actions

    def list_actions(self, params: lsp.ActionParams) -> object:
        """Offer what can be done about diagnostics."""
        opened = self._workspace.find(params.text_document.uri)
        checked = self._workspace.check(opened)
        if checked is None or checked.page is None:
            return []
        findings = self._workspace.findings(opened)
        offered = actions.list_actions(opened.document, checked, findings, params, self._client)
        # What is applied on saving is asked for by its kind: it must change something.
        if self._client.resolves_edits and params.context.only is None:
            return list(offered)
        return [it for it in map(self._complete_action, offered) if it]

    def _complete_action(self, action: lsp.CodeAction) -> lsp.CodeAction | None:
        """An action with its edit, for an editor that does not ask for it later; None for one that would not hold."""
        try:
            return replace(action, edit=self._edit(action.data), data=None) if action.data else action
        except RpcError:
            return None

    def resolve_action(self, given: lsp.ActionGiven) -> object:
        """Add the edit to an action that was chosen."""
        return replace(given, edit=self._edit(given.data)) if given.data else given

    def _edit(self, data: object, reason: str = actions.PLACEHOLDER) -> lsp.WorkspaceEdit:
        chosen = actions.read_chosen(data)
        opened = self._workspace.find(chosen.uri)
        checked = self._workspace.check(opened)
        if checked is None:
            raise RpcError(REQUEST_FAILED, "the page is not checked any more")
        edits = actions.resolve(chosen, opened.document, checked, self._workspace.findings(opened), reason)
        return actions.make_edit(opened.document, edits, self._client)

    def execute(self, params: lsp.CommandParams) -> object:
        """Explain a rule, or ignore a finding for a reason."""
        arguments = params.arguments or ()
        if params.command == EXPLAIN and arguments and isinstance(arguments[0], str):
            return self._explain(arguments[0])
        if params.command == IGNORE and arguments:
            reason = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], str) else actions.PLACEHOLDER
            edit = self._edit(arguments[0], reason)
            self._connection.request("workspace/applyEdit", {"label": "Ignore a finding", "edit": edit})
            return None
        raise RpcError(INVALID_PARAMS, f"no such command: {params.command}")

    def _explain(self, name: str) -> str:
        try:
            rule = self._workspace.registry.find(name)
        except UsageError as error:
            raise RpcError(INVALID_PARAMS, str(error)) from None
        text: str = load_module("explain").render_page(rule, self._workspace.registry)
        if not self._client.shows_explanations:
            self._connection.notify("window/showMessage", {"type": INFO, "message": text})
        return text

    # --- what stands where

    def hover(self, params: lsp.PositionParams) -> object:
        """Explain what stands at a place."""
        opened, page = self._workspace.find_page(params.text_document.uri)
        if page is None:
            return None
        offset = opened.document.offset(params.position)
        found = describe_place(page, offset, opened.root.tree(), opened.root.folder)
        rules = self._rules_at(opened, page, offset)
        if not found and not rules:
            return None
        text = "\n\n---\n\n".join([*([found[0]] if found else []), *rules])
        markup = lsp.MarkupContent("markdown" if self._client.has_markdown else "plaintext", text)
        return lsp.Hover(markup, opened.document.range(*found[1]) if found else None)

    def _rules_at(self, opened: Open, page: Page, offset: int) -> list[str]:
        """The pages of the rules that report something at an offset."""
        codes = dict.fromkeys(
            finding.code
            for finding in self._workspace.findings(opened)
            for start, end in [mark_finding(finding, opened.document, page)]
            if start <= offset <= end
        )
        rules = [self._workspace.registry.find(code) for code in codes if code in self._workspace.registry.plugins]
        return [f"**{rule.code} {rule.name}**\n\n{render_body(rule)}" for rule in rules]

    def complete(self, params: lsp.PositionParams) -> object:
        """Offer what can be written at a place."""
        opened, page = self._workspace.find_page(params.text_document.uri)
        checked = opened.checked
        if page is None or checked is None:
            return []
        completer = Completer(page, opened.document, checked.checker.settings.profile, opened.root.tree())
        return completer.complete(opened.document.offset(params.position))

    def list_symbols(self, params: lsp.DocumentParams) -> object:
        """The outline of a page."""
        opened, page = self._workspace.find_page(params.text_document.uri)
        if page is None:
            return []
        symbols = outline.list_symbols(page, opened.document)
        if self._client.nests_symbols:
            return symbols
        return list(outline.flatten_symbols(symbols, opened.document.uri))

    def list_folds(self, params: lsp.DocumentParams) -> object:
        """What of a page can be folded."""
        _, page = self._workspace.find_page(params.text_document.uri)
        return list(outline.list_folds(page)) if page else []

    # --- ids of headings

    def find_definition(self, params: lsp.PositionParams) -> object:
        """Where the id at a place is defined."""
        found = self._find_anchor(params.text_document.uri, params.position)
        if found is None:
            return []
        root, target, wanted = found
        return [self._locate(root, it) for it in anchors.list_uses(target) if it.is_definition and it.id == wanted][:1]

    def find_references(self, params: lsp.ReferenceParams) -> object:
        """Where the id at a place is used."""
        found = self._find_anchor(params.text_document.uri, params.position)
        if found is None:
            return []
        uses = self._find_uses(*found)
        return [self._locate(found[0], it) for it in uses if params.context.include_declaration or not it.is_definition]

    def prepare_rename(self, params: lsp.PositionParams) -> object:
        """What of the text would be renamed."""
        found = self._find_anchor(params.text_document.uri, params.position)
        opened, page = self._workspace.find_page(params.text_document.uri)
        use = anchors.find_use(page, opened.document.offset(params.position)) if page else None
        if found is None or use is None:
            return None
        return opened.document.range(*anchors.place_in_use(use, found[2]))

    def rename(self, params: lsp.RenameParams) -> object:
        """Write another id, wherever the one at a place is written."""
        if not anchors.ID.fullmatch(params.new_name):
            raise RpcError(INVALID_PARAMS, f"“{params.new_name}” cannot be an id")
        found = self._find_anchor(params.text_document.uri, params.position)
        if found is None:
            raise RpcError(REQUEST_FAILED, "there is no id of a heading here")
        edits: dict[str, list[lsp.TextEdit]] = {}
        for use in self._find_uses(*found):
            location = self._locate(found[0], use, found[2])
            edits.setdefault(location.uri, []).append(lsp.TextEdit(location.range, params.new_name))
        if not self._client.versions_edits:
            return lsp.WorkspaceEdit(changes={uri: tuple(some) for uri, some in edits.items()})
        versions = {
            uri: self._workspace.documents[uri].document.version if uri in self._workspace.documents else None
            for uri in edits
        }
        return lsp.WorkspaceEdit(
            document_changes=tuple(
                lsp.DocumentEdit({"uri": uri, "version": versions[uri]}, tuple(some)) for uri, some in edits.items()
            )
        )

    def _find_anchor(self, uri: str, position: lsp.Position) -> tuple[Root, Page, str] | None:
        """The page and the heading id that a place leads to, and the folder of the page."""
        opened, page = self._workspace.find_page(uri)
        use = anchors.find_use(page, opened.document.offset(position)) if page else None
        if page is None or use is None:
            return None
        needles = [use.id] if use.id else []
        parts = use.topic.split("-") if use.topic else []
        needles += [f"#{'-'.join(parts[start:])}" for start in range(len(parts))]
        found = anchors.find_target(use, self._search(opened.root, needles))
        return (opened.root, *found) if found else None

    def _find_uses(self, root: Root, target: Page, wanted: str) -> list[anchors.Use]:
        pages = list(self._search(root, [wanted]))
        return [use for page in pages for use in anchors.list_uses(page) if anchors.leads_to(use, target, wanted)]

    def _search(self, root: Root, needles: list[str]) -> Iterator[Page]:
        opened = (
            it.document.source
            for it in self._workspace.documents.values()
            if it.root is root and it.document.is_markdown
        )
        return root.pages(needles, opened)

    def _locate(self, root: Root, use: anchors.Use, wanted: str = "") -> lsp.Location:
        """Where a use stands; of a topic, as far as it is the id `wanted`."""
        start, end = anchors.place_in_use(use, wanted) if wanted else (use.start, use.end)
        for opened in self._workspace.documents.values():
            if opened.root is root and opened.path == use.on.path:
                return lsp.Location(opened.document.uri, opened.document.range(start, end))
        uri = uri_of(os.path.join(root.folder, use.on.path))
        document = Document(uri, 0, use.on.source, self._client.encoding)
        return lsp.Location(uri, document.range(start, end))
