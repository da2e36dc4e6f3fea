"""What the environment says about who reads along, and where the files and the rules' pages stand on the web."""

from __future__ import annotations

import pytest

from resp_lint.cli.hyperlinks import supports_links
from resp_lint.cli.options import Options
from resp_lint.cli.reports import request_reports
from resp_lint.cli.screens import find_web_address, get_docs
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry


@pytest.mark.parametrize(
    ("environment", "terminal", "known"),
    [
        ({}, True, False),
        ({"TERM": "xterm-256color"}, True, False),
        ({"TERM": "xterm-kitty"}, True, True),
        ({"TERM": "xterm-kitty"}, False, False),
        ({"TERM": "foot-extra"}, True, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4999"}, True, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, True, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, True, True),
        ({"WT_SESSION": "x"}, True, True),
        ({"TERM": "screen-256color", "VTE_VERSION": "7600"}, True, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, True, False),
        ({"TERM": "dumb", "VTE_VERSION": "7600"}, True, False),
        ({"FORCE_HYPERLINK": "1"}, False, True),
        ({"FORCE_HYPERLINK": "0", "TERM": "xterm-kitty"}, True, False),
    ],
    ids=str,
)
def test_which_terminals_know_links(environment: dict[str, str], terminal: bool, known: bool) -> None:  # noqa: FBT001
    assert supports_links(environment, terminal=terminal) == known


GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc"}
GITLAB = {"CI_PROJECT_URL": "https://gitlab.com/g/p", "CI_COMMIT_SHA": "abc"}


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ""),
        (GITHUB, "https://github.com/o/r/blob/abc"),
        ({**GITHUB, "GITHUB_SHA": ""}, ""),
        ({**GITHUB, "GITHUB_REPOSITORY": "o/r)[x"}, ""),
        (GITLAB, "https://gitlab.com/g/p/-/blob/abc"),
    ],
    ids=str,
)
def test_where_files_stand(environment: dict[str, str], address: str) -> None:
    assert find_web_address(environment) == address


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("https://example.com/{name}.html", "https://example.com/{name}.html"),
        ("https://example.com/rules#{code}", ""),
        ("https://example.com/rules/", "https://example.com/rules/{name}"),
        ("ftp://example.com", ""),
        ("https://example.com/a b", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_where_the_rules_pages_stand(setting: str, address: str) -> None:
    environment = {"RESP_LINT_DOCS_URL": setting}
    assert get_docs(environment) == address
    if not address:
        with pytest.raises(UsageError, match="RESP_LINT_DOCS_URL is not the address of a page"):
            request_reports(Options(), load_registry().formats, environment)
