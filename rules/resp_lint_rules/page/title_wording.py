"""RSP102."""

import re

from resp_lint import Findings, Level, Page, Profile, RuleSet, rule


@rule("RSP102", level=Level.INFO, rule_set=RuleSet.STRICT)
def title_wording(page: Page, profile: Profile) -> Findings:
    """Checks that the title is worded as those of other services are.

    Readers who look for the responsibilities of a service search for the words that all other services use.

    The title is also the page's name in the table of contents and in search results, beside those of other services.

    Reported is a title that matches none of the profile's `title-wordings`, which are regular expressions for the whole
    title, without regard to case. The built-in profile takes them from what most published pages say. A page without a
    title is RSP101's.

    ~~~~bad
    # Who does what in Nimbus
    {: #nimbus-responsibilities}
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}
    ~~~~
    """
    title = page.title
    if title and title.text and profile.title_wordings and not _fits(title.text, profile.title_wordings):
        yield title.at(
            f"the title is “{title.text}”; word it as other services do",
            "such as “Understanding your responsibilities when using …”; the profile's title-wordings list what is usual",
        )


def _fits(title: str, wordings: tuple[str, ...]) -> bool:
    return any(re.fullmatch(wording, title, re.IGNORECASE) for wording in wordings)
