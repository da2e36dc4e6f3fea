"""RSP103."""

from resp_lint import Findings, Page, rule
from resp_lint_rules._shared.places import locate_line


@rule("RSP103")
def invalid_front_matter(page: Page) -> Findings:
    """Checks that every page has front matter that can be read.

    Front matter that cannot be read is shown to readers as text, and the site knows neither date nor subcollection.

    Front matter is the YAML between two lines `---` at the top of a page. The renderer, marked-it-core 2.4.2, takes it away
    only where it can read it; otherwise the keys stand above the title, and the lower `---` makes a heading of them.

    Reported are a page that does not begin with front matter (one blank line before it is tolerated), front matter that
    is not closed, that is not YAML or no mapping of keys to values, that holds a key twice, spaces behind one of the
    `---`, and a byte order mark before the first one.

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
    front_matter = page.front_matter
    if front_matter.problem and not front_matter.limit_reached:
        place = locate_line(page, front_matter.problem_line)
        yield place.at(f"{front_matter.problem}; {_suggest_remedy(page)}", "readers see it as text above the title")


def _suggest_remedy(page: Page) -> str:
    front_matter = page.front_matter
    if not front_matter.present:
        return "begin the page with “---”, its keys, and “---”"
    if front_matter.data is None:
        return "mend it"
    return "take away what is too much"
