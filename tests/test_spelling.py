"""The speller of the language rules: what it holds for right, and what for a slip."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resp_lint import lint_text
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint_rules.spelling.candidates import LONG, SHORT
from resp_lint_rules.spelling.speller import Speller
from resp_lint_rules.spelling.word_list import is_listed, load_misspellings, load_terms

SPELLER = Speller(load_registry().profile("ibm-cloud"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"

RIGHT = """
konnectivity hadr iam mgt iaas paas saas hpcs vmaas mqoc powervs satcon Hiper Konnectivity IaaS PaaS SaaS
behaviour behavior organise organize organisation cancelled canceled licence license catalogue catalog tokenised centre
failover failback namespace subnet hostname multizone webhook kubelet etcd sharding allowlist rewrapped unencrypted
nonpartitioned reindexing statefile microservices checksums deprovisioning autoscalers misconfigured idempotently
recovery recovers recoverable responsibilities responsibility customer customs operations operating identities
"""

SLIPS = {
    "Responsabilities": "Responsibilities",
    "reponsibilities": "responsibilities",
    "Responsibilites": "Responsibilities",
    "RESPONSIBILITES": "RESPONSIBILITIES",
    "managment": "management",
    "complience": "compliance",
    "asccount": "account",
    "isntance": "instance",
    "priviledge": "privilege",
    "emcryption": "encryption",
    "comamnd": "command",
    "availablity": "availability",
    "lusters": "clusters",
    "dependant": "dependent",
    "OAath": "OAuth",
    "Kuberntes": "Kubernetes",
    "teh": "the",
    "dont": "don't",
}


@pytest.mark.parametrize("word", RIGHT.split())
def test_a_right_word_is_let_be(word: str) -> None:
    assert SPELLER.find_intended(word, bold=True) is None
    assert SPELLER.find_intended(word, bold=False) is None


@pytest.mark.parametrize("word", SLIPS)
def test_a_slip_is_seen_and_what_was_meant(word: str) -> None:
    meant = SPELLER.find_intended(word, bold=False)
    assert meant is not None
    assert meant.right == SLIPS[word]


def edits(word: str) -> st.SearchStrategy[str]:
    """A word with one letter dropped, doubled, swapped with the next, or replaced."""
    places = st.integers(0, len(word) - 1)
    return st.one_of(
        places.map(lambda at: word[:at] + word[at + 1 :]),
        places.map(lambda at: word[: at + 1] + word[at:]),
        places.map(lambda at: word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]),
        st.tuples(places, st.sampled_from(LETTERS)).map(lambda it: word[: it[0]] + it[1] + word[it[0] + 1 :]),
    )


@given(st.sampled_from(sorted(word for word in SPELLER.vocabulary.own if len(word) > SHORT)).flatmap(edits))
def test_any_typo_in_a_word_of_the_structure_is_seen(slip: str) -> None:
    assume(not is_listed(slip))
    assume(slip not in SPELLER.vocabulary.own)
    assert SPELLER.find_intended(slip, bold=True) is not None


@given(st.sampled_from(sorted(word for word in SPELLER.vocabulary.own if len(word) >= LONG)).flatmap(edits))
def test_what_was_meant_is_known_of_a_long_word(slip: str) -> None:
    assume(not is_listed(slip))
    assume(slip not in SPELLER.vocabulary.own)
    meant = SPELLER.find_intended(slip, bold=False)
    assert meant is not None
    assert meant.own


def test_the_lists_do_not_contradict_each_other() -> None:
    assert not load_misspellings().keys() & load_terms().keys()
    meant = {
        word
        for right in load_misspellings().values()
        for word in right.lower().partition("'")[0].split()
        if len(word) > SHORT
    }
    assert {word for word in meant if not is_listed(word)} == set()


RACI = Settings(load_registry().profile("raci"), select=("misspelled-text", "misspelled-structure"), all_pages=True)
OWNERS = "| Task | Owner | Notes |\n|------|-------|-------|\n"


def find_corrected_words(text: str) -> list[str]:
    """The words that the rules for typos report on a page of owners."""
    findings = lint_text(text, load_registry().select(RACI), RACI, "raci.md")
    return [finding.message.split("“")[1].split("”")[0] for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "| Bug triage | Angelos Kolaitis | Weekly |",
        "| Security clearance | Detailee's supervisor, People Ops PoC and detailees | Weekly |",
        "| Data inventory | Ana Muster, Data Custcodian (lead); Vera | Weekly |",
        "| Data inventory | Custcodian | The Custcodian decides. |",
        "| Code quality | the refactorer of the week | Ask a refactorer. |",
        "| Data inventory | Ana | See [Data Custcodian](roles/custcodian.md). |",
        "| Data inventory | Ana | Ask [custcodian](https://example.com/ana). |",
    ],
)
def test_the_name_of_an_owner_is_let_be(text: str) -> None:
    assert find_corrected_words(f"{OWNERS}{text}\n") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("| Accounts | Ana | Has acesss to all. |", "acesss"),
        ("| Acesss | Ana | Weekly |", "Acesss"),
        ("| Tickets | Ana | An issue is openned first. |", "openned"),
        ("| Availabilty | Ana | Weekly |", "Availabilty"),
        ("| Accounts | Ana, who has openned the account first | Weekly |", "openned"),
        ("| Availabilty | Availabilty team | Weekly |", "Availabilty"),
        ("| Data inventory | Ana | Every custcodian signs. |", "custcodian"),
    ],
)
def test_a_typo_beside_owners_is_found(text: str, wrong: str) -> None:
    assert find_corrected_words(f"{OWNERS}{text}\n") == [wrong]
