"""RSP703."""

from collections.abc import Iterator
from urllib.parse import unquote

from resp_lint import Findings, Level, Link, Page, Profile, regex, rule
from resp_lint_rules.links._addresses import select_targets

_ID_IN_LIST = regex(r"#([^\s}]+)")
_LIST = regex(r"\{:[^\r\n]*")
_HTML_ID = regex(r"\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")
# Another page's text stands here, and its anchors with it.
_INCLUDED = regex(r"\{\{[^{}\r\n]*\.md\b|\{\{\s*site\.data\.content\.")
_NUMBER = regex(r"-\d+$")
_NOT_IN_SLUG = regex(r"[\W_]+")


@rule("RSP703", level=Level.WARNING, any_page=True)
def broken_anchor(page: Page, profile: Profile) -> Findings:
    """Checks that every link to a place on its own page leads to one.

    A link to a place that is not on the page leaves the reader where they are, without a word.

    Headings get renamed, tables get split, and the link stays. A screen reader announces it as a link like any other.

    Reported is a link `#x` where nothing on the page bears the id: no attribute list, no HTML `id` or `name`, and no
    heading without an id of its own whose words make that anchor. Links that show the definition of a term (the profile's
    `links.term-class`) lead to the glossary and are left alone, and so are pages that take in others.

    ~~~~bad
    See [Backups](#backups).

    ## Making backups
    {: #nimbus-backups}
    ~~~~
    ~~~~good
    See [Backups](#nimbus-backups), [Restoring](#restoring-data), [Limits](#limits) and [node](#x2113280){: term}.

    ## Making backups
    {: #nimbus-backups}

    ## Restoring data

    | Limit | Value |
    |-------|-------|
    | CPU | 4 |
    {: #limits}
    ~~~~
    """
    if "](#" not in page.source.text or _INCLUDED.search(page.source.text):
        return
    ids = _collect_ids(page)
    for link in select_targets(page.links):
        anchor = _get_anchor(link, profile.links.term_class)
        if anchor and anchor not in ids and not ids.intersection(_make_slugs(anchor)):
            yield link.target_part.at(
                f"nothing on this page has the id “{anchor}”; link to an id that is there, or give the target this one"
            )


def _get_anchor(link: Link, term_class: str) -> str:
    """The id that a link to this page looks for; empty where the link is another one."""
    target = link.target
    if not target.startswith("#") or "{" in target:
        return ""
    if term_class and (term_class in link.classes or link.item(term_class)):
        return ""
    anchor = unquote(target[1:].partition(":~:")[0])
    return "" if anchor == "top" else anchor


def _collect_ids(page: Page) -> frozenset[str]:
    return frozenset(_find_written_ids(page.source.text)) | {
        _make_slug(heading.text) for heading in page.headings if not heading.id
    }


def _find_written_ids(text: str) -> Iterator[str]:
    """Every id that stands anywhere, also where it may miss what it was meant for."""
    for attribute_list in _LIST.findall(text) if "{:" in text else ():
        yield from _ID_IN_LIST.findall(attribute_list)
    if "<" in text:
        yield from _HTML_ID.findall(text)


def _make_slugs(anchor: str) -> tuple[str, str]:
    """An anchor as a slug, also without the number that tells equal headings apart."""
    return _make_slug(anchor), _make_slug(_NUMBER.sub("", anchor))


def _make_slug(text: str) -> str:
    """Words in a form in which a heading and the anchor that the renderer makes of it are the same.

    The renderer joins words by hyphens and numbers equal ones; how it treats each mark need not be told here.
    """
    return "\0" + _NOT_IN_SLUG.sub("", text.casefold())
