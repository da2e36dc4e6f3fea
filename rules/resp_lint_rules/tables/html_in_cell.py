"""RSP309."""

from resp_lint import Findings, Level, Page, RuleSet, Violation, rule
from resp_lint_rules.tables._cell_html import find_html_tags


@rule("RSP309", level=Level.INFO, rule_set=RuleSet.STRICT, any_page=True, requires=("attribute-lists",))
def html_in_cell(page: Page) -> Findings:
    r"""Checks that cells hold no HTML.

    HTML in a cell is hard to read and to translate, and it makes the renderer show `\n` as typed.

    The renderer needs none of it: `\n` breaks a line, and with it a cell holds lists, paragraphs and emphasis. An HTML
    tag turns that off for the whole cell. Seen on 3 of 74 pages, and often taken out again.

    It fires once a cell, on the first tag of an HTML element. Tags in code, and words in angle brackets that are no
    element of HTML, are left alone.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | <ul><li>Make a key.</li><li>Drop the old one.</li></ul> |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | - Make a key. \n - Drop the old one. |
    | Write HTML | Show `<br>`. | Fill in <name>. |
    ~~~~
    """
    if "<" not in page.source.text:
        return
    for table in page.tables:
        for row in (table.header, *table.rows):
            for cell in (*row.cells[: row.written], *row.extra):
                if tag := next(iter(find_html_tags(cell.raw)), None):
                    start, end = cell.start + tag.start(), cell.start + tag.end()
                    message = rf"HTML tag {tag[0]} in a cell; write it in Markdown, with “\n” where a line ends"
                    yield Violation(start, end, message)
