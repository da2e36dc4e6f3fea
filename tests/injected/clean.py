"""A clean page of our own, in as many variants as hypothesis likes to draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from resp_lint.plugins import load_registry

IBM = "{{site.data.keyword.IBM_notm}}"

AREAS = {
    "incident-and-ops": "Incident and operations management",
    "change-management": "Change management",
    "iam": "Identity and access management",
    "security-compliance": "Security and regulation compliance",
    "disaster-recovery": "Disaster recovery",
}

TASKS = (
    "Watch the brokers",
    "Upgrade the software",
    "Rotate the keys",
    "Answer a case",
    "Resize a plan",
    "Check credentials",
    "Encrypt the messages",
    "Restore a backup",
    "Mirror the data",
    "Review the logs",
    "Plan the capacity",
    "Test a failover",
)

OURS = (
    f"{IBM} measures every broker around the clock.",
    f"{IBM} replaces what stops answering.",
    "The service sends a notice before each upgrade.",
    "N/A",
)

YOURS = (
    "You set alerts and add consumers when the lag grows.",
    "You choose the plan and check the throughput.",
    "You keep the client library up to date.",
    "N/A",
)


@dataclass(frozen=True)
class Section:
    """An area's section: its table is given by its rows of task, provider's part and customer's part."""

    key: str
    title: str
    sentence: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CleanPage:
    """A page without a fault; `text()` writes it."""

    service: str
    sections: tuple[Section, ...]

    def text(self) -> str:
        return "\n".join([self.head(), *map(self.section, self.sections)])

    def without(self, number: int) -> CleanPage:
        return replace(self, sections=self.sections[:number] + self.sections[number + 1 :])

    def without_markers(self) -> CleanPage:
        """The page with work for everybody in each row."""
        busy = [
            replace(one, rows=tuple((task, f"{IBM} does it.", "You look on.") for task, _, _ in one.rows))
            for one in self.sections
        ]
        return replace(self, sections=tuple(busy))

    def slug(self) -> str:
        return self.service.casefold().replace(" ", "-")

    def head(self) -> str:
        slug = self.slug()
        return f"""\
---

copyright:
  years: 2024, 2026
lastupdated: "2026-03-12"

keywords: {self.service.casefold()}, messages, recovery

subcollection: {slug}

---

{{{{site.data.keyword.attribute-definition-list}}}}

# Understanding your responsibilities when using {self.service}
{{: #{slug}-responsibilities}}

{self.service} carries messages between applications. This page lists who does what.
{{: shortdesc}}

Compare other services in [Shared responsibilities](/docs/overview?topic=overview-shared-responsibilities).
The contract stands in the [terms](/docs/overview?topic=overview-terms).
"""

    def section(self, section: Section) -> str:
        rows = "\n".join(f"| {task} | {ours} | {yours} |" for task, ours, yours in section.rows)
        return f"""\
## {section.title}
{{: #{self.slug()}-{section.key}}}

{section.sentence}

In this area the line between us is drawn task by task.

| Task | {IBM} responsibilities | Your responsibilities |
|------|------|------|
{rows}
{{: row-headers}}
{{: caption="Responsibilities for {section.title[0].lower()}{section.title[1:]}" caption-side="bottom"}}
{{: summary="The first column names a task. The second column says what {IBM} does, the third column what you do."}}
"""


def sentences() -> dict[str, str]:
    """The set sentence of each area, as the profile has it."""
    return {area.title: area.sentence for area in load_registry().profile("ibm-cloud").areas}


@st.composite
def clean_pages(draw: st.DrawFn) -> CleanPage:
    """Pages with a service of any name and some rows in each area; each row has somebody who does something."""
    service = draw(st.sampled_from(["Nimbus Queue", "Harbor Vault", "Lantern Search", "Quarry"]))
    known = sentences()
    sections = []
    for key, title in AREAS.items():
        tasks = draw(st.lists(st.sampled_from(TASKS), min_size=2, max_size=5, unique=True))
        rows = tuple((task, *draw(parts())) for task in tasks)
        sections.append(Section(key, title, known[title], rows))
    return CleanPage(service, tuple(sections))


def parts() -> st.SearchStrategy[tuple[str, str]]:
    """The provider's and the customer's part of a task; not both have nothing to do."""
    return st.tuples(st.sampled_from(OURS), st.sampled_from(YOURS)).filter(lambda pair: set(pair) != {"N/A"})
