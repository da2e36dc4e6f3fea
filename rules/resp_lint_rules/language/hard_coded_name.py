"""RSP609."""

from bisect import bisect_right
from operator import itemgetter

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, RuleSet, Violation, rule
from resp_lint_rules._shared.prose import mask_markup
from resp_lint_rules._shared.text_parts import Stretches, find_text
from resp_lint_rules._shared.written_names import collect_names, find_written_names


@rule("RSP609", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.UNSAFE, any_page=True)
def hard_coded_name(page: Page, profile: Profile) -> Findings:
    """Checks that a name for which the profile has a keyref is not written out in text.

    A keyref is changed once when a name is; what is written out stays, and on 42 of 74 measured pages both stand side by
    side.

    Reported is, in cells and paragraphs, a name of several words that stands in the profile's `keyrefs` (“IBM Cloud”), once
    a line. Left alone are code, the texts of links, which repeat the title of another page, and a name that goes on with
    another capital, or stands after one (“OpenShift on IBM Cloud”), which is that of a product. Headers are the matter of RSP306.

    ~~~~bad
    IBM Cloud replaces what stops answering.
    ~~~~
    ~~~~fixed
    {{site.data.keyword.cloud_notm}} replaces what stops answering.
    ~~~~
    ~~~~good
    {{site.data.keyword.cloud_notm}} replaces what stops answering; see [IBM Cloud](https://example.com) and IBM Cloud Logs.
    ~~~~
    """
    names = collect_names(profile.keyrefs)
    if not any(name in page.source.text for name in names):
        return
    places = Stretches(match.span() for match in find_written_names(page.source.text, names))
    links = [link.text_span for link in page.links]
    for what, part in find_text(page, places):
        matches = [
            match
            for match in find_written_names(mask_markup(part.raw), names)
            if not _is_inside(links, part.start + match.start())
        ]
        by_line: dict[int, list[Part]] = {}
        for match in matches:
            place = Part(page.source, part.start + match.start(), part.start + match.end())
            by_line.setdefault(place.line, []).append(place)
        for written in by_line.values():
            yield _report(what, written, names)


def _report(what: str, written: list[Part], names: dict[str, str]) -> Violation:
    first = written[0]
    count = f" {len(written)} times" if len(written) > 1 else ""
    edits = tuple(Edit(part.start, part.end, names[part.raw]) for part in written)
    advice = f"write “{names[first.raw]}”"
    return first.at(f"{what} writes “{first.raw}” out{count}; {advice}", fix=Fix(advice, edits, safe=False))


def _is_inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of some spans, which are in order of their starts."""
    at = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return at >= 0 and offset < spans[at][1]
