"""RSP706."""

import re

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, rule


@rule("RSP706", level=Level.INFO, fix=FixKind.SAFE, any_page=True)
def retired_keyref(page: Page, profile: Profile) -> Findings:
    """Checks that no keyref is used that was renamed.

    A keyref that was renamed is kept for old pages only; when it goes, its place on the page is blank.

    Where an owner is named by it, the reader then finds a cell or a header that names nobody. 11 of 74 measured pages use
    one; their authors replaced them 5 times.

    Reported is each keyref of the profile's `retired-keyrefs`, wherever it stands; the fix writes the one that took its
    place, which shows the same words.

    ~~~~bad
    Responsibilities that you have when you use {{site.data.keyword.Bluemix_notm}}.
    ~~~~
    ~~~~fixed
    Responsibilities that you have when you use {{site.data.keyword.cloud_notm}}.
    ~~~~
    ~~~~good
    Responsibilities that you have when you use {{site.data.keyword.cloud_notm}}.
    ~~~~
    """
    if profile.retired_keyrefs.keys().isdisjoint(page.keyrefs):
        return
    for keyref in sorted(profile.retired_keyrefs.keys() & set(page.keyrefs)):
        current = profile.retired_keyrefs[keyref]
        for match in re.finditer(re.escape(keyref), page.source.text):
            fix = Fix(f"Write “{current}”", (Edit(match.start(), match.end(), current),))
            part = Part(page.source, match.start(), match.end())
            yield part.at(f"keyref “{keyref}” is retired; write “{current}”", fix=fix)
