"""RSP904."""

from resp_lint import Findings, Level, Page, RuleSet, rule


@rule("RSP904", level=Level.INFO, rule_set=RuleSet.STRICT, own=True, any_page=True)
def suppression_without_reason(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it after the other rules
    """Checks that every suppression gives its reason.

    Whoever meets a suppression in two years must learn from it whether it may go, or nobody will dare.

    The reason is the text after two hyphens, a dash or a colon; in front matter, the value of `reason`. It is not read by
    anybody but people, so any text will do.

    ~~~~bad
    # Your responsibilities
    {: #responsibilities}

    <!-- resp-lint: ignore missing-caption -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    ~~~~
    ~~~~good
    # Your responsibilities
    {: #responsibilities}

    <!-- resp-lint: ignore missing-caption -- the heading says it all -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    ~~~~
    """
    return ()
