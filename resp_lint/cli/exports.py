"""Which exports a command is asked for, and where each of them goes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.cli.output import is_stream, show, show_bytes, write_file, write_file_bytes
from resp_lint.cli.reports import Report, check_target, render_lines
from resp_lint.cli.screens import make_file_screen, make_screen
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.cli.session import Session

_FILES_ONLY = frozenset({"xlsx"})


def requested_exports(session: Session, subject: str, default: str) -> tuple[Report, ...]:
    """The formats of a sort of data that options ask for.

    Raises `UsageError`.
    """
    formats = session.registry.select_formats(subject)
    reports = []
    for text in session.options.output_format or (default,):
        name, _, file = text.partition(":")
        if name not in formats:
            raise UsageError(f"unknown format “{name}” of {subject}; there are: {', '.join(sorted(formats))}")
        if name in _FILES_ONLY and not file:
            raise UsageError(f"the format {name} needs a file: {name}:FILE")
        reports.append(Report(formats[name], file))
    if sum(not report.file for report in reports) > 1:
        raise UsageError("only one --output-format can go to standard output; give the others a file: FORMAT:FILE")
    return tuple(reports)


def deliver_export(
    reports: Sequence[Report], data: object, session: Session, pages: Sequence[str], environ: Mapping[str, str]
) -> None:
    """Render each export to its place; none replaces one of the pages that were read.

    Raises `UsageError`.
    """
    for report in reports:
        if report.file:
            refuse_page(report.file, pages, session.root)
            screen = make_file_screen(environ)
        else:
            screen = make_screen(sys.stdout, environ, session.options.color, session.options.verbosity)
        if report.format.binary:
            whole = b"".join(render_lines(report.format, data, screen))
            if report.file:
                write_file_bytes(report.file, whole)
            else:
                show_bytes(whole)
        elif report.file:
            write_file(report.file, render_lines(report.format, data, screen), screen)
        else:
            show(render_lines(report.format, data, screen), screen)


def refuse_page(file: str, pages: Sequence[str], root: str) -> None:
    """Refuse to write a report where nobody wants one: in the place of a page, into git's folder, through a link.

    `root` is the root of the repository.  Raises `UsageError`.
    """
    if is_stream(file):
        return
    check_target(file, root)
    if os.path.lexists(file) and any(os.path.lexists(page) and os.path.samefile(file, page) for page in pages):
        raise UsageError(f"{file}: a report does not replace a page that is read; name another file")
