"""The look at a file's bytes: it rules out what costs time, and nothing that a parse would say yes to."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.engine.prefilter import Sniffer
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.plugins import load_registry
from resp_lint.source import Source

CONVENTIONS = {name: load_registry().profile(name).conventions for name in ("ibm-cloud", "raci")}
SNIFFERS = {name: Sniffer(conventions) for name, conventions in CONVENTIONS.items()}

PASSED_OVER = {
    "an interface": "# A\n\n| Status | Response |\n|---|---|\n| 200 | A response |\n\n## Responses\n{: #a-responses}\n",
    "a section of it": "# Recovery\n{: #dr}\n\n## Your responsibilities\n{: #dr-responsibilities}\n\nText.\n",
    "a link to it": "# Start\n\nSee [your responsibilities](/docs/acme?topic=acme-responsibilities#change)\n",
    "a cell": "# Start\n\n| Topic | Place |\n|---|---|\n| Customer responsibility | EU |\n",
    "a second title": "# Start\n\nText.\n\n# Who does what\n{: #acme-raci}\n",
}


@pytest.mark.parametrize("text", PASSED_OVER.values(), ids=PASSED_OVER)
def test_what_only_mentions_it_is_not_even_parsed(text: str) -> None:
    assert parse(Source("page.md", text), CONVENTIONS["ibm-cloud"]).kind is PageKind.OTHER
    assert not SNIFFERS["ibm-cloud"].may_be("page.md", text.encode())


PIECES = [
    "# Start\n",
    "# Your responsibilities\n",
    "# Who does what\n",
    "{: #acme-raci}\n",
    "{: .beta}\n{: #acme-responsibilities}\n",
    "Your reponsibilites\n===\n",
    "Start\n===\n",
    "> # Responsibilities\n",
    "- # Responsibilities\n",
    "## Your responsibilities\n",
    "---\n",
    "---\n# Responsibilities\nx: y\n---\n",
    "\ufeff---\n",
    "\n",
    "\n\n",
    "```\n",
    "<!--\n",
    "-->\n",
    "Text about responsibilities and a response.\n",
    "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n| a | b | c |\n",
    "- | Task | Customer responsibilities | IBM responsibilities |\n  |:-|:-:|---|\n  | a | b | c |\n",
    "> | Task | **IBM** responsibilities | Your responsibilities |\n> |---|---|---|\n",
    "| Responsibilities | Owner |\n|---|---|\n| a | You |\n",
    "| Status | Response |\n|---|---|\n| 200 | Shared responsibility |\n",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@pytest.mark.parametrize("profile", CONVENTIONS)
@given(text=TEXTS, ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_passed_over_is_none_of_ours(profile: str, text: str, ending: str) -> None:
    data = text.replace("\n", ending).encode()
    if not SNIFFERS[profile].may_be("page.md", data):
        assert parse(Source.from_bytes("page.md", data), CONVENTIONS[profile]).kind is PageKind.OTHER


@pytest.mark.parametrize(("mark", "line"), [*product(["---\n", "```\n", "<\n", "x: y\n\n"], [0, 40, 400])])
def test_a_title_far_down(mark: str, line: int) -> None:
    text = f"---\nx: y\n---\n\n{mark}# {'x' * line}\n\n{mark}\n# Who does what\n{{: #acme-raci}}\n"
    page = parse(Source("page.md", text), CONVENTIONS["ibm-cloud"])
    assert SNIFFERS["ibm-cloud"].may_be("page.md", text.encode()) or page.kind is PageKind.OTHER
