"""RESULTS.md: what was measured, held against the targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from machine import BUSY
from measure import ratio
from peers import OURS
from targets import EXPONENTS, MEMORY_MB, TARGETS, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from growth import Fit
    from measure import Case

LONG = 1.0
"""From how many seconds on times are shown in seconds."""
INTRODUCTION = """\
# Results

Written by `make bench`. Times are medians of whole processes that ran in turn on the same pages, with their output
thrown away; a ratio is the median of the ratios of runs that stood side by side. “≈” marks what was measured on a
sample and scaled up by its bytes. Memory is the peak of a command's largest process; what is below {least:.0f} MB
cannot be seen.
"""


@dataclass(frozen=True)
class Measured:
    """All that a run of the benchmarks found."""

    built: dict[str, Any]
    cases: Mapping[str, Sequence[Case]]
    fits: tuple[Fit, ...]
    machine: dict[str, str]
    busy: float
    least_mb: float
    thorough: bool
    cpu: bool = False

    def find(self, corpus: str, name: str) -> Case | None:
        return next((case for case in self.cases[corpus] if case.name == name), None)

    def ours(self, corpus: str) -> Case:
        return next(case for case in self.cases[corpus] if case.name == OURS)


def rendered(measured: Measured, notes: str) -> str:
    """The whole page; `notes` are written by hand, and stand at its end as they are."""
    parts = [
        INTRODUCTION.format(least=measured.least_mb) + "".join(f"\n**{warning}**\n" for warning in _warnings(measured)),
        "## Targets\n\n" + _targets(measured),
        "## Medians\n\n" + _medians(measured),
        "## Our time as a ratio to theirs\n\n" + _ratios(measured),
        "## Growth\n\n" + _growth(measured.fits),
        "## Corpora\n\n" + _corpora(measured.built),
        "## Machine\n\n" + _table(("", ""), measured.machine.items()),
        notes,
    ]
    return "\n".join(parts)


def _warnings(measured: Measured) -> Iterator[str]:
    if measured.cpu:
        yield "Ratios are those of processor time, that of all cores together, as others used the machine."
    elif measured.busy > BUSY:
        yield f"Others used {measured.busy:.0%} of this machine meanwhile: these results are not to be relied on."
    if not measured.thorough:
        yield "This was a quick run: few rounds, and slow peers on samples."
    if not measured.built["real"]:
        yield "Real pages were not at hand: the corpora are made of the examples, and the targets do not apply."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _verdict(measured: float, first: float, then: float | None = None) -> str:
    if measured > first:
        return "**not met**"
    return "met" if then is None or measured <= then else "first met"


def _targets(measured: Measured) -> str:
    rows = [
        *(_target_row(measured, target) for target in TARGETS),
        *(_memory_row(corpus, measured.ours(corpus).peak_mb, limit) for corpus, limit in MEMORY_MB.items()),
        *(_exponent_row(fit.family, fit.exponent) for fit in measured.fits),
    ]
    return _table(("Pages", "Held against", "Target", "Measured", ""), rows)


def _memory_row(corpus: str, peak: float, limit: float) -> tuple[str, ...]:
    return corpus, "memory", f"≤ {limit} MB", f"{peak:.1f} MB", _verdict(peak, limit)


def _exponent_row(family: str, exponent: float) -> tuple[str, ...]:
    limit = EXPONENTS[family]
    return f"growing in {family}", "exponent of cost", f"≤ {limit}", f"{exponent:.3f}", _verdict(exponent, limit)


def _target_row(measured: Measured, target: Target) -> tuple[str, ...]:
    peer = measured.find(target.corpus, target.peer)
    ours = measured.find(target.corpus, target.ours)
    if peer is None or ours is None:
        return target.corpus, target.peer, f"≤ {target.first}", "not measured", "**not met**"
    found = ratio(ours, peer, cpu=measured.cpu)
    wanted = f"≤ {target.first}" + (f", then {target.then}" if target.then else "")
    what = target.peer if target.ours == OURS else f"{target.ours}, against: {target.peer}"
    return target.corpus, what, wanted, _short(found, peer), _verdict(found, target.first, target.then)


def _short(number: float, peer: Case) -> str:
    return f"{'≈ ' if peer.scale > 1 else ''}{number:.3g}"


def _medians(measured: Measured) -> str:
    names = dict.fromkeys(case.name for cases in measured.cases.values() for case in cases)
    rows = [[name, *(_took(measured.find(corpus, name)) for corpus in measured.cases)] for name in names]
    spread = max(case.spread for cases in measured.cases.values() for case in cases if case.name == OURS)
    told = f"\nBetween our own fastest and slowest run lay at most {spread:.0%} of the median.\n"
    return _table(("", *measured.cases), rows) + told


def _took(case: Case | None) -> str:
    if case is None:
        return "–"
    time = f"{case.wall:.2f} s" if case.wall >= LONG else f"{case.wall * 1e3:.1f} ms"
    return f"{'≈ ' if case.scale > 1 else ''}{time} ({case.peak_mb:.0f} MB)"


def _ratios(measured: Measured) -> str:
    names = dict.fromkeys(
        case.name for cases in measured.cases.values() for case in cases if not case.name.startswith(OURS)
    )
    rows = [[name, *(_ratio(measured, corpus, name) for corpus in measured.cases)] for name in names]
    return _table(("", *measured.cases), rows)


def _ratio(measured: Measured, corpus: str, name: str) -> str:
    peer = measured.find(corpus, name)
    return "–" if peer is None else _short(ratio(measured.ours(corpus), peer, cpu=measured.cpu), peer)


def _growth(fits: Iterable[Fit]) -> str:
    rows = [
        (
            fit.family,
            ", ".join(f"{size:,}" for size in fit.sizes),
            ", ".join(f"{seconds * 1e3:.0f}" for seconds in fit.seconds),
            ", ".join(f"{seconds * 1e3:.0f}" for seconds in fit.added),
            f"{fit.exponent:.3f}",
        )
        for fit in fits
    ]
    told = (
        "The least time of all cores together; the exponent is fitted to what each doubling adds, so that start-up\n"
        "has no part in it.\n\n"
    )
    return told + _table(("", "Sizes", "Cost, ms", "Added by each doubling, ms", "Exponent"), rows)


def _corpora(built: dict[str, Any]) -> str:
    heads = ("files", "bytes", "cells", "distinct cells")
    rows = [
        (name, *(f"{facts[head]:,}" for head in heads), f"`{facts['sha256']}`")
        for name, facts in built["corpora"].items()
    ]
    source = "real pages" if built["real"] else "the examples"
    told = f"\nMade of {source}; `benchmarks/vary.py` says how. `-sample` and `-tenth` are for slow peers.\n"
    return _table(("", *heads, "checksum"), rows) + told
