"""Links and comments: which there are, where they stand, and that nothing else is taken for one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from resp_lint.page.keyrefs import mask, unmask
from resp_lint.page.kind import Conventions
from resp_lint.page.model import LinkStyle
from resp_lint.page.parser import parse
from resp_lint.source import LINE_ENDING, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from resp_lint.page.model import Link, Page

LINKS: dict[str, list[tuple[str, str]]] = {
    "[Keys](/docs/keys?topic=keys-root)": [("Keys", "/docs/keys?topic=keys-root")],
    "two [a](b) and [c](d#e)": [("a", "b"), ("c", "d#e")],
    "![Diagram](images/keys.svg)": [("Diagram", "images/keys.svg")],
    "[![Icon](icon.svg)](/docs/x?topic=y)": [("", "/docs/x?topic=y"), ("Icon", "icon.svg")],
    '[a](b "A title (with) \\"quotes\\"")': [("a", "b")],
    "[a](b 'x') [c](d (y))": [("a", "b"), ("c", "d")],
    "[a]( <b c> )": [("a", "b c")],
    "[a]()": [("a", "")],
    "[a](b(c)d)": [("a", "b(c)d")],
    "[a]((b)": [],
    "[a](b c)": [],
    "[a] (b)": [],
    "[a](b": [],
    r"\[a](b)": [],
    r"[a\]](b)": [("a]", "b")],
    "[a [b](c) d](e)": [("b", "c")],
    "[a ![b](c) d](e)": [("a d", "e"), ("b", "c")],
    "`[a](b)` ``[c](d)` ``": [],
    "`[a](b) [c](d)": [("a", "b"), ("c", "d")],
    "[a`](b)`](c)": [("a](b)", "c")],
    "<https://example.com/x?y=z>": [("https://example.com/x?y=z", "https://example.com/x?y=z")],
    "<desk@example.com>": [("desk@example.com", "desk@example.com")],
    "< https://example.com>": [],
    "https://example.com": [],
    '<a href="[a](b)">c</a>': [],
    "<!-- [a](b) --> [c](d)": [],
    "x <!-- [a](b) --> [c](d)": [("c", "d")],
    "[a](javascript:alert)": [],
    "{{site.data.keyword.x}} [{{a.b}}](/docs/{{c.d}}?topic=e)": [("{{a.b}}", "/docs/{{c.d}}?topic=e")],
    "# A [b](c)\n{: #id}": [("b", "c")],
    "- a\n  - [b](c)\n    and [d](\n    e)": [("b", "c"), ("d", "e")],
    "> [a](b)\n> [c](d)": [("a", "b"), ("c", "d")],
    "| A | B |\n|---|---|\n| [a](b) | [c|d](e) |\n| `[f](g)` | - [h](i) \\n - [j](k) |": [
        ("a", "b"),
        ("h", "i"),
        ("j", "k"),
    ],
    "Term\n:   [a](b)": [("a", "b")],
    "[T](t)\n:   [a](b)": [("T", "t"), ("a", "b")],
    "x[^1]\n\n[^1]: [a](b)": [("a", "b")],
    "x^[note [a](b)](c)": [("a", "b")],
    "```\n[a](b)\n```\n\n    [c](d)\n": [],
    "<div>\n[a](b)\n</div>": [],
    "[a][x], [x][], [x], ![x] and [y]\n\n[X]: /docs/x?topic=y": [
        (text, "/docs/x?topic=y") for text in ("a", "x", "x", "x")
    ],
    "[a][x]\n\n> [x]:\n> <b c>\n> 'title'": [("a", "b c")],
    "[x]\n\n[x]: one\n[x]: two": [("x", "one")],
    "[a] and [b](c)\n\n`[x]: y`": [("b", "c")],
}
"""Pages with the text and the target of each of their links."""


def read(text: str) -> Page:
    return parse(Source("page.md", text), Conventions())


@pytest.mark.parametrize("text", LINKS)
def test_links(text: str) -> None:
    assert [(link.text, link.target) for link in read(text).links] == LINKS[text]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_places(ending: str) -> None:
    lines = [
        "\ufeff# T",
        "",
        "| A | B |",
        "|---|---|",
        "| x | {{k.y}} [Über](/docs/x?topic=y){: external} |",
        "",
        "[z]: w",
        "[z]",
    ]
    link, reference = read(ending.join(lines)).links
    assert (link.line, link.raw) == (5, "[Über](/docs/x?topic=y)")
    assert (link.text_part.raw, link.target_part.raw) == ("Über", "/docs/x?topic=y")
    assert (reference.line, reference.raw, reference.target_part.line, reference.target) == (8, "[z]", 7, "w")


@pytest.mark.parametrize(
    ("text", "style", "image"),
    [
        ("[a](b)", LinkStyle.INLINE, False),
        ("![a](b)", LinkStyle.INLINE, True),
        ("<https://y>", LinkStyle.AUTOLINK, False),
        ("[a]\n\n[a]: b", LinkStyle.REFERENCE, False),
        ("![c][a]\n\n[a]: b", LinkStyle.REFERENCE, True),
    ],
)
def test_styles(text: str, style: LinkStyle, image: bool) -> None:  # noqa: FBT001 -- a column of the table above
    assert [(link.style, link.image) for link in read(text).links] == [(style, image)]


LISTS = {
    "[a](b){: external}": ["external"],
    "[a](b){: .external #id}": ["external"],
    "[a](b){: .x}{: external}": ["x", "external"],
    "[a](b) {: external}": [],
    "[a](b)": [],
    "<https://x>{: .external}": ["external"],
    "[a][b]{: .external}\n\n[b]: c": ["external"],
    "[a](b){: title='{{k.x}}' .external}": ["external"],
    "[a](b){: external": [],
    "{:ext: .external target='_blank'}\n\n[a](b){: ext}": ["external"],
}


@pytest.mark.parametrize("text", LISTS)
def test_lists_after_a_link(text: str) -> None:
    (link,) = read(text).links
    # A bare word is an attribute without a value; as the site reads it, it counts as a class.
    assert [*link.classes, *(key for key, value in link.attrs.items() if not value)] in (LISTS[text], LISTS[text][::-1])


COMMENTS = {
    "<!-- a -->": ["a"],
    "x <!-- a --> y <!--b--> z": ["a", "b"],
    "<!-- a\n\nb --> c": ["a\n\nb"],
    "- x\n  <!-- in a list -->": ["in a list"],
    "| A |\n|---|\n| <!-- cell --> |": ["cell"],
    "# T <!-- heading -->": ["heading"],
    "<div>\n<!-- a --><!-- b -->\n</div>": ["a", "b"],
    "<!-- open\n\ntext": ["open\n\ntext"],
    "x <!-- open\n\ntext": [],
    "`<!-- a -->`": [],
    "```\n<!-- a -->\n```": [],
    r"\<!-- a -->": [],
    "<!-->": [""],
    "---\na: <!-- b -->\n---\n": [],
}


@pytest.mark.parametrize("text", COMMENTS)
def test_comments(text: str) -> None:
    assert [comment.text for comment in read(text).comments] == COMMENTS[text]


# --- markdown-it-py's own parser as an oracle


def hrefs(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"link_open", "image"}:
            yield str(token.attrs["href" if token.type == "link_open" else "src"])
        yield from hrefs(token.children or ())


def oracle(page: Page) -> Counter[str]:
    """The addresses of all links in a full parse of what stands after the front matter."""
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    footnote_plugin(md)
    deflist_plugin(md)
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    first_line = page.front_matter.end_line if page.front_matter.data is not None else 0
    lines = LINE_ENDING.split(page.source.text)[first_line:]
    masked, keyrefs = mask("\n".join(lines))
    return Counter(unmask(href, keyrefs) for href in hrefs(md.parse(masked)))


def address(link: Link) -> str:
    email = link.style is LinkStyle.AUTOLINK and ":" not in link.target
    return f"mailto:{link.target}" if email else unescapeAll(link.target)


EXPLAINED = {
    # A list line ends the list that it follows, so that the indented paragraph after it is code; a full parse knows no
    # attribute lists and goes on with the list.
    "secrets-manager__tutorials__access-storage.md": Counter({"/docs/cli?topic=cli-quote-strings": 1}),
}
"""Pages on which a full parse finds links that we do not, with the cause."""


def pages() -> list[Path]:
    return sorted((Path(__file__).parents[3] / "shared" / "pages").glob("*/*.md"))


def test_there_are_pages(shared: Path) -> None:
    assert shared.is_dir()
    assert len(pages()) > 400


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_as_a_full_parse_finds_them(path: Path) -> None:
    page = parse(Source.from_bytes(path.name, path.read_bytes()), Conventions())
    found, expected = Counter(map(address, page.links)), oracle(page)
    assert found - expected == Counter()
    assert expected - found == EXPLAINED.get(path.name, Counter())


# --- any text

PIECES = st.sampled_from(
    [
        *("[", "](", ")", "]", "!", "[a](b)", "`", "``", "\\", "<", ">", "<https://x>", "<a@b.c>", '"', "'", " ", "\n"),
        *("<b>", '<i x="', "<!--", "-->", "[d]", "[d][]", "[x][d]", "[^n]", "^[", "{: .c}", "{{k.x}}", "\n\n", "| "),
        *("# ", "- ", "> ", "\r\n", "\r", "[d]: /u", "[^n]: note", "\n: ", "| a |\n|---|\n", "&amp;", "*", "\0"),
    ]
)


@pytest.mark.fuzz
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_text(text: str) -> None:
    page = read(text)
    for link in page.links:
        assert 0 <= link.start < link.end <= len(text)
        assert link.start <= link.text_part.start <= link.text_part.end <= link.end
        assert link.raw.lstrip("!")[0] in "[<"
        assert link.raw[-1] in ")]>"
        assert link.target == link.target_part.raw
        target = link.target_part
        assert link.style is LinkStyle.REFERENCE or link.start < target.start <= target.end < link.end
        assert all(one.raw.startswith("{:") and one.raw.endswith("}") for one in link.lists)
    for comment in page.comments:
        assert 0 <= comment.start < comment.end <= len(text)
        assert comment.raw.startswith("<!--")
    assert [link.start for link in page.links] == sorted(link.start for link in page.links)


def test_a_links_text_is_read_as_markdown() -> None:
    link = read("[**bold** `code` ![image](x) <b>tag</b>](y)").links[0]
    assert link.text == "bold code tag"
