"""The language server: what is open, what is to be checked, and who answers which request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec
from msgspec.structs import replace

from resp_lint.baseline import BASELINE
from resp_lint.engine.discovery import SUFFIXES
from resp_lint.engine.gitignore import NAME as GITIGNORE
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry
from resp_lint.server import structures as lsp
from resp_lint.server.addresses import path_of, uri_of
from resp_lint.server.capabilities import describe_server, read_client
from resp_lint.server.connection import Handler
from resp_lint.server.documents import Document
from resp_lint.server.frames import INTERNAL_ERROR, RpcError
from resp_lint.server.requests import Requests
from resp_lint.server.workspace import Open, Workspace
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.cli.options import Options
    from resp_lint.server.connection import Connection

ERROR = 1
WATCHED = ("**/*.{toml,yaml,yml}", "**/*.{md,markdown}", f"**/{GITIGNORE}", f"**/{BASELINE}")


def serve(connection: Connection, options: Options) -> int:
    """Serve one editor; the exit code."""
    handlers: dict[str, Handler] = {}
    servers: list[Server] = []

    def initialize(params: lsp.InitializeParams) -> object:
        try:
            registry = load_registry()
        except UsageError as error:
            raise RpcError(INTERNAL_ERROR, str(error)) from None
        client = read_client(params.capabilities, params.initialization_options)
        workspace = Workspace(options, registry, client)
        workspace.add_folders(_list_folders(params))
        servers.append(Server(connection, workspace))
        handlers.update(servers[0].handlers)
        return describe_server(client)

    handlers["initialize"] = Handler(lsp.InitializeParams, initialize)
    return connection.serve(handlers, lambda: any(server.settle() for server in servers))


def _list_folders(params: lsp.InitializeParams) -> list[str]:
    """The folders that an editor has open, as any version of the protocol names them."""
    if params.workspace_folders or not (params.root_uri or params.root_path):
        return [folder.uri for folder in params.workspace_folders or ()]
    return [params.root_uri or uri_of(os.path.abspath(params.root_path or ""))]


class Server:
    """Keeps up with what an editor does, and gives it diagnostics."""

    def __init__(self, connection: Connection, workspace: Workspace) -> None:
        self._connection, self._workspace, self._client = connection, workspace, workspace.client
        self._last_problems = ""

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What is called for which method."""
        return {
            "initialized": Handler(dict, self.start),
            "textDocument/didOpen": Handler(lsp.OpenParams, self.open),
            "textDocument/didChange": Handler(lsp.ChangeParams, self.change),
            "textDocument/didClose": Handler(lsp.DocumentParams, self.close),
            "textDocument/didSave": Handler(lsp.DocumentParams, self.save),
            "textDocument/diagnostic": Handler(lsp.PullParams, self.pull),
            "workspace/didChangeWatchedFiles": Handler(lsp.WatchedParams, self.see_files),
            "workspace/didChangeWorkspaceFolders": Handler(lsp.FoldersParams, self.change_folders),
            "workspace/didChangeConfiguration": Handler(dict, self.reconfigure),
            **Requests(self._workspace, self._connection).handlers,
        }

    # --- life

    def start(self, _params: object) -> None:
        """Ask to hear of files that change; say what is wrong with the configuration."""
        if self._client.watches:
            watchers = [{"globPattern": pattern} for pattern in (*WATCHED, *self._outer_files())]
            options = {"watchers": watchers}
            registration = {"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": options}
            self._connection.request("client/registerCapability", {"registrations": [registration]})
        self._report_problems()

    def _outer_files(self) -> list[str]:
        """Configuration files that stand in none of the folders."""
        files = sorted({file for root in self._workspace.roots for file in root.files()})
        return [
            file.replace(os.sep, "/") for file in files if not any(root.holds(file) for root in self._workspace.roots)
        ]

    # --- documents

    def open(self, params: lsp.OpenParams) -> None:
        """Take a document."""
        item = params.text_document
        root, path = self._workspace.place(item.uri)
        is_markdown = item.language_id == "markdown" or path.lower().endswith(SUFFIXES)
        document = Document(item.uri, item.version, Source(path, item.text), self._client.encoding, is_markdown)
        self._workspace.documents[item.uri] = Open(document, root)
        if not self._client.watches:
            self._reload()
        self._report_problems()

    def change(self, params: lsp.ChangeParams) -> None:
        """Take the changes of a document."""
        opened = self._workspace.find(params.text_document.uri)
        opened.document = opened.document.change(params.text_document.version, params.content_changes)
        opened.is_dirty = opened.is_stale = True

    def close(self, params: lsp.DocumentParams) -> None:
        """Let a document go; what is on the disk counts again."""
        opened = self._workspace.documents.pop(params.text_document.uri, None)
        if opened is not None:
            opened.root.close(opened.path)
            self._workspace.doubt(opened.root)
            if not self._client.pulls:
                self._publish(params.text_document.uri, [], None)

    def save(self, _params: lsp.DocumentParams) -> None:
        """Read configurations again, where the editor does not say that files change."""
        if not self._client.watches:
            self._reload()

    # --- diagnostics

    def pull(self, params: lsp.PullParams) -> object:
        """Answer with the diagnostics of a document, or that they are those that the editor has."""
        opened = self._workspace.find(params.text_document.uri)
        if not self._client.refreshes:
            self._workspace.check(opened)  # says whether a rule wants to see the other pages, too
            while opened.root.settle():
                pass
        items = self._workspace.diagnose(opened)
        number = f"{opened.document.version}-{crc32(msgspec.json.encode(items)):08x}"
        if number == params.previous_result_id:
            return {"kind": "unchanged", "resultId": number}
        return {"kind": "full", "resultId": number, "items": items}

    def settle(self) -> bool:
        """Do a part of what can wait: check what changed, then read what else is in the folders."""
        if self._client.pulls:
            if self._workspace.are_pages_stale and self._client.refreshes:
                self._connection.request("workspace/diagnostic/refresh", None)
            self._workspace.are_pages_stale = False
        else:
            for uri, opened in self._workspace.documents.items():
                if opened.is_stale:
                    opened.is_stale = False
                    self._publish(uri, self._workspace.diagnose(opened), opened)
        for root in {id(it.root): it.root for it in self._workspace.documents.values()}.values():
            if not root.is_settled:
                if not root.settle():
                    self._workspace.doubt(root)
                return True
        return any(it.is_stale for it in self._workspace.documents.values()) and not self._client.pulls

    def _publish(self, uri: str, items: list[lsp.Diagnostic], opened: Open | None) -> None:
        """Send diagnostics, unless the editor has them already for this version."""
        params: dict[str, Any] = {"uri": uri, "diagnostics": items}
        if opened:
            params["version"] = opened.document.version
            encoded = msgspec.json.encode(params)
            if encoded == opened.published:
                return
            opened.published = encoded
        self._connection.notify("textDocument/publishDiagnostics", params)

    # --- files and folders

    def see_files(self, params: lsp.WatchedParams) -> None:
        """Take note of files that came, changed or went."""
        paths = [path for path in (path_of(change.uri) for change in params.changes) if path]
        if any(not path.lower().endswith(SUFFIXES) for path in paths):
            self._reload()
            return
        for path in paths:
            if root := self._workspace.find_folder(path):
                root.visit(root.path_of(path))
                self._workspace.doubt(root)

    def change_folders(self, params: lsp.FoldersParams) -> None:
        """Take folders that were opened or closed."""
        self._workspace.remove_folders(folder.uri for folder in params.event.removed)
        self._workspace.add_folders(folder.uri for folder in params.event.added)
        for opened in self._workspace.documents.values():
            root, path = self._workspace.place(opened.document.uri)
            if root is not opened.root:
                opened.root.close(opened.path)
                opened.root, opened.is_dirty = root, True
                opened.document = replace(opened.document, source=Source(path, opened.document.source.text))
            opened.is_stale = True
        self._workspace.are_pages_stale = True
        self._report_problems()

    def reconfigure(self, _params: object) -> None:
        """Read configurations again."""
        self._reload()

    def _reload(self) -> None:
        """Read configurations anew, and check all pages that are open with them."""
        for root in self._workspace.roots:
            root.reload()
        for opened in self._workspace.documents.values():
            opened.is_dirty = opened.is_stale = True
        self._workspace.are_pages_stale = True
        self._report_problems()

    def _report_problems(self) -> None:
        """Show what is wrong with configurations, once."""
        problems = "\n".join(dict.fromkeys(root.problem for root in self._workspace.roots if root.problem))
        if problems and problems != self._last_problems:
            self._connection.notify("window/showMessage", {"type": ERROR, "message": f"resp-lint: {problems}"})
        self._last_problems = problems
