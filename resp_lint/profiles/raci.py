"""What raci.toml says, written by `make docs`; loading it takes a twentieth of the time."""

# ruff: noqa: E501 -- as the profile has it

from __future__ import annotations

from resp_lint.page.kind import Column, Owner, Role, TableForm
from resp_lint.profile import Attributes, Captions, Cells, NewPage, Profile, Spelling, Template

PROFILE = Profile(
    name="raci",
    title_wordings=(
        ".*\\bresponsibilit.*",
        ".*\\bRACI\\b.*",
        ".*\\baccountab.*",
        ".*\\bownership\\b.*",
        "Who (?:does|owns) what\\b.*",
        "Who is (?:responsible|accountable) for .+",
    ),
    page_words=(
        "(?<![a-z])raci(?![a-z])",
        "responsib",
        "accountab",
        "(?<![a-z])ownership(?![a-z])",
    ),
    no_responsibilities=(
        "(?:^|[^a-z])no (?:specific|unique|special|additional|separate) (?:responsibilit|tasks)",
        "nothing (?:specific |special )?to (?:list|do|own)\\b",
    ),
    owner_words=(
        "responsibilities",
        "responsibility",
        "tasks",
        "duties",
    ),
    owners=(
        Owner(
            name="responsible",
            spellings=(
                "R",
                "Responsible",
                "R (lead)",
            ),
        ),
        Owner(
            name="accountable",
            spellings=(
                "A",
                "Accountable",
            ),
        ),
        Owner(
            name="responsible and accountable",
            spellings=(
                "A/R",
                "R/A",
                "AR",
                "RA",
                "A, R",
                "R, A",
            ),
        ),
        Owner(
            name="consulted",
            spellings=(
                "C",
                "Consulted",
            ),
        ),
        Owner(
            name="informed",
            spellings=(
                "I",
                "Informed",
            ),
        ),
        Owner(
            name="consulted and informed",
            spellings=(
                "C/I",
                "I/C",
                "CI",
                "C, I",
                "I, C",
            ),
        ),
    ),
    table_forms=(
        TableForm(
            columns=(
                Column(
                    role=Role.TASK,
                    titles=(
                        "Task",
                        "Activity",
                        "Process",
                        "Deliverable",
                        "Decision",
                        "",
                    ),
                ),
                Column(
                    role=Role.OWNER,
                    titles=(
                        "Responsible",
                        "Responsible (R)",
                        "R",
                    ),
                    any_owner=True,
                ),
                Column(
                    role=Role.OWNER,
                    titles=(
                        "Accountable",
                        "Accountable (A)",
                        "A",
                    ),
                    any_owner=True,
                ),
                Column(
                    role=Role.OTHER,
                    titles=(
                        "Consulted",
                        "Consulted (C)",
                        "C",
                    ),
                ),
                Column(
                    role=Role.OTHER,
                    titles=(
                        "Informed",
                        "Informed (I)",
                        "I",
                    ),
                ),
            )
        ),
        TableForm(
            columns=(
                Column(
                    role=Role.TASK,
                    titles=(
                        "Task",
                        "Activity",
                        "Process",
                        "Deliverable",
                        "Decision",
                    ),
                ),
                Column(
                    role=Role.OWNER,
                    titles=(
                        "Owner",
                        "Ownership",
                        "Responsible",
                        "Responsible team",
                    ),
                    any_owner=True,
                ),
            )
        ),
        TableForm(
            columns=(
                Column(
                    role=Role.TASK,
                    titles=(
                        "Task",
                        "Activity",
                    ),
                ),
                Column(
                    role=Role.OWNER,
                    titles=(
                        "Provider responsibilities",
                        "Provider",
                        "Our responsibilities",
                    ),
                    owner="provider",
                ),
                Column(
                    role=Role.OWNER,
                    titles=(
                        "Customer responsibilities",
                        "Customer",
                        "Your responsibilities",
                    ),
                    owner="customer",
                ),
            )
        ),
    ),
    cells=Cells(
        empty_markers=(
            "N/A",
            "NA",
            "None",
            "Not applicable",
            "-",
            "–",
            "—",
        ),
        undecided_markers=(
            "TBD",
            "TBA",
            "TBC",
            "TODO",
            "???",
            "??",
            "?",
            "...",
            "…",
            "XXX",
            "To be decided",
            "To be determined",
            "To be defined",
        ),
    ),
    captions=Captions(
        sides=(
            "bottom",
            "top",
        )
    ),
    attributes=Attributes(
        keys=(
            "caption",
            "caption-side",
            "summary",
            "title",
            "alt",
            "width",
            "height",
            "align",
            "valign",
            "style",
            "lang",
            "dir",
            "target",
            "rel",
            "download",
            "name",
            "value",
            "start",
            "type",
            "role",
            "scope",
            "rowspan",
            "colspan",
            "headers",
            "aria-label",
            "aria-labelledby",
            "aria-describedby",
            "aria-hidden",
        ),
        may_be_blank=(
            "alt",
            "download",
        ),
        flags=("row-headers",),
        classes=(
            "shortdesc",
            "note",
            "tip",
            "important",
            "attention",
            "external",
            "download",
            "term",
            "codeblock",
            "pre",
            "screen",
            "row-headers",
        ),
        table_order=(
            "row-headers",
            "caption",
            "summary",
        ),
    ),
    template=Template(
        tokens=(
            "_(?:service|product|team|process)[\\w-]{0,40}_",
            "#your-(?:heading-|section-|topic-|page-)?id\\b",
        ),
        cells=(
            "Task \\d+",
            "Task (?:name|description)",
            "_[\\w-]{1,40}_",
        ),
    ),
    spelling=Spelling(
        vocabulary=(
            "responsible",
            "responsibility",
            "responsibilities",
            "accountable",
            "accountability",
            "consulted",
            "informed",
            "owner",
            "ownership",
            "task",
            "tasks",
            "activity",
            "activities",
            "process",
            "deliverable",
            "decision",
            "table",
            "column",
            "columns",
            "describes",
            "description",
        )
    ),
    new_page=NewPage(
        title="Who is responsible for _process-name_",
        short_description="This page says for each task of _process-name_ who does it, who answers for it, whom to ask, and whom to tell.",
        keywords="responsibilities, raci, _process-name_",
        sections=("Tasks",),
        section_text="Each task has one team that answers for it.",
        header=(
            "Task",
            "Responsible",
            "Accountable",
            "Consulted",
            "Informed",
        ),
        row=(
            "Task 1",
            "_team-name_",
            "_team-name_",
            "N/A",
            "N/A",
        ),
        caption="Responsibilities for {area}",
        summary="The first column names a task. The other columns say who does it, who answers for it, who is consulted, and who is informed.",
    ),
)
