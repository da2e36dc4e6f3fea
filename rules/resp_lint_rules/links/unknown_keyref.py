"""RSP705."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta

from resp_lint import DocSet, Level, PageViolation, Profile, docset, find_within, regex

_NAME = regex(r"\{\{\s*([^{}\s]+)\s*\}\}")
_DIGITS = regex(r"\d")


@docset("RSP705", level=Level.WARNING, any_page=True, facts=("keyrefs",))
def unknown_keyref(
    pages: DocSet,
    profile: Profile,
    *,
    whole_map: Annotated[bool, Meta(description="Whether the files of the tree are all there is.")] = False,
) -> Iterator[PageViolation]:
    """Checks that every keyref is defined.

    A keyref that nothing defines is shown to the reader as it is written, braces and all.

    In a header it takes the owner's name with it, in a link the link. The build warns of it, in a log that few read.

    Reported is, wherever it stands, a keyref that no keyref file at or above the page defines. Such a file is known by its
    name (the profile's `tree.keyrefs`, such as `keyref.yaml`); where there is none nothing is reported. Keyrefs that the
    profile knows or maps to newer ones are left alone.

    Most trees hold a file of their own keyrefs only, beside one that all services share and that is not there. The
    keyrefs that every service uses tell the two apart: a file that defines none of them, though the pages use some, is
    taken for an addition, and then only what is one letter away from one of its names is reported. With `whole-map`
    the files of the tree are taken for all there is.

    ~~~~bad path=docs/keyref.yaml
    keyword:
      IBM_notm: IBM
      nimbus_short: Nimbus
    ~~~~
    ~~~~bad path=docs/responsibilities.md
    Responsibilities of {{site.data.keyword.IBM_notm}} for {{site.data.keyword.nimbus_full}}.
    ~~~~
    ~~~~good path=docs/keyref.yaml
    keyword:
      IBM_notm: IBM
      nimbus_short: Nimbus
    ~~~~
    ~~~~good path=docs/responsibilities.md
    Responsibilities of {{site.data.keyword.IBM_notm}} for {{site.data.keyword.nimbus_short}}.
    ~~~~
    ~~~~bad path=docs/keyref.yaml
    keyword:
      nimbus_short: Nimbus
    ~~~~
    ~~~~bad path=docs/responsibilities.md
    Responsibilities of {{site.data.keyword.IBM_notm}} for {{site.data.keyword.nimbus_shrot}}.
    ~~~~
    ~~~~good path=docs/keyref.yaml
    keyword:
      nimbus_short: Nimbus
    ~~~~
    ~~~~good path=docs/responsibilities.md
    Responsibilities of {{site.data.keyword.IBM_notm}} for {{site.data.keyword.cumulus_full}}.
    ~~~~
    """
    prefix = profile.tree.keyref_prefix
    common = frozenset(_find_names(profile.keyrefs, prefix))
    given = common.union(_find_names(profile.retired_keyrefs, prefix), _find_names(profile.tree.given_keyrefs, prefix))
    used = {name for page in pages.pages for name in _find_names((keyref for keyref, _ in page.keyrefs), prefix)}
    for page in pages.served if pages.tree.keyrefs else ():
        maps = pages.tree.find_keyrefs(page.path)
        defined = frozenset(name for one in maps for name in one.names)
        kinds = frozenset(kind for one in maps for kind in one.maps)
        adds_only = not whole_map and not defined & common and bool(used & common)
        for keyref, spot in page.keyrefs:
            name = _name(keyref, prefix)
            if name.partition(".")[0] in kinds and name not in defined and name not in given:
                near = _find_nearest_name(name, defined)
                if near or not adds_only:
                    remedy = (
                        f"write “{keyref.replace(name, near)}”" if near else "define it there, or write one that is"
                    )
                    yield page.at(spot, f"keyref “{keyref}” is not defined in {maps[0].path}; {remedy}")


def _name(keyref: str, prefix: str) -> str:
    """A keyref's name in a map, `keyword.x`; empty where it is none of those that maps define."""
    match = _NAME.fullmatch(keyref)
    return match[1].removeprefix(prefix) if match and match[1].startswith(prefix) else ""


def _find_names(keyrefs: Iterable[str], prefix: str) -> Iterator[str]:
    return (name for keyref in keyrefs if (name := _name(keyref, prefix)))


def _find_nearest_name(name: str, defined: frozenset[str]) -> str:
    """The name that a slip of one letter made this one of; names that differ in a digit are versions, not slips."""
    _, nearest = next(iter(find_within(name, sorted(defined), 1)), (0, ""))
    return nearest if _DIGITS.findall(nearest) == _DIGITS.findall(name) else ""
