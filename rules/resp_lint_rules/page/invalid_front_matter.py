"""RSP103."""

from resp_lint import Dialect, Findings, FrontMatterUse, Page, Profile, regex, rule
from resp_lint_rules._shared.places import locate_line

_KEY = regex(r"[\w.-]+[ \t]*:(?:\s|$)")


@rule("RSP103")
def invalid_front_matter(page: Page, profile: Profile) -> Findings:
    """Checks that every page has front matter that can be read, or none where the profile wants none.

    Front matter that cannot be read is shown to readers as text, and the site knows neither date nor subcollection.

    Front matter is the YAML between two lines `---` at the top of a page. The renderer, marked-it-core 2.4.2, takes it away
    only where it can read it; otherwise the keys stand above the title, and the lower `---` makes a heading of them.

    Reported are a page that does not begin with front matter (one blank line before it is tolerated), front matter that
    is not closed, that is not YAML or no mapping of keys to values, that holds a key twice, spaces after one of the
    `---`, and a byte order mark before the first one. Where the profile says that front matter is `optional`, a page may
    do without, and where its pages are plain Markdown, marks around the `---` do no harm.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~bad
    ---
    keywords: nimbus: responsibilities
    ---

    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~bad
    ---
    subcollection: nimbus

    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~good
    ---
    keywords: "nimbus: responsibilities"
    ---

    # Understanding your responsibilities when using Nimbus
    ~~~~
    """
    front_matter, use = page.front_matter, profile.front_matter_use
    if front_matter.data is not None and use is FrontMatterUse.NONE:
        place = locate_line(page, front_matter.line)
        yield place.at(f"pages of the profile {profile.name} have no front matter; take it away")
    elif front_matter.problem and not front_matter.limit_reached and _counts(page, profile):
        place = locate_line(page, front_matter.problem_line)
        yield place.at(f"{front_matter.problem}; {_suggest_remedy(page)}", "readers see it as text above the title")


def _counts(page: Page, profile: Profile) -> bool:
    """Whether what is wrong with the front matter is wrong here: it need not be there, and plain pages forgive more."""
    front_matter = page.front_matter
    if profile.dialect is Dialect.KRAMDOWN and profile.front_matter_use is FrontMatterUse.REQUIRED:
        return True
    if not front_matter.present:
        return profile.front_matter_use is FrontMatterUse.REQUIRED
    if front_matter.data is not None:
        return profile.dialect is Dialect.KRAMDOWN or front_matter.problem_line not in _get_fences(page)
    # A rule above a page's first paragraph is no front matter.
    return _KEY.match(page.source.line_text(front_matter.line + 1)) is not None


def _get_fences(page: Page) -> tuple[int, int]:
    """The lines of the two `---`, which only some renderers want to be bare."""
    return page.front_matter.line, page.front_matter.end_line


def _suggest_remedy(page: Page) -> str:
    front_matter = page.front_matter
    if not front_matter.present:
        return "begin the page with “---”, its keys, and “---”"
    if front_matter.data is None:
        return "fix it"
    return "take away what is too much"
