"""RSP708."""

from resp_lint import AttributeList, Edit, Findings, Fix, FixKind, Level, Page, Profile, rule


@rule("RSP708", level=Level.INFO, fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",))
def internal_link_marked_external(page: Page, profile: Profile) -> Findings:
    """Checks that links inside the documentation are not marked as external.

    The site shows an icon after links of the class `external` and opens them in a new tab; a reader who follows one inside
    the documentation ends up with two of them.

    Reported is a link whose address starts with the profile's `links.docs-root` and that bears `links.external-class`.
    What `links.without-topic` names, such as the reference of an API, opens an application of its own and is left alone.

    ~~~~bad
    See [Keys](/docs/nimbus?topic=nimbus-keys){: external} and [Roles](/docs/nimbus?topic=nimbus-roles){: new_window external}.
    ~~~~
    ~~~~fixed
    See [Keys](/docs/nimbus?topic=nimbus-keys) and [Roles](/docs/nimbus?topic=nimbus-roles){: new_window}.
    ~~~~
    ~~~~good
    See [Keys](/docs/nimbus?topic=nimbus-keys), the [API](/docs/apis/nimbus){: external} and
    [Example](https://example.com){: external}.
    ~~~~
    """
    root, word = profile.links.docs_root, profile.links.external_class
    if not root or not word or word not in page.source.text:
        return
    for link in page.links:
        if link.target.startswith(root) and not link.target.startswith(profile.links.without_topic):
            for found in link.lists:
                fix = _make_fix(found, word)
                if fix:
                    yield link.at(f"link to “{link.target}” stays in the documentation; remove “{word}”", fix=fix)


def _make_fix(found: AttributeList, word: str) -> Fix | None:
    """The fix that takes the class out of a list, and the list away where it holds nothing else; None without the class."""
    item = next((item for item in found.items if word in {item.key if item.bare else "", item.value}), None)
    if item is None:
        return None
    alone = len(found.items) == 1
    start = found.start if alone else item.start - len(_find_space_before(found, item.start))
    return Fix(f"Remove “{word}”", (Edit(start, found.end if alone else item.end, ""),))


def _find_space_before(found: AttributeList, start: int) -> str:
    before = found.source.text[found.start : start]
    return before[len(before.rstrip(" ")) :]
