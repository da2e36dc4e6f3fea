"""What an editor can do, and what this server offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resp_lint.server.documents import Encoding
from resp_lint.version import __version__

TRIGGERS = ("{", "#", '"', ".", "|", " ", ":")

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "resp-lint"
FIX_ALL = "source.fixAll.resp-lint"
EXPLAIN = "resp-lint.explain"
IGNORE = "resp-lint.ignore"


class Client(Struct, frozen=True):
    """What an editor can do, as far as answers depend on it."""

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    refreshes: bool = False
    watches: bool = False
    knows_tags: bool = False
    knows_related: bool = False
    knows_pages: bool = False
    keeps_data: bool = False
    resolves_edits: bool = False
    versions_edits: bool = False
    nests_symbols: bool = False
    has_markdown: bool = False
    asks_reasons: bool = False
    shows_explanations: bool = False


def read_client(capabilities: Mapping[str, Any], options: object = None) -> Client:
    """What an editor says of itself, `options` to this server alone; whatever it says, nothing is raised."""
    given = options if isinstance(options, dict) else {}

    def get(path: str) -> Any:  # noqa: ANN401 -- whatever stands there
        value: Any = capabilities
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    offered = get("general.positionEncodings")
    known = [Encoding(it) for it in offered if it in set(Encoding)] if isinstance(offered, list) else []
    push = "textDocument.publishDiagnostics."
    properties = get("textDocument.codeAction.resolveSupport.properties")
    formats = get("textDocument.hover.contentFormat")
    return Client(
        encoding=known[0] if known else Encoding.UTF16,
        pulls=isinstance(get("textDocument.diagnostic"), dict),
        refreshes=get("workspace.diagnostics.refreshSupport") is True,
        watches=get("workspace.didChangeWatchedFiles.dynamicRegistration") is True,
        knows_tags=isinstance(get(push + "tagSupport"), dict),
        knows_related=get(push + "relatedInformation") is True,
        knows_pages=get(push + "codeDescriptionSupport") is True,
        keeps_data=get(push + "dataSupport") is True,
        resolves_edits=isinstance(properties, list) and "edit" in properties,
        versions_edits=get("workspace.workspaceEdit.documentChanges") is True,
        nests_symbols=get("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport") is True,
        has_markdown=isinstance(formats, list) and "markdown" in formats,
        asks_reasons=given.get("asksReasons") is True,
        shows_explanations=given.get("showsExplanations") is True,
    )


def describe_server(client: Client) -> dict[str, Any]:
    """The answer to `initialize`."""
    capabilities: dict[str, Any] = {
        "positionEncoding": client.encoding,
        "textDocumentSync": {"openClose": True, "change": 2, "save": {"includeText": False}},
        "codeActionProvider": {"codeActionKinds": ["quickfix", FIX_ALL], "resolveProvider": True},
        "executeCommandProvider": {"commands": [EXPLAIN, IGNORE]},
        "hoverProvider": True,
        "completionProvider": {"triggerCharacters": list(TRIGGERS)},
        "documentSymbolProvider": True,
        "foldingRangeProvider": True,
        "definitionProvider": True,
        "referencesProvider": True,
        "renameProvider": {"prepareProvider": True},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if client.pulls:
        capabilities["diagnosticProvider"] = {
            "identifier": SOURCE,
            "interFileDependencies": True,
            "workspaceDiagnostics": False,
        }
    return {"capabilities": capabilities, "serverInfo": {"name": SOURCE, "version": __version__}}
