"""Portfolio: the few actions, or actors, that between them do something about most of what one wants to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.ranking import RESAMPLES, SEED, Ranked, Ranking, by_rank, voices_of
from trosol.findings.redrawn import Redrawn
from trosol.findings.sentences import basis, counted, listed
from trosol.findings.touches import ACTIONS, ACTORS, CHALLENGE_ACTION, Touches, touches
from trosol.measures import cover
from trosol.measures.refuse import between
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["Choice", "Portfolio", "Step", "portfolio"]

_SHOWN = 50
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One best set: its members, what it covers (``stated``: how many of these need no inferred claim) and what it leaves."""

    members: tuple[str, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    stated: int
    claims: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "members": list(self.members),
            "covered": list(self.covered),
            "uncovered": list(self.uncovered),
            "stated": self.stated,
            "claims": list(self.claims),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """The best that so many can do.

    ``gain``: how many more it covers than the best with one member fewer. ``number``: how many sets do equally well; ``sets``
    are these, the first 50 of them in id order if there are more. ``always``: who is in every one of them. ``exact``: no
    better set exists (else: none was found).
    """

    size: int
    covered: int
    gain: int
    number: int
    sets: tuple[Choice, ...]
    always: tuple[str, ...]
    exact: bool
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "size": self.size,
            "covered": self.covered,
            "gain": self.gain,
            "number": self.number,
            "sets": [each.to_json() for each in self.sets],
            "always": list(self.always),
            "exact": self.exact,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Best sets of 1 to k, how each candidate ranks by itself, and what nothing does anything about.

    ``wanted``: what was to be covered; ``beyond``: the part of it that no candidate touches. ``unaddressed``: every challenge
    in the ecosystem that no action is claimed to address. ``smallest``: the fewest that touch all that can be touched.
    ``in_best``: how often each candidate is in a best set of ``in_best_of`` when claims are drawn anew. ``unsure``: claims that
    were not counted, because the source does not say which way they work.
    """

    of: str
    wanted: tuple[str, ...]
    ranking: Ranking
    steps: tuple[Step, ...]
    smallest: tuple[str, ...]
    smallest_exact: bool
    in_best: tuple[tuple[str, float], ...]
    in_best_of: int
    beyond: tuple[str, ...]
    unaddressed: tuple[str, ...]
    unsure: tuple[str, ...]
    sentence: str

    @property
    def not_enough(self) -> str:
        """Why there is no portfolio; empty if there is one."""
        return self.ranking.not_enough

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "of": self.of,
            "wanted": list(self.wanted),
            **self.ranking.to_json(),
            "steps": [step.to_json() for step in self.steps],
            "smallest": list(self.smallest),
            "smallest_exact": self.smallest_exact,
            "in_best": {key: round(share, 3) for key, share in self.in_best},
            "in_best_of": self.in_best_of,
            "beyond": list(self.beyond),
            "unaddressed": list(self.unaddressed),
            "unsure": list(self.unsure),
            "sentence": self.sentence,
        }


def portfolio(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    of: str = ACTIONS,
    wanted: Iterable[str] = (),
    k: int = 3,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Portfolio:
    """Choose the best 1, 2 … k actions or actors for the things ``wanted``.

    **Reads as**: with three of them, this much is touched; a fourth adds so much; this stays open whatever one chooses.

    **How**: every action has the challenges that it is claimed to address, or the goals it is claimed to further; the sets of k
    that together touch most are found by trying all (where that is affordable, else ``exact`` is false). All that tie are
    given. Then claims are drawn anew ``resamples`` times, to see how often each is in a best set.

    **Trap**: touching is not solving, every challenge counts as one, and an action that somebody has described in more detail
    touches more. An actor is counted for any action that a claim links them to, as its owner, its addressee or its target.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    if of not in (ACTIONS, ACTORS):
        raise WrongUse(
            Problem("measure-option", f"A portfolio cannot be made of '{shorten(of)}'.", f"Use {ACTIONS} or {ACTORS}.")
        )
    between("k", k, 1, 1000)
    touched = touches(snapshot, lens, of, wanted)
    sets = touched.sets
    measure = f"challenges and goals touched, by {of}"
    if len(sets) < _FEWEST:
        reason = _thin(snapshot, touched, of)
        none = Ranking((), k, CHALLENGE_ACTION, measure, lens, resamples, seed, snapshot.digest, reason)
        return Portfolio(
            of, touched.wanted, none, (), (), True, (), 0, touched.wanted, touched.unaddressed, touched.unsure, reason
        )
    drawn = Redrawn(touched, resamples, seed)
    size, shares = drawn.in_best(k)
    rows = _rows(snapshot, touched, drawn.places(k), shares, size)
    ranking = Ranking(rows, k, CHALLENGE_ACTION, measure, lens, resamples, seed, snapshot.digest)
    steps = _steps(snapshot, touched, k)
    whole = cover(sets, 1, touched.wanted)
    best = tuple(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
    return Portfolio(
        of,
        touched.wanted,
        ranking,
        steps,
        tuple(str(key) for key in whole.smallest),
        whole.smallest_exact,
        best,
        size,
        tuple(str(key) for key in whole.beyond),
        touched.unaddressed,
        touched.unsure,
        _summary(touched, steps, len(whole.beyond), len(whole.smallest), of),
    )


def _thin(snapshot: Snapshot, touched: Touches, of: str) -> str:
    if not touched.wanted:
        return "Not enough evidence, because no claim that counts here says that an action addresses a challenge."
    names = listed([f"“{snapshot.entity(key).label()}”" for key in touched.wanted], 3)
    found = list(touched.sets)
    one = f"only “{snapshot.entity(found[0]).label()}” is" if found else f"none of the {of} is"
    return f"Not enough evidence, because {one} claimed to do anything about {names}; there is nothing to choose between."


def _rows(
    snapshot: Snapshot,
    touched: Touches,
    places: dict[str, tuple[int, tuple[int, int], float]],
    shares: dict[str, float],
    size: int,
) -> tuple[Ranked, ...]:
    rows = {}
    for key, things in touched.sets.items():
        claims = touched.claims([key])
        rank, band, p_top = places[key]
        label = snapshot.entity(key).label()
        names = listed([f"“{snapshot.entity(thing).label()}”" for thing in things], 3)
        text = (
            f"“{label}” touches {len(things)} of {len(touched.wanted)}: {names}, on {basis(snapshot, claims)}; "
            f"it is in a best set of {size} in {shares[key]:.0%} of resamples."
        )
        rows[key] = Ranked(key, label, rank, band, p_top, float(len(things)), claims, voices_of(snapshot, claims), text)
    return by_rank(rows)


def _steps(snapshot: Snapshot, touched: Touches, k: int) -> tuple[Step, ...]:
    """Best sets of 1, 2 … k; ends when one more adds nothing."""
    sets = touched.sets
    steps: list[Step] = []
    for size in range(1, min(k, len(sets)) + 1):
        found = cover(sets, size, touched.wanted)
        before = steps[-1].covered if steps else 0
        if found.covered == before:
            break
        every = [tuple(str(key) for key in members) for members in found.sets]
        choices = tuple(_choice(snapshot, touched, members) for members in every[:_SHOWN])
        always = tuple(sorted(set(every[0]).intersection(*every)))
        text = _step_sentence(snapshot, touched, choices, len(every), found.covered, found.covered - before, always)
        steps.append(Step(size, found.covered, found.covered - before, len(every), choices, always, found.exact, text))
    return tuple(steps)


def _choice(snapshot: Snapshot, touched: Touches, members: tuple[str, ...]) -> Choice:
    sets = touched.sets
    covered = tuple(sorted({thing for key in members for thing in sets[key]}))
    stated = sum(any(touched.is_stated(snapshot, key, thing) for key in members) for thing in covered)
    left = tuple(thing for thing in touched.wanted if thing not in covered)
    return Choice(members, covered, left, stated, touched.claims(members))


def _step_sentence(
    snapshot: Snapshot, touched: Touches, sets: tuple[Choice, ...], number: int, covered: int, gain: int, always: tuple[str, ...]
) -> str:
    size, first = len(sets[0].members), sets[0]
    names = listed([f"“{snapshot.entity(key).label()}”" for key in first.members])
    share = f"{covered} of {len(touched.wanted)}"
    adds = f", {gain} more than {size - 1} can" if size > 1 else ""
    soft = covered - first.stated
    firm = (
        f"; {soft} of these rest{'s' if soft == 1 else ''} on what the coder inferred"
        if soft
        else "; all of these are stated in the source"
    )
    if number == 1:
        return f"{names} touch{'es' if size == 1 else ''} {share}{adds}{firm}."
    core = f", all with {listed([f'“{snapshot.entity(key).label()}”' for key in always])}" if always else ""
    return f"{counted(number, 'set')} of {size} do equally well{core}, and touch {share}{adds}. One is {names}{firm}."


def _summary(touched: Touches, steps: tuple[Step, ...], beyond: int, smallest: int, of: str) -> str:
    last = steps[-1]
    some = of if last.size > 1 else of[:-1]
    text = f"The best {last.size} {some} touch{'' if last.size > 1 else 'es'} {last.covered} of {counted(len(touched.wanted), 'thing')} chosen"
    text += f"; {smallest} would be needed to touch all that can be touched"
    if beyond:
        text += f"; {beyond} of those chosen {'is' if beyond == 1 else 'are'} touched by none"
    return f"{text}. In the whole ecosystem, no action is claimed to address {counted(len(touched.unaddressed), 'challenge').removeprefix('no ')}."
