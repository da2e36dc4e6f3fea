"""RSP704."""

import re

from resp_lint import Edit, Findings, Fix, FixKind, Level, Link, Page, Profile, RuleSet, regex, rule

# User and port apart; a host with a variable in it, `{DomainName}`, is nobody's.
_HOST = regex(r"https?://(?:[^/?#@]*@)?([^/?#:@{}]+)(?=[/?#:]|$)", re.IGNORECASE)


@rule(
    "RSP704", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",)
)
def unmarked_external_link(page: Page, profile: Profile) -> Findings:
    """Checks that links out of the documentation are marked as external.

    A link out of the documentation that is not marked as one takes the reader away without notice.

    The site shows an icon after links of the class `external` and opens them in a new tab, and a screen reader says so
    beforehand. 14 of 74 measured pages have such a link without the mark.

    Reported is each link, images apart, to a host that is none of the profile's `links.internal-hosts` and that lacks the
    class of `links.external-class`, written as a word or as a class. Hosts with a variable in them are left alone. The fix
    puts the list right after the link; at the end of a heading, where it would be the heading's, there is none.

    ~~~~bad
    See [Example](https://www.example.com/docs), or [here](https://example.com){: new_window}.
    ~~~~
    ~~~~fixed
    See [Example](https://www.example.com/docs){: external}, or [here](https://example.com){: new_window external}.
    ~~~~
    ~~~~good
    See [Example](https://www.example.com){: external}, [Keys](/docs/nimbus?topic=nimbus-keys) and the
    [status](https://cloud.ibm.com/status).
    ~~~~
    """
    word = profile.links.external_class
    if not word or "://" not in page.source.text:
        return
    internal = frozenset(profile.links.internal_hosts)
    ends = frozenset(heading.end for heading in page.headings)
    for link in page.links:
        host = None if link.image else _HOST.match(link.target)
        if host and host[1].lower() not in internal and not _is_marked(link, word):
            fix = None if link.end in ends else _fix(link, word)
            yield link.at(
                f"link to “{host[1]}” is not marked as external; write “{{: {word}}}” right after it", fix=fix
            )


def _is_marked(link: Link, word: str) -> bool:
    """Whether a link bears the class, or the list that was meant to give it stands a space too far away."""
    if word in link.classes or link.item(word):
        return True
    text = link.source.text
    after = text[link.end : link.end + 80].lstrip(" ") if not link.lists else ""
    return after.startswith("{:") and word in after.partition("}")[0]


def _fix(link: Link, word: str) -> Fix:
    """The list, or the word in the list that is there."""
    edit = Edit(link.lists[-1].end - 1, link.lists[-1].end - 1, f" {word}") if link.lists else _insert_class(link, word)
    return Fix(f"Mark it as {word}", (edit,))


def _insert_class(link: Link, word: str) -> Edit:
    return Edit(link.end, link.end, f"{{: {word}}}")
