"""RSP701."""

import re

from resp_lint import Findings, FixKind, Level, Page, Profile, regex, rule
from resp_lint_rules.links._addresses import is_without_topic, replace_address, select_targets

# A form may lead to another one that is out of date too; a profile whose forms lead in a circle must end somewhere.
_MAX_STEPS = 5
# Shown by the code hosting, where only a whole address leads to the site.
_README = regex(r"(?:^|[^a-z])readme\.\w+$", re.IGNORECASE)


@rule("RSP701", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def outdated_link(page: Page, profile: Profile) -> Findings:
    """Checks that no link has a form that the site has given up.

    A link in a form that the site has given up works only as long as somebody keeps the redirect.

    Until then it costs a detour, loses its anchor on some of them, and takes a reader of a preview or of another
    deployment out to the public site. 16 of 74 measured pages have such links; authors fixed them 54 times.

    Reported is every link, image or `<address>` whose address starts with one of the forms of the profile's
    `links.outdated`, at the address; of references, the definition. The fix writes the form that replaces it and leaves
    the rest of the address as it stands. Where the new form is out of date too, it goes on to the last one. A README is
    read beside the sources, where only a whole address leads to the site; it is left alone.

    ~~~~bad
    See the [terms](/docs/overview/terms-of-use?topic=overview-terms#terms).
    ~~~~
    ~~~~fixed
    See the [terms](/docs/overview?topic=overview-terms#terms).
    ~~~~
    ~~~~bad
    See the [terms](https://cloud.ibm.com/docs/overview/terms-of-use?topic=overview-terms) and [keys][].

    [keys]: /docs-draft/nimbus?topic=nimbus-keys
    ~~~~
    ~~~~fixed
    See the [terms](/docs/overview?topic=overview-terms) and [keys][].

    [keys]: /docs/nimbus?topic=nimbus-keys
    ~~~~
    ~~~~good
    See the [terms](/docs/overview?topic=overview-terms), or `/docs-draft/` in the [console](https://cloud.ibm.com/status).
    ~~~~
    """
    starts = _list_prefixes(profile)
    found = [link for link in page.links if link.target.startswith(starts)]
    if not found or _README.search(page.path):
        return
    forms = tuple((form.wrong, form.right) for form in profile.links.outdated)
    for link in select_targets(found):
        old = link.target
        new, tail = update_address(old, forms)
        if new != old:
            wrong, right = old[: len(old) - tail], new[: len(new) - tail]
            # A fix that makes another finding (RSP702) is none.
            root = profile.links.docs_root
            fix = None if root and new.startswith(root) and is_without_topic(new, root) else replace_address(link, new)
            yield link.target_part.at(f"link starts with “{wrong}”, which is out of date; write “{right}”", fix=fix)


def _list_prefixes(profile: Profile) -> tuple[str, ...]:
    """What addresses in forms that are out of date start with."""
    return tuple(form.wrong.partition("*")[0] for form in profile.links.outdated)


def update_address(target: str, forms: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    """The address in the form that holds today, and how many characters at its end stay as they were."""
    tail = len(target)
    for _ in range(_MAX_STEPS):
        for pattern, right in _compile_forms(forms):
            if match := pattern.match(target):
                tail = min(tail, len(target) - match.end())
                target = _fill_form(right, match.groups()) + target[match.end() :]
                break
        else:
            break
    return target, tail


def _compile_forms(forms: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(re.escape(wrong).replace(r"\*", r"([^?#\s]*)")), right) for wrong, right in forms)


def _fill_form(form: str, words: tuple[str, ...]) -> str:
    """A form with its `*` replaced by what stood there."""
    for word in words:
        form = form.replace("*", word, 1)
    return form
