"""RSP903."""

from resp_lint import Findings, Level, Page, rule


@rule("RSP903", level=Level.WARNING, own=True, any_page=True)
def unknown_suppression(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it after the other rules
    """Checks that every suppression names rules that there are.

    A suppression with a slip in it suppresses nothing, and its author thinks that it does.

    Reported is a comment that starts with `resp-lint:` and

    - names what is no rule; each rule is named in full, by code or name, as a start of codes would grow with every version;
    - names no rule at all, or none of the instructions `ignore`, `ignore-file`, `ignore-next-line`, `ignore-start` and
      `ignore-end`;
    - names a rule by which the linter speaks of itself: no page can silence those;
    - says `ignore-file` below the second heading, where nobody who opens the page sees it;
    - says `ignore-start` without an `ignore-end` that follows, or the reverse;
    - stands inside a line, a cell for instance, and holds two hyphens. There the renderer ends comments at `--`, so readers
      see the text (marked-it-core 2.4.2). Put a colon before the reason instead.

    So is a comment that comes near, such as `resp-lint-disable` or `resplint:`, and one for another linter, such as
    `markdownlint-disable`, that names one of our rules.  None of these suppresses anything, but for the other names beside
    one that is no rule.

    ~~~~bad
    <!-- markdownlint-disable RSP401 -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    ~~~~
    ~~~~bad
    # Your responsibilities
    {: #responsibilities}

    <!-- resp-lint: ignore RSP4O1 -- the heading says it all -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | <!-- resp-lint: ignore RSP502 -- said above --> | Rotate them. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | <!-- resp-lint: ignore RSP502: said above --> | Rotate them. |
    ~~~~
    """
    return ()
