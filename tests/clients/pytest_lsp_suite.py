"""A session by pytest-lsp, whose client takes nothing that the protocol's own types do not: run in its environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PAGE = Path(os.environ["PAGE"])
TEXT = PAGE.read_bytes().decode()
URI = PAGE.as_uri()


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["RESP_LINT"], "server"]),
)
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient):  # noqa: ANN201 -- a generator
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _params: None)
    folders = [types.WorkspaceFolder(PAGE.parent.as_uri(), "docs")]
    capabilities = client_capabilities(request.param)
    params = types.InitializeParams(capabilities=capabilities, workspace_folders=folders)
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


async def open_page(client: LanguageClient, text: str) -> list[types.Diagnostic]:
    item = types.TextDocumentItem(URI, "markdown", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    if client.capabilities.text_document.diagnostic:
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(URI))
        report = await client.text_document_diagnostic_async(params)
        return list(report.items)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[URI])


@pytest.mark.asyncio
async def test_a_session(client: LanguageClient) -> None:
    document = types.TextDocumentIdentifier(URI)
    diagnostics = await open_page(client, TEXT)
    assert "RSP501" in {it.code for it in diagnostics}
    assert {it.source for it in diagnostics} == {"resp-lint"}
    start = types.Position(0, 0)
    context = types.CodeActionContext(diagnostics)
    params = types.CodeActionParams(document, types.Range(start, start), context)
    actions = await client.text_document_code_action_async(params)
    # Its converter takes an action that has a command for a command.
    offered = [it for it in actions if isinstance(it, types.CodeAction)]
    assert {it.kind for it in offered} >= {"quickfix", "source.fixAll.resp-lint"}
    for action in offered:
        if action.data:
            assert (await client.code_action_resolve_async(action)).edit
    one = next(it for it in diagnostics if it.code == "RSP501")
    hover = await client.text_document_hover_async(types.HoverParams(document, one.range.start))
    assert "RSP501" in hover.contents.value
    items = await client.text_document_completion_async(types.CompletionParams(document, types.Position(10, 3)))
    assert isinstance(items, list)
    assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    line = TEXT.split("\n").index("{: #incident-and-ops}")
    there = types.Position(line, 5)
    assert await client.text_document_definition_async(types.DefinitionParams(document, there))
    everything = types.ReferenceContext(include_declaration=True)
    assert await client.text_document_references_async(types.ReferenceParams(everything, document, there))
    assert await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, there))
    assert await client.text_document_rename_async(types.RenameParams(document, there, "operations"))
    command = types.ExecuteCommandParams("resp-lint.explain", ["RSP501"])
    assert "RSP501" in await client.workspace_execute_command_async(command)
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))
