"""Which reports a run is asked for, and where each of them goes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.cli.commands import load_module
from resp_lint.cli.options import SUMMED_UP
from resp_lint.cli.output import is_stream, show, write_file
from resp_lint.cli.screens import DOCS, get_docs, is_on_github, make_file_screen, make_screen
from resp_lint.config.errors import suggest_nearest
from resp_lint.engine.runner import load
from resp_lint.errors import UsageError
from resp_lint.io import is_below, is_in_git_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from resp_lint.cli.options import Options
    from resp_lint.cli.session import Session
    from resp_lint.engine.runner import Checker, Task
    from resp_lint.linter import Run
    from resp_lint.report.format import Format, Screen

GITHUB = "github"


class Report(Struct, frozen=True):
    """A format and the file that it goes to; standard output where there is none."""

    format: Format
    file: str = ""


def choose_reports(session: Session) -> tuple[Report, ...]:
    """The reports of a run: those that the command line asks for, else the configuration; or statistics.

    Raises `UsageError`.
    """
    options = session.options
    output = options.output_format or session.find_configuration().output
    reports = request_reports(replace(options, output_format=output), session.registry.formats, os.environ)
    if not options.statistics:
        return reports
    name = next((report.format.name for report in reports if not report.file and output), "")
    counts = Report(load_module("statistics").make_statistics(name, session))
    return (counts, *(report for report in reports if report.file))


def request_reports(options: Options, formats: Mapping[str, Format], environ: Mapping[str, str]) -> tuple[Report, ...]:
    """The reports that options ask for, or the one that suits the place.

    Raises `UsageError` for a format that is not there, for two on standard output, and for what should be an address.
    """
    if environ.get(DOCS) and not get_docs(environ):
        raise UsageError(f"{DOCS} is not the address of a page: “{environ[DOCS]}”")
    reports = tuple(_report(text, formats) for text in options.output_format or (choose_format(environ),))
    if sum(not report.file for report in reports) > 1:
        raise UsageError("only one --output-format can go to standard output; give the others a file: FORMAT:FILE")
    return reports


def refuse_targets(
    reports: Iterable[Report], tasks: Iterable[Task], checker_of: Callable[[Task], Checker], root: str
) -> None:
    """Refuse to write a report where the checked tree would have it written, or in the place of a page.

    `root` is the root of the repository.  Raises `UsageError`.
    """
    for file in (report.file for report in reports if report.file and not is_stream(report.file)):
        check_target(file, root)
        if os.path.lexists(file) and any(_is_page(file, task) and load(task, checker_of(task)) for task in tasks):
            raise UsageError(f"{file}: a report does not replace a page that is checked; name another file")


def check_target(file: str, root: str) -> None:
    """Refuse to write a report into git's folder, or through a link.

    `root` is the root of the repository.  Raises `UsageError`.
    """
    folder = os.path.dirname(os.path.abspath(file))
    if is_in_git_folder(file):
        raise UsageError(f"{file}: a report is not written into the folder .git")
    if os.path.islink(file):
        raise UsageError(f"{file}: a report is not written through a link; name the file that it leads to")
    if is_below(folder, root) and not is_below(os.path.realpath(folder), os.path.realpath(root)):
        raise UsageError(f"{file}: a link leads out of the repository; name the folder that it leads to")


def _is_page(file: str, task: Task) -> bool:
    return task.data is None and os.path.lexists(task.path) and os.path.samefile(file, task.path)


def choose_format(environ: Mapping[str, str]) -> str:
    """What suits the place: annotations on GitHub, the page's lines on a terminal, one line a finding elsewhere."""
    if is_on_github(environ):
        return GITHUB
    return "full" if sys.stdout is not None and sys.stdout.isatty() else "concise"


def deliver(
    reports: tuple[Report, ...], run: Run, options: Options, environ: Mapping[str, str], *, aside: bool = False
) -> None:
    """Render each report to its place; on GitHub, the summary of the step gets the whole table.

    `aside` sends to standard error what would go to standard output, because a page goes there.

    Raises `UsageError` where something cannot be written.
    """
    for report in reports:
        if report.file:
            screen = make_file_screen(environ)
            write_file(report.file, render_lines(report.format, run, screen), screen)
        else:
            stream = sys.stderr if aside else sys.stdout
            screen = make_screen(stream, environ, options.color, options.verbosity)
            show(render_lines(report.format, run, screen), screen, stream)
    in_step = any(report.format.name in {GITHUB, SUMMED_UP} for report in reports)
    if in_step and environ.get("GITHUB_STEP_SUMMARY"):
        load_module("github_step").summarize_run(environ["GITHUB_STEP_SUMMARY"], run, make_file_screen(environ))


def _report(text: str, formats: Mapping[str, Format]) -> Report:
    name, _, file = text.partition(":")
    if name in formats:
        return Report(formats[name], file)
    raise UsageError(f"unknown format “{name}”; {suggest_nearest(name, sorted(formats))}")


def render_lines(form: Format, data: object, screen: Screen) -> Iterator[Any]:
    """What a format yields; it may be a stranger's: whatever it raises names it."""
    try:
        yield from form.render(data, screen)
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"format “{form.name}” failed: {type(error).__name__}: {error}") from error
