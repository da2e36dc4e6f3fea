"""What the language server protocol (3.17) calls its data, as far as this server takes or gives it."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType, field


class Data(Struct, frozen=True, rename="camel", omit_defaults=True):
    """One structure; keys that are not known are ignored."""


class Position(Data, frozen=True, order=True):
    """A 0-based line, and a character in the units of the encoding that was agreed on."""

    line: int
    character: int


class Range(Data, frozen=True, order=True):
    """From one position to another, which is exclusive."""

    start: Position
    end: Position


class Location(Data, frozen=True):
    """A range of a document."""

    uri: str
    range: Range


# --- what editors send


class DocumentId(Data, frozen=True):
    """A document."""

    uri: str


class VersionedId(Data, frozen=True):
    """A document in one of its versions."""

    uri: str
    version: int


class DocumentItem(Data, frozen=True):
    """A document that is opened."""

    uri: str
    version: int
    text: str
    language_id: str = ""


class OpenParams(Data, frozen=True):
    text_document: DocumentItem


class Change(Data, frozen=True):
    """The text that takes the place of a range, or of everything."""

    text: str
    range: Range | None = None


class ChangeParams(Data, frozen=True):
    text_document: VersionedId
    content_changes: tuple[Change, ...]


class DocumentParams(Data, frozen=True):
    """Closing, saving, outline, folding."""

    text_document: DocumentId


class PositionParams(Data, frozen=True):
    """Hover, completion, definition."""

    text_document: DocumentId
    position: Position


class ReferenceContext(Data, frozen=True):
    include_declaration: bool = False


class ReferenceParams(Data, frozen=True):
    text_document: DocumentId
    position: Position
    context: ReferenceContext = ReferenceContext()


class RenameParams(Data, frozen=True):
    text_document: DocumentId
    position: Position
    new_name: str


class PullParams(Data, frozen=True):
    text_document: DocumentId
    previous_result_id: str | None = None


class DiagnosticData(Data, frozen=True):
    """What comes back with a diagnostic: of which version of its document it speaks."""

    version: int | None = None


class GivenDiagnostic(Data, frozen=True):
    """A diagnostic as an editor hands it back; another server's may have anything in it."""

    range: Range
    message: str = ""
    code: Any = None
    source: str | None = None
    data: Any = None


class ActionContext(Data, frozen=True):
    diagnostics: tuple[GivenDiagnostic, ...] = ()
    only: tuple[str, ...] | None = None


class ActionParams(Data, frozen=True):
    text_document: DocumentId
    range: Range
    context: ActionContext = ActionContext()


class ActionGiven(Data, frozen=True):
    """An action that an editor wants to know all of; what it says of it is given back."""

    title: str
    kind: str = ""
    diagnostics: Any = ()
    is_preferred: bool = False
    command: Any = None
    data: Any = None
    edit: WorkspaceEdit | None = None


class CommandParams(Data, frozen=True):
    command: str
    arguments: tuple[Any, ...] | None = None


class FileEvent(Data, frozen=True):
    uri: str
    type: int


class WatchedParams(Data, frozen=True):
    changes: tuple[FileEvent, ...]


class Folder(Data, frozen=True):
    uri: str
    name: str = ""


class FolderEvent(Data, frozen=True):
    added: tuple[Folder, ...] = ()
    removed: tuple[Folder, ...] = ()


class FoldersParams(Data, frozen=True):
    event: FolderEvent


class InitializeParams(Data, frozen=True):
    process_id: int | None = None
    root_uri: str | None = None
    root_path: str | None = None
    workspace_folders: tuple[Folder, ...] | None = None
    capabilities: dict[str, Any] = field(default_factory=dict)
    initialization_options: Any = None


# --- what this server gives


class CodeDescription(Data, frozen=True):
    href: str


class RelatedInformation(Data, frozen=True):
    location: Location
    message: str


class Diagnostic(Data, frozen=True):
    range: Range
    severity: int
    code: str
    source: str
    message: str
    code_description: CodeDescription | None = None
    tags: tuple[int, ...] = ()
    related_information: tuple[RelatedInformation, ...] = ()
    data: DiagnosticData | None = None


class TextEdit(Data, frozen=True):
    range: Range
    new_text: str


class DocumentEdit(Data, frozen=True):
    text_document: dict[str, Any]
    edits: tuple[TextEdit, ...]


class WorkspaceEdit(Data, frozen=True):
    """Edits by document: with versions where the editor knows them, else by address alone."""

    document_changes: tuple[DocumentEdit, ...] | UnsetType = UNSET
    changes: dict[str, tuple[TextEdit, ...]] | UnsetType = UNSET


class Command(Data, frozen=True):
    title: str
    command: str
    arguments: tuple[Any, ...] = ()


class CodeAction(Data, frozen=True):
    title: str
    kind: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    is_preferred: bool = False
    edit: WorkspaceEdit | None = None
    command: Command | None = None
    data: Any = None


class MarkupContent(Data, frozen=True):
    kind: str
    value: str


class Hover(Data, frozen=True):
    contents: MarkupContent
    range: Range | None = None


class CompletionItem(Data, frozen=True):
    label: str
    kind: int
    detail: str = ""
    documentation: str = ""
    filter_text: str = ""
    sort_text: str = ""
    text_edit: TextEdit | None = None


class DocumentSymbol(Data, frozen=True):
    name: str
    kind: int
    range: Range
    selection_range: Range
    detail: str = ""
    children: tuple[DocumentSymbol, ...] = ()


class FoldingRange(Data, frozen=True):
    start_line: int
    end_line: int
    kind: str | None = None
