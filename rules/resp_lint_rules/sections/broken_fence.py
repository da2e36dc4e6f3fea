"""RSP212."""

from __future__ import annotations

from resp_lint import FenceFlaw, Findings, Page, rule

_MESSAGES = {
    FenceFlaw.JOINED: "text right below the list of a code block joins the closing fence, so that the code does not end",
    FenceFlaw.INDENTED: "two spaces before this fence count as four, so that code begins or ends elsewhere",
    FenceFlaw.TOO_DEEP: "this closing fence is indented by four spaces or more, so that the code does not end",
    FenceFlaw.ONE_LINE: "code that three backticks open and close on one line counts as the start of a code block",
    FenceFlaw.UNCLOSED: "no closing fence ends this code block, so that all that follows is shown as code",
    FenceFlaw.SHIFTED: "the renderer pairs this fence with another one than it seems",
}
_REMEDIES = {
    FenceFlaw.JOINED: "put a blank line after the list",
    FenceFlaw.INDENTED: "begin the opening and the closing fence at the first column, or at the column of the list item’s text",
    FenceFlaw.TOO_DEEP: "indent it as far as the opening fence",
    FenceFlaw.ONE_LINE: "use one backtick on each side",
    FenceFlaw.UNCLOSED: "write the closing fence",
    FenceFlaw.SHIFTED: "write the opening and the closing fence with equal backticks, each alone on its line",
}


@rule("RSP212", any_page=True)
def broken_fence(page: Page) -> Findings:
    """Checks that every code block ends where it seems to end.

    The renderer (marked-it-core 2.4.2) pairs lines that begin with three backticks before it looks at anything else on
    the page, and it moves the attribute list below a code block into the opening fence. Where that goes wrong, headings
    and tables after the block are shown as code, or headings lose their ids, down to the next fence or to the end.

    It fires once, on the line that is the cause: an attribute list of a code block that text follows directly, fences
    that are indented by two spaces, a closing fence that is indented by four or more, three backticks that open and close
    code on one line, a code block that nothing closes. What changes no heading and no table is not reported.

    ~~~~bad
    ```sh
    ls
    ```
    {: codeblock}
    ## Change management
    {: #change-management}
    ~~~~
    ~~~~bad
    ```ls```

    ## Change management
    {: #change-management}

    ```sh
    ls
    ```
    ~~~~
    ~~~~bad
    ```sh
    ls
        ```

    ## Change management
    {: #change-management}
    ~~~~
    ~~~~good
    ```sh
    ls
    ```
    {: codeblock}

    ## Change management
    {: #change-management}
    ~~~~
    """
    for fence in page.broken_fences:
        yield fence.at(_MESSAGES[fence.flaw], _REMEDIES[fence.flaw])
