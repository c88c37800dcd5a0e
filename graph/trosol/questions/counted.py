"""Whether a figure counts what a question asks *how many* of."""

from __future__ import annotations

from trosol.model.records import Observation
from trosol.questions.figures import FigureAsk, bag_of, slots
from trosol.questions.reading_parts import Context, named_in
from trosol.questions.wording import SOFT, TELLING_NOTHING, words_of

__all__ = ["ANYWHERE", "NARROWING_NOTHING", "counts_it", "no_money", "of_all"]

NARROWING_NOTHING = TELLING_NOTHING | SOFT | frozenset(["thing", "stuff", "sector", "system", "alreadi"])
"""Stems that narrow no question of an ecosystem."""
_MONEY = frozenset(word.stem for word in words_of("money cash funding budget"))
_CURRENCIES = frozenset(
    word.stem for word in words_of("pound pounds euro euros dollar dollars gbp eur usd pence cents money million billion")
)
ANYWHERE = frozenset(["peopl", "person", "one", "two", "three", "four", "five", "six", "ten"])
"""Those of them that narrow none though something is called so."""


def of_all(context: Context, asked: FigureAsk) -> bool:
    """Whether, of several things in a row that figures are of, each has one: not *stakeholders* alone of *stakeholders and innovators*."""
    observations = context.snapshot.records.observations
    told = {key for each in asked.observations for key in slots(observations[each])}
    measured = {key for each in observations.values() for key in slots(each)}
    rows = [each.keys for each in named_in(context) if len(each.keys) > 1 and set(each.keys) <= measured]
    return all(set(keys) <= told for keys in rows if set(keys) & told)


def counts_it(context: Context, asked: FigureAsk) -> bool:
    """Whether what follows *how many* is what the figures count: dots given to challenges are no number of challenges."""
    texts = [word.text for word in context.words]
    if "many" not in texts[:-1]:
        return True
    noun = context.words[texts.index("many") + 1]
    observations = context.snapshot.records.observations
    if noun.stem in ANYWHERE and all(_in_full(context, key) for key in asked.observations):
        # *How many people were interviewed* counts interviews.
        return True
    return noun.little or any(
        observations[key].unit == "people" or noun.stem in bag_of(context.snapshot, key)[0] for key in asked.observations
    )


def no_money(context: Context, figure: Observation) -> bool:
    """Whether an amount of money is asked for, and a figure is none."""
    texts = [word.text for word in context.words]
    if "much" not in texts[:-1] or context.words[texts.index("much") + 1].stem not in _MONEY:
        return False
    signs = any(sign in figure.unit for sign in "£€$")
    return not (signs or _CURRENCIES & {word.stem for word in words_of(figure.unit.replace("_", " "))})


def _in_full(context: Context, key: str) -> bool:
    """Whether every telling word that is not one for people is of a figure."""
    counted = bag_of(context.snapshot, key)[0]
    words = (word for place, word in enumerate(context.words) if place not in context.shape.places and not word.little)
    telling = [word.stem in counted for word in words if word.stem not in NARROWING_NOTHING | ANYWHERE]
    return bool(telling) and all(telling)
