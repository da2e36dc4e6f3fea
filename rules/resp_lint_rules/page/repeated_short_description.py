"""RSP110."""

from resp_lint import AttributeList, Findings, Level, Page, Profile, rule

NAME = "shortdesc"


@rule("RSP110", level=Level.INFO, requires=("attribute-lists",))
def repeated_short_description(page: Page, profile: Profile) -> Findings:
    """Checks that no more than one paragraph is marked as the short description.

    Search results and previews show one paragraph of a page. Where several bear `{: shortdesc}`, nobody can say which of
    them it will be.

    Reported is, once a page, the second mark; definitions of the name are none.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.
    {: shortdesc}

    The terms say what holds for all services.
    {: shortdesc}
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.
    {: shortdesc}

    The terms say what holds for all services.
    ~~~~
    """
    if NAME not in profile.attributes.classes or page.source.text.count(NAME) < 2:  # noqa: PLR2004 -- most pages
        return
    marks = [found for found in page.attribute_lists if _is_mark(found)]
    if len(marks) > 1:
        lines = ", ".join(str(mark.line) for mark in marks)
        yield marks[1].at(f"{len(marks)} paragraphs are marked as the short description (lines {lines}); mark one")


def _is_mark(found: AttributeList) -> bool:
    """Whether a list gives its paragraph the class."""
    return found.name is None and any(
        (item.key if item.bare else item.value) == NAME for item in found.items if item.bare or item.key == "class"
    )
