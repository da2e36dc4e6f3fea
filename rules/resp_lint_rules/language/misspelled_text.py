"""RSP602."""

from resp_lint import Findings, FixKind, Level, Page, Profile, rule
from resp_lint_rules._shared.text_parts import find_text
from resp_lint_rules.spelling.misspellings import find_misspelled_words, locate_words, report_misspellings


@rule("RSP602", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def misspelled_text(page: Page, profile: Profile) -> Findings:
    """Checks that cells and paragraphs are spelled right.

    A typo in a sentence that says who does what makes readers doubt the rest of it.

    An auditor may not know whether `revovery` is a slip or a feature; a translation engine leaves it as it is. Cells and
    paragraphs are read, those of lists, quotes and footnotes too; the page's structure is the matter of
    `misspelled-structure`, which says in full what counts as a slip and what stays silent. Here a word with a capital in
    the middle of a sentence is a name, unless it is long and near to a word of the profile's structure.

    Words that run together (`architecturedoes`) count too. In a cell that names owners, beside other names and in a link
    that leads to its bearer, a word is a name.

    The fix is safe only where one word alone can have been meant, the misspelled one stands nowhere else on the page, is no
    form, compound or identifier of known words, and has known words beside it, which names, commands and tables of values
    lack. Elsewhere the fix is unsafe and the message asks. A name of several words that the profile has a keyref for is
    replaced with its keyref as a whole (`hard-coded-name`). Seen on 25 of 99 real pages.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Restart a broker | Restart the isntance. | Run the `restrt` comand on Nimbus. |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Restart a broker | Restart the instance. | Run the `restrt` command on Nimbus. |
    ~~~~
    ~~~~good
    The Konnectivity agent of a Nimbus cluster writes to `/var/log/konectivity`; the behaviour of the failover is organised
    by etcd, see [the runbook](https://example.com/runbok).
    ~~~~
    """
    misspelt = find_misspelled_words(page, profile, bold=False)
    if misspelt:
        parts = find_text(page, locate_words(page, misspelt))
        yield from report_misspellings(page, parts, misspelt, bold=False, keyrefs=profile.keyrefs)
