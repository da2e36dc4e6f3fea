"""What cells answer: for the provider, then for the customer."""

from __future__ import annotations

import pytest
from owned import parse_page

from resp_lint.ownership.answers import AnswerReader
from resp_lint.page.terms import PartyRole

ANSWERS = {
    # text: (in the provider's cell, in the customer's)
    "": ("blank", "blank"),
    "N/A": ("none", "none"),
    "**None**.": ("none", "none"),
    "(None)": ("none", "none"),
    "IBM N/A": ("none", "none"),
    "{{site.data.keyword.IBM_notm}} N/A": ("none", "none"),
    "No action required": ("none", "none"),
    "No customer action is required.": ("none", "none"),
    "Not applicable.": ("none", "none"),
    "Nothing to do": ("none", "none"),
    "TBD": ("undecided", "undecided"),
    "**??**": ("undecided", "undecided"),
    "Customer responsibility description": ("undecided", "undecided"),
    "IBM is not responsible for backups.": ("denies", "does"),
    "IBM has no responsibility for guests.": ("denies", "does"),
    "Not the responsibility of the customer.": ("denies", "denies"),
    "You are not responsible for hosts.": ("does", "denies"),
    "It is not IBM's responsibility to rotate keys.": ("denies", "does"),
    "IBM isn't responsible for guests, but provides images.": ("does", "does"),
    "IBM is not responsible for guests. However, it publishes images.": ("does", "does"),
    "You are not responsible for copies. However, you can download them.": ("does", "does"),
    "IBM is not only responsible for hosts but also for racks.": ("does", "does"),
    "None. IBM is fully responsible for recovery.": ("does", "denies"),
    "None, the service cannot read your data.": ("denies", "denies"),
    "N/A – done by the platform": ("denies", "denies"),
    "IBM is not responsible for copies. The customer must keep them.": ("denies", "does"),
    "IBM is not responsible for copies. They belong to somebody else.": ("denies", "does"),
    "The customer is responsible for copies.": ("denies", "does"),
    "Managed by IBM.": ("does", "denies"),
    "IBM": ("does", "denies"),
    "Use keys managed by IBM.": ("does", "does"),
    "See Responsibilities when using Nimbus.": ("refers", "refers"),
    "For more information, see Backing up.": ("refers", "refers"),
    "Rotate keys. For more information, see Keys.": ("does", "does"),
    "IBM never touches your keys.": ("does", "does"),
    "No longer used keys are deleted.": ("does", "does"),
    "Note that nothing is deleted.": ("does", "does"),
    "Do not store secrets in images.": ("does", "does"),
}


@pytest.mark.parametrize("text", ANSWERS)
def test_answer(text: str) -> None:
    reader = AnswerReader(parse_page(b"").conventions)
    found = tuple(reader.read(text, role).value for role in (PartyRole.PROVIDER, PartyRole.CUSTOMER))
    assert found == ANSWERS[text]


def test_a_link_to_responsibilities_refers() -> None:
    reader = AnswerReader(parse_page(b"").conventions)
    assert reader.read("Your responsibilities", PartyRole.CUSTOMER, is_link=True) == "refers"
    assert reader.read("Rotate your keys", PartyRole.CUSTOMER, is_link=True) == "does"
