"""RSP707."""

import re

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, Violation, rule
from resp_lint_rules._shared.code_places import Code


@rule("RSP707", level=Level.ERROR, fix=FixKind.SAFE, any_page=True)
def single_brace_keyref(page: Page, profile: Profile) -> Findings:
    """Checks that keyrefs stand in two braces on either side.

    `{site.data.keyword.x}` is no keyref: readers see it as it is written, and in a header it takes the owner's name with
    it. Reported is, outside of code, a name that starts with the profile's `tree.keyref-prefix` and lacks a brace on one
    side or both.

    ~~~~bad
    You own the keys, {site.data.keyword.IBM_notm} owns {{site.data.keyword.cloud_notm}.
    ~~~~
    ~~~~fixed
    You own the keys, {{site.data.keyword.IBM_notm}} owns {{site.data.keyword.cloud_notm}}.
    ~~~~
    ~~~~good
    You own the keys, {{site.data.keyword.IBM_notm}} owns `{site.data.keyword.cloud_notm}`.
    ~~~~
    """
    prefix, text = profile.tree.keyref_prefix, page.source.text
    if not prefix or text.count(prefix) == sum(keyref.count(prefix) for keyref in page.keyrefs):
        return
    code = Code(page)
    for match in re.finditer(r"(\{+)(" + re.escape(prefix) + r"[\w.-]+)(\}+)", text):
        if len(match[1]) + len(match[3]) < 4 and match.start() not in code:  # noqa: PLR2004 -- two and two
            right = "{{" + match[2] + "}}"
            message = f"“{match[0]}” lacks a brace and is shown as it is written; write “{right}”"
            fix = Fix(f"Write “{right}”", (Edit(match.start(), match.end(), right),))
            yield Violation(match.start(), match.end(), message, "", fix)
