"""The language server: what is open, what is to be checked, and who answers which request."""

# ruff: noqa: PTH100, PTH109, PTH112, PTH120 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from resp_lint.baseline import BASELINE
from resp_lint.config.find import root_of
from resp_lint.engine.discovery import SUFFIXES
from resp_lint.engine.gitignore import NAME as GITIGNORE
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry
from resp_lint.server import structures as lsp
from resp_lint.server.addresses import name_of, path_of, uri_of
from resp_lint.server.capabilities import Client, describe_server, read_client
from resp_lint.server.connection import Handler
from resp_lint.server.diagnostics import make_diagnostic
from resp_lint.server.documents import Document
from resp_lint.server.frames import INTERNAL_ERROR, RpcError
from resp_lint.server.root import Root
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.cli.options import Options
    from resp_lint.plugins import Registry
    from resp_lint.server.connection import Connection
    from resp_lint.server.root import Checked

ERROR = 1
DELETED = 3
CONFIGURATION = ".toml"
WATCHED = ("**/*.{toml,yaml,yml}", "**/*.{md,markdown}", f"**/{GITIGNORE}", f"**/{BASELINE}")


class Open:
    """An open document, where it belongs, and what is known of its present version."""

    def __init__(self, document: Document, root: Root) -> None:
        self.document, self.root = document, root
        self.is_dirty = True  # its text is not checked yet
        self.is_stale = True  # what was published is not what there is now
        self.checked: Checked | None = None
        self.published = b""

    @property
    def path(self) -> str:
        """The path under which findings are reported."""
        return self.document.source.path


class Server:
    """Answers one editor."""

    def __init__(self, connection: Connection, options: Options) -> None:
        self.connection, self.options = connection, options
        self.client = Client()
        self.roots: list[Root] = []
        self._loose: dict[str, Root] = {}
        self.documents: dict[str, Open] = {}
        self._told = ""
        self._refreshes = False

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What is called for which method."""
        return {
            "initialize": Handler(lsp.InitializeParams, self.initialize),
            "initialized": Handler(dict, self.start),
            "textDocument/didOpen": Handler(lsp.OpenParams, self.open),
            "textDocument/didChange": Handler(lsp.ChangeParams, self.change),
            "textDocument/didClose": Handler(lsp.DocumentParams, self.close),
            "textDocument/didSave": Handler(lsp.DocumentParams, self.save),
            "textDocument/diagnostic": Handler(lsp.PullParams, self.pull),
            "workspace/didChangeWatchedFiles": Handler(lsp.WatchedParams, self.see_files),
            "workspace/didChangeWorkspaceFolders": Handler(lsp.FoldersParams, self.change_folders),
            "workspace/didChangeConfiguration": Handler(dict, self.reconfigure),
        }

    # --- life

    def initialize(self, params: lsp.InitializeParams) -> object:
        """Learn what the editor can do and which folders it has open."""
        self.client = read_client(params.capabilities)
        try:
            self.registry: Registry = load_registry()
        except UsageError as error:
            raise RpcError(INTERNAL_ERROR, str(error)) from None
        uris = [folder.uri for folder in params.workspace_folders or ()]
        if not uris and (params.root_uri or params.root_path):
            uris = [params.root_uri or uri_of(os.path.abspath(params.root_path or ""))]
        self._add_roots(uris)
        return describe_server(self.client)

    def start(self, _params: object) -> None:
        """Ask to hear of files that change; say what is wrong with the configuration."""
        if self.client.watches:
            watchers = [{"globPattern": pattern} for pattern in (*WATCHED, *self._outer_files())]
            options = {"watchers": watchers}
            registration = {"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": options}
            self.connection.request("client/registerCapability", {"registrations": [registration]})
        self._tell_problems()

    def _outer_files(self) -> list[str]:
        """Configuration files that stand in none of the folders."""
        files = sorted({file for root in self.roots for file in root.files()})
        return [file.replace(os.sep, "/") for file in files if not any(root.holds(file) for root in self.roots)]

    def _add_roots(self, uris: list[str]) -> None:
        paths = [path for path in map(path_of, uris) if path and os.path.isdir(path)]
        known = {root.folder for root in self.roots}
        made = [Root(path, self.options, self.registry, is_workspace=True) for path in paths if path not in known]
        self.roots = sorted([*self.roots, *made], key=lambda root: len(root.folder), reverse=True)

    # --- documents

    def open(self, params: lsp.OpenParams) -> None:
        """Take a document."""
        item = params.text_document
        root, path = self._place(item.uri)
        is_markdown = item.language_id == "markdown" or path.lower().endswith(SUFFIXES)
        document = Document(item.uri, item.version, Source(path, item.text), self.client.encoding, is_markdown)
        self.documents[item.uri] = Open(document, root)
        if not self.client.watches:
            self._reload()

    def change(self, params: lsp.ChangeParams) -> None:
        """Take the changes of a document."""
        opened = self.find(params.text_document.uri)
        opened.document = opened.document.change(params.text_document.version, params.content_changes)
        opened.is_dirty = True

    def close(self, params: lsp.DocumentParams) -> None:
        """Let a document go; what is on the disk counts again."""
        opened = self.documents.pop(params.text_document.uri, None)
        if opened is not None:
            opened.root.close(opened.path)
            self._doubt(opened.root)
            if not self.client.pulls:
                self._publish(params.text_document.uri, [], None)

    def save(self, _params: lsp.DocumentParams) -> None:
        """Read configurations again, where the editor does not say that files change."""
        if not self.client.watches:
            self._reload()

    def find(self, uri: str) -> Open:
        """An open document.

        Raises `RpcError`.
        """
        if uri not in self.documents:
            raise RpcError(-32602, f"not open: {uri}")
        return self.documents[uri]

    def _place(self, uri: str) -> tuple[Root, str]:
        """The folder that a document belongs to, and its path in there."""
        path = path_of(uri)
        if not path:
            return (self.roots[-1] if self.roots else self._loose_root(os.getcwd())), name_of(uri)
        root = next((root for root in self.roots if root.holds(path)), None) or self._loose_root(root_of(path))
        return root, root.path_of(path)

    def _loose_root(self, folder: str) -> Root:
        """The folder of a page that lies in none of the editor's: what else is in there is not looked at."""
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        if folder not in self._loose:
            self._loose[folder] = Root(folder, self.options, self.registry, is_workspace=False)
            self._tell_problems()
        return self._loose[folder]

    # --- diagnostics

    def check(self, opened: Open) -> Checked | None:
        """An open page as it is now."""
        if opened.is_dirty:
            before = opened.checked.facts if opened.checked else ()
            is_page = opened.document.is_markdown
            opened.checked = opened.root.check(opened.document.source) if is_page else None
            opened.is_dirty = False
            if (opened.checked.facts if opened.checked else ()) != before:
                self._doubt(opened.root, opened)
        return opened.checked

    def diagnose(self, opened: Open) -> list[lsp.Diagnostic]:
        """What is reported on an open document."""
        checked = self.check(opened)
        if checked is None:
            return []
        findings = opened.root.findings(opened.path)
        return [make_diagnostic(it, opened.document, checked.page, self.client) for it in findings]

    def pull(self, params: lsp.PullParams) -> object:
        """Answer with the diagnostics of a document, or that they are those that the editor has."""
        opened = self.find(params.text_document.uri)
        if not self.client.refreshes:
            while opened.root.settle():
                pass
        items = self.diagnose(opened)
        number = f"{opened.document.version}-{crc32(msgspec.json.encode(items)):08x}"
        if number == params.previous_result_id:
            return {"kind": "unchanged", "resultId": number}
        return {"kind": "full", "resultId": number, "items": items}

    def settle(self) -> bool:
        """Do a part of what can wait: check what changed, then read what else is in the folders."""
        if self.client.pulls:
            if self._refreshes and self.client.refreshes:
                self.connection.request("workspace/diagnostic/refresh", None)
            self._refreshes = False
        else:
            for uri, opened in self.documents.items():
                if opened.is_stale or opened.is_dirty:
                    opened.is_stale = False
                    self._publish(uri, self.diagnose(opened), opened)
        for root in {id(it.root): it.root for it in self.documents.values()}.values():
            if not root.is_settled:
                if not root.settle():
                    self._doubt(root)
                return True
        return any(it.is_stale for it in self.documents.values()) and not self.client.pulls

    def _doubt(self, root: Root, cause: Open | None = None) -> None:
        """Look again at pages, or have the editor ask again: what they are together is not what it was."""
        for other in self.documents.values():
            if other.root is root and other is not cause:
                other.is_stale = self._refreshes = True

    def _publish(self, uri: str, items: list[lsp.Diagnostic], opened: Open | None) -> None:
        """Send diagnostics, unless the editor has them already for this version."""
        params: dict[str, Any] = {"uri": uri, "diagnostics": items}
        if opened:
            params["version"] = opened.document.version
            encoded = msgspec.json.encode(params)
            if encoded == opened.published:
                return
            opened.published = encoded
        self.connection.notify("textDocument/publishDiagnostics", params)

    # --- files and folders

    def see_files(self, params: lsp.WatchedParams) -> None:
        """Take note of files that came, changed or went."""
        paths = [path for path in (path_of(change.uri) for change in params.changes) if path]
        if any(not path.lower().endswith(SUFFIXES) for path in paths):
            self._reload()
            return
        for path in paths:
            root = next((root for root in self.roots if root.holds(path)), None)
            if root:
                root.visit(root.path_of(path))
                self._doubt(root)

    def change_folders(self, params: lsp.FoldersParams) -> None:
        """Take folders that were opened or closed."""
        removed = {path_of(folder.uri) for folder in params.event.removed}
        self.roots = [root for root in self.roots if root.folder not in removed]
        self._add_roots([folder.uri for folder in params.event.added])
        for opened in self.documents.values():
            root, path = self._place(opened.document.uri)
            if root is not opened.root:
                opened.root.close(opened.path)
                opened.root, opened.is_dirty = root, True
                opened.document = msgspec.structs.replace(
                    opened.document, source=Source(path, opened.document.source.text)
                )
            opened.is_stale = True
        self._refreshes = True
        self._tell_problems()

    def reconfigure(self, _params: object) -> None:
        """Read configurations again."""
        self._reload()

    def _reload(self) -> None:
        """Read configurations anew, and check all pages that are open with them."""
        for root in (*self.roots, *self._loose.values()):
            root.reload()
        for opened in self.documents.values():
            opened.is_dirty = opened.is_stale = True
        self._refreshes = True
        self._tell_problems()

    def _tell_problems(self) -> None:
        """Show what is wrong with configurations, once."""
        problems = "\n".join(dict.fromkeys(root.problem for root in self._all_roots if root.problem))
        if problems and problems != self._told:
            self.connection.notify("window/showMessage", {"type": ERROR, "message": f"resp-lint: {problems}"})
        self._told = problems

    @property
    def _all_roots(self) -> list[Root]:
        return [*self.roots, *self._loose.values()]
