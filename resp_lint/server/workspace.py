"""What an editor has open: folders, documents, and what is known of each document as it is now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.config.find import find_root
from resp_lint.server.addresses import name_of, path_of
from resp_lint.server.diagnostics import make_diagnostic
from resp_lint.server.frames import INVALID_PARAMS, RpcError
from resp_lint.server.root import Root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.cli.options import Options
    from resp_lint.page.model import Page
    from resp_lint.plugins import Registry
    from resp_lint.rule import Finding
    from resp_lint.server import structures as lsp
    from resp_lint.server.capabilities import Client
    from resp_lint.server.documents import Document
    from resp_lint.server.root import Checked


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


class Workspace:
    """The folders and documents of one editor."""

    def __init__(self, options: Options, registry: Registry, client: Client) -> None:
        self.registry, self.client = registry, client
        self.documents: dict[str, Open] = {}
        self.are_pages_stale = False  # an editor that asks for diagnostics should ask again
        self._options = options
        self._folders: list[Root] = []
        self._loose: dict[str, Root] = {}

    @property
    def roots(self) -> list[Root]:
        """The editor's folders, inner ones first, and those of pages that lie in none of them."""
        return [*self._folders, *self._loose.values()]

    def add_folders(self, uris: Iterable[str]) -> None:
        """Take folders that were opened."""
        paths = [path for path in map(path_of, uris) if path and os.path.isdir(path)]
        known = {root.folder for root in self._folders}
        made = [Root(path, self._options, self.registry, is_workspace=True) for path in paths if path not in known]
        self._folders = sorted([*self._folders, *made], key=lambda root: len(root.folder), reverse=True)

    def remove_folders(self, uris: Iterable[str]) -> None:
        """Let folders go."""
        removed = {path_of(uri) for uri in uris}
        self._folders = [root for root in self._folders if root.folder not in removed]

    def find_folder(self, path: str) -> Root | None:
        """The editor's innermost folder that holds a file."""
        return next((root for root in self._folders if root.holds(path)), None)

    def find(self, uri: str) -> Open:
        """An open document.

        Raises `RpcError`.
        """
        if uri not in self.documents:
            raise RpcError(INVALID_PARAMS, f"not open: {uri}")
        return self.documents[uri]

    def place(self, uri: str) -> tuple[Root, str]:
        """The folder that a document belongs to, and its path in there."""
        path = path_of(uri)
        if not path:
            return (self._folders[-1] if self._folders else self._loose_root(os.getcwd())), name_of(uri)
        root = self.find_folder(path) or self._loose_root(find_root(path))
        return root, root.path_of(path)

    def _loose_root(self, folder: str) -> Root:
        """The folder of a page that lies in none of the editor's: what else is in there is not looked at."""
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        if folder not in self._loose:
            self._loose[folder] = Root(folder, self._options, self.registry, is_workspace=False)
        return self._loose[folder]

    def check(self, opened: Open) -> Checked | None:
        """An open page as it is now."""
        if opened.is_dirty:
            before = opened.checked.facts if opened.checked else ()
            is_page = opened.document.is_markdown
            opened.checked = opened.root.check(opened.document.source) if is_page else None
            opened.is_dirty = False
            if (opened.checked.facts if opened.checked else ()) != before:
                self.doubt(opened.root, opened)
        return opened.checked

    def diagnose(self, opened: Open) -> list[lsp.Diagnostic]:
        """What is reported on an open document."""
        checked = self.check(opened)
        if checked is None:
            return []
        return [make_diagnostic(it, opened.document, checked.page, self.client) for it in self.findings(opened)]

    def findings(self, opened: Open) -> tuple[Finding, ...]:
        """What is reported on an open page."""
        self.check(opened)
        return opened.root.findings(opened.path)

    def find_page(self, uri: str) -> tuple[Open, Page | None]:
        """An open document with its page, if it is one that is checked.

        Raises `RpcError`.
        """
        opened = self.find(uri)
        checked = self.check(opened)
        return opened, checked.page if checked else None

    def doubt(self, root: Root, cause: Open | None = None) -> None:
        """Look again at pages, or have the editor ask again: what they are together is not what it was."""
        for other in self.documents.values():
            if other.root is root and other is not cause:
                other.is_stale = self.are_pages_stale = True
