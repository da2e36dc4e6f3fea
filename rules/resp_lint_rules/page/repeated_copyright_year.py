"""RSP109."""

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Violation, regex, rule

_PAIR = regex(r"((?:19|20)\d\d)\s*[,–-]\s*\1(?!\d)")


@rule("RSP109", level=Level.INFO, fix=FixKind.SAFE, requires=("front-matter",))
def repeated_copyright_year(page: Page) -> Findings:
    """Checks that the copyright does not name one year twice in a row.

    `years: 2024, 2024` says that the page was written in 2024 and changed in 2024, which one year says as well. It is what
    a script leaves that adds the current year to pages of that year.

    ~~~~bad
    ---
    copyright:
      years: 2024, 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~fixed
    ---
    copyright:
      years: 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    ~~~~good
    ---
    copyright:
      years: 2019, 2024
    lastupdated: "2024-05-01"
    ---
    ~~~~
    """
    years = page.front_matter.entries.get("copyright.years")
    match = _PAIR.search(page.source.text, years.start, years.end) if years and years.value else None
    if match:
        fix = Fix(f"Write “{match[1]}” once", (Edit(match.end(1), match.end(), ""),))
        yield Violation(match.start(), match.end(), f"the copyright names {match[1]} twice; write it once", "", fix)
