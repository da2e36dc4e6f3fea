"""RSP906."""

from resp_lint import Findings, Page, rule


@rule("RSP906", own=True, any_page=True)
def internal_error(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it where a rule fails
    """Checks that every rule ran to its end.

    A rule that failed has not spoken, and its silence must not be taken for praise.

    Reported is a rule that raised an error, or that found more on one page than anybody can read; the message names the
    rule, the plugin that it came from, the page and the cause. What the other rules found stands.

    What to do: report it to the authors of the plugin, with the page if it can be shared; until then, leave the rule out
    with `--ignore`. The run ends with exit status 2.
    """
    return ()
