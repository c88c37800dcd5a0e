"""Whether a reading may be told as the answer: all that was asked is accounted for, what is named is named exactly, nothing rivals it.

A score says which reading is best. That is not enough to state it: the best of poor readings is a poor one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trosol.questions.about import About, Between
from trosol.questions.aspects import AGAINST, BESIDE, CAUSE, DOES, EFFECT, HELP, NEED, AspectAsk, aspect_claims, is_actor
from trosol.questions.blame import Blame
from trosol.questions.checks import Check
from trosol.questions.comparing import Compare
from trosol.questions.counted import ANYWHERE, NARROWING_NOTHING, counts_it, of_all
from trosol.questions.figures import FigureAsk
from trosol.questions.finding_replies import Blocking, WhatIf, gate_holders, hindering
from trosol.questions.form import COUNT, Form, hits
from trosol.questions.form_replies import rolled_up
from trosol.questions.grammar import AUXILIARIES
from trosol.questions.known_names import alternatives, title_roots, title_stems, vocabulary
from trosol.questions.linking import Link
from trosol.questions.reading_parts import Ask, Context, Reading
from trosol.questions.said_where import SaidWhere
from trosol.questions.topics import TopicAsk
from trosol.questions.unranked import Unranked
from trosol.questions.views_apart import Denied, ViewsApart
from trosol.questions.voiced import Voiced
from trosol.questions.what_if_readings import SUPPOSING
from trosol.questions.wording import PREPOSITIONS, TELLING_NOTHING, base, words_of
from trosol.store.snapshot import Snapshot

__all__ = ["OF_THE_STUDY", "Grounds", "as_asked", "grounds", "may_be_silent", "may_be_told", "other_thing", "rivalled"]

OF_THE_STUDY = frozenset(["research", "studi", "report", "sampl", "project", "programm", "survey", "evid", "document", "process"])
"""Stems by which the study itself is named: beside a topic that is asked of it they narrow nothing."""
_BEING = frozenset(["is", "are", "was", "were", "yw", "ydy"])
_POINTING = frozenset(["this", "that", "it", "these", "those"])
_EXACT, _NEARLY, _PARTLY = 0.95, 0.8, 0.68
"""An entity or relation named in full; all but in full, or in full with a typing error."""
_NAMED = 0.9
"""A relation by its verb, perhaps without its preposition."""
_BECOMING = frozenset(["becom", "becam", "more", "less", "feel", "felt", "remain", "stay", "grow", "seem"])
"""Stems between what something is and how it is: *commissioners become more open*."""
_ENOUGH = 2
"""What somebody needs is told if so many links say it."""
_CLOSE = 0.97
"""A figure that fits so nearly as well as the best may be the one that is meant."""
_MODAL_WORDS = """
can could would should might must shall gallu dylai
"""
_OF_WORDS = """
of in on for with about within under from to ar yn o i am
"""
_OF = frozenset(_OF_WORDS.split())
_MODAL = frozenset(_MODAL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for a reading, beside its score.

    ``left``: telling words that it does not account for. ``names`` and ``relation``, 0 to 1: how exactly the least exact of its
    entities, and its relation, are named; 1 where it has none.
    """

    left: tuple[str, ...]
    names: float
    relation: float


def grounds(context: Context, reading: Reading) -> Grounds:
    """What speaks for a reading of these words."""
    explained = reading.places | context.shape.places
    named = {place for link in context.linked.entities if link.sure > _NAMED for place in link.places}
    titled = _titled(context, reading)
    left = tuple(
        word.text
        for place, word in enumerate(context.words)
        if place not in explained
        and not word.little
        and word.text not in PREPOSITIONS
        and place not in titled
        and not (isinstance(reading.ask, TopicAsk) and word.stem in OF_THE_STUDY)
        and (word.text not in AUXILIARIES or place in named)
        and (
            word.stem not in NARROWING_NOTHING or (place in named and word.stem not in ANYWHERE and word.stem in TELLING_NOTHING)
        )
    )
    asked = reading.ask
    names = [_named(context, key, reading.places) for key in _keys(context.snapshot, asked) if key not in context.earlier]
    relations = asked.relations if isinstance(asked, Form | Check | Denied) else ()
    if isinstance(asked, Blocking):
        relations = hindering(context.snapshot)
    if isinstance(asked, Check) and set(relations) == context.snapshot.ontology.for_purpose("grouping"):
        # *Are these those?* names it by the verb alone.
        relations = ()
    linked = [
        _spelt(context, link) for link in context.linked.relations if link.key in relations and link.places <= reading.places
    ]
    return Grounds(left, min(names, default=1.0), max(linked, default=0.0) if relations else 1.0)


def other_thing(context: Context, reading: Reading) -> bool:
    """Whether what a reading names is called by one of its words, and other words before it say that another thing is meant.

    *Regional partnership boards* are no steering board.
    """
    left = grounds(context, reading).left
    for key in _keys(context.snapshot, reading.ask):
        links = [link for link in context.linked.entities if link.key == key and link.places <= reading.places]
        best = max(links, key=lambda link: link.sure, default=None)
        if best is None or best.sure >= _NEARLY or len(best.places) > 1:
            continue
        before = context.words[best.start - 1] if best.start else None
        if before and before.text in left and before.stem not in vocabulary(context.snapshot).with_stem:
            return True
    return False


def _titled(context: Context, reading: Reading) -> frozenset[int]:
    """Places of words of the ecosystem's own title: beside something that is named in full they narrow nothing.

    A verb made of one does: *what would help staff innovate* asks more than what would help staff.

    *Why is social care so risk averse* asks of risk aversion, where all is about social care. Beside a relation only those that are
    part of the name itself do: *who commissions social care in Wales*.
    """
    keys = _keys(context.snapshot, reading.ask)
    if not keys or min(_named(context, key, reading.places) for key in keys) < _NEARLY:
        return frozenset()
    own = title_stems(context.snapshot)
    if isinstance(reading.ask, Form):
        own &= {word.stem for key in keys for _, text in context.snapshot.entity(key).labels for word in words_of(text)}
    roots = title_roots(context.snapshot)
    return frozenset(
        place
        for place, word in enumerate(context.words)
        if word.stem in own and word.root in roots and place not in reading.places
    )


def may_be_told(context: Context, reading: Reading) -> bool:
    """Whether a reading accounts for all that was asked, with everything named that it rests on."""
    found = grounds(context, reading)
    if found.left or found.names < _NEARLY or (found.relation < _NAMED and not reading.by_way):
        return False
    return as_asked(context, reading)


def as_asked(context: Context, reading: Reading) -> bool:
    """Whether a reading asks for what the question wants: no list for a yes or no, nothing recorded for what could be."""
    asked, shape = reading.ask, context.shape
    if not isinstance(asked, WhatIf | AspectAsk) and any(word.text in SUPPOSING for word in context.words):
        # What is supposed is not what is recorded.
        return False
    if isinstance(asked, Form):
        if shape.asks == "check" and not reading.by_way:
            # A list is no yes and no no.
            return False
        return not (asked.containing or shape.most or _implied(context, reading, asked) or _at_large(context, reading, asked))
    if isinstance(asked, FigureAsk):
        return counts_it(context, asked) and of_all(context, asked)
    if isinstance(asked, AspectAsk):
        claims, which = aspect_claims(context.snapshot, asked)
        if (asked.aspect == NEED and len(claims) < _ENOUGH) or which == BESIDE:
            # Asked of one thing for another, all that is said of the one is no answer; it is offered.
            return False
        return _can_do(context, asked)
    if isinstance(asked, About):
        # What could be, or is to be, is not what is recorded; *who trusts whom* is not *who are they*.
        somebody = any(is_actor(context.snapshot, key) for key in asked.keys)
        if shape.asks == "who" and not (somebody or (context.words[1:2] and context.words[1].text in _BEING)):
            return False
        return not any(word.text in _MODAL for word in context.words)
    return not isinstance(asked, Between) or reading.sure > 1


def _can_do(context: Context, asked: AspectAsk) -> bool:
    """Whether, where it is asked what somebody *could* do, something is asked of them or in their hands."""
    if asked.aspect != DOES or not any(word.text in _MODAL for word in context.words):
        return True
    ontology = context.snapshot.ontology
    able = ontology.for_purpose("aimed") | ontology.for_purpose("holding") | ontology.for_purpose("control")
    return any(claim.predicate in able for claim in aspect_claims(context.snapshot, asked)[0])


def may_be_silent(context: Context, reading: Reading) -> bool:
    """Whether a reading is so near certain that an empty answer may be told as the source's silence.

    Both ends and the relation are named in full, nothing is left over, the relation can have such ends at all, and the other
    direction or another class has no answer.
    """
    asked = reading.ask
    modal = any(word.text in _MODAL for word in context.words)
    if reading.by_way or modal or context.shape.asks == "how" or not may_be_told(context, reading):
        return False
    found = grounds(context, reading)
    if min(found.names, found.relation) < (_NAMED if isinstance(asked, Check) else _EXACT):
        return False
    if isinstance(asked, Check) and asked.objects and _linked(context.snapshot, asked):
        return False
    if isinstance(asked, Check) and any(
        _may_be_another(context, key, reading.places) for key in (*asked.subjects, *asked.objects)
    ):
        return False
    if isinstance(asked, Form):
        if _by_having(context, reading, asked):
            return False
        stands = bool(asked.relations and asked.others) and not asked.denied and _can_be(context.snapshot, asked)
        stands = stands and not any(_may_be_another(context, key, reading.places) for key in asked.others)
        return stands and not _said_otherwise(context.snapshot, asked)
    return isinstance(asked, Check | Voiced | Unranked | ViewsApart) and reading.sure >= _EXACT - 0.09


def _by_having(context: Context, reading: Reading, asked: Form) -> bool:
    """Whether its relation is named by words like *have* alone, which may mean any link."""
    linked = [link for link in context.linked.relations if link.key in asked.relations and link.places <= reading.places]
    return bool(linked) and all(context.words[place].little for link in linked for place in link.places)


def _linked(snapshot: Snapshot, asked: Check) -> bool:
    """Whether anything is recorded, or denied, between what is named: then it is no silence, only another link."""
    return any({claim.subject, claim.object} & set(asked.objects) for key in asked.subjects for claim in snapshot.claims_of(key))


def _may_be_another(context: Context, key: str, places: frozenset[int]) -> bool:
    """Whether words that stand for an entity in place of its label are also part of the names of others."""
    links = [link for link in context.linked.entities if link.key == key and link.places <= places]
    label = {word.stem for word in words_of(context.snapshot.entity(key).label())}
    own = max(links, key=lambda link: link.sure, default=None)
    if own is None or any(context.words[place].stem in label for place in own.places):
        return False
    return any(link.places == own.places and link.key != key for link in context.linked.entities)


def _said_otherwise(snapshot: Snapshot, asked: Form) -> bool:
    """Whether the same is recorded the other way round, or never of anything of this sort.

    What nobody recorded of any such thing may as well be in the source: that is silence of the coding, not of the source.
    """
    ontology = snapshot.ontology
    if hits(snapshot, Form(relations=asked.relations, outward=None, others=asked.others)):
        return True
    if any(ontology.sign(iri) for iri in asked.relations):
        sides = (HELP, AGAINST, CAUSE) if asked.outward else (EFFECT,)
        found = (aspect_claims(snapshot, AspectAsk(side, asked.others)) for side in sides)
        if any(claims and not which for claims, which in found):
            return True
    roles = {ontology.role(snapshot.entity(key).type) for key in asked.others}
    below = ontology.below(*asked.relations)
    return not any(
        ontology.role(snapshot.entity(key).type) in roles
        for claim in snapshot.records.claims.values()
        if claim.predicate in below
        for key in ((claim.object,) if asked.outward else (claim.subject,))
    )


def rivalled(best: Reading, score: float, other: Reading, its_score: float) -> bool:
    """Whether another figure fits nearly as well: *how many were interviewed* may mean one set of interviews or another."""
    one, two = best.ask, other.ask
    if not (isinstance(one, FigureAsk) and isinstance(two, FigureAsk)) or set(two.observations) <= set(one.observations):
        return False
    return its_score >= _CLOSE * score


def _implied(context: Context, reading: Reading, asked: Form) -> bool:
    """Whether a relation is rather implied than named: by *have* alone and of parts only, or said of a *they* that points at nothing."""
    if reading.by_way:
        return False
    if not asked.relations:
        return bool(asked.others) and not _side_by_side(context, reading)
    pointing = context.shape.pronoun >= 0 and not context.earlier
    linked = [link for link in context.linked.relations if link.key in asked.relations and link.places <= reading.places]
    light = all(context.words[place].little for link in linked for place in link.places)
    return pointing or (light and bool(rolled_up(context.snapshot, asked)[1]))


def _at_large(context: Context, reading: Reading, asked: Form) -> bool:
    """Whether a relation is asked for with neither end given, or what is counted is not of a class.

    *Who is responsible?* may be; *what gets measured* and *who makes this happen* mean something that is not said.
    """
    if reading.by_way or reading.way:
        return False
    if asked.operator == COUNT and asked.relations and not asked.kinds:
        return True
    given = asked.kinds or asked.others or asked.other_kinds or asked.among or asked.voice
    pointing = any(word.text in _POINTING for word in context.words)
    return not given and (context.shape.asks != "who" or pointing)


def _side_by_side(context: Context, reading: Reading) -> bool:
    """Whether a class and what is named stand together as *of*, *in*, *on* or *is* would have it; *at risk* is not about risk."""
    return not any(word.text in PREPOSITIONS - _OF for place, word in enumerate(context.words) if place not in reading.places)


def _can_be(snapshot: Snapshot, form: Form) -> bool:
    """Whether what is named, and what is asked for, are of classes that a relation's ends may have."""
    ontology = snapshot.ontology
    for iri in form.relations:
        term = ontology.properties[iri]
        own, far = (term.domain, term.range) if form.outward is False else (term.range, term.domain)
        kinds = [snapshot.entity(key).type for key in form.others]
        straight = _all_within(snapshot, kinds, own) and _all_within(snapshot, form.kinds, far)
        turned = _all_within(snapshot, kinds, far) and _all_within(snapshot, form.kinds, own)
        if straight or (form.outward is None and turned):
            return True
    return False


def _all_within(snapshot: Snapshot, kinds: Sequence[str], limit: str | None) -> bool:
    return limit is None or all(
        snapshot.ontology.is_a(kind, (limit,)) or snapshot.ontology.is_a(limit, (kind,)) for kind in kinds
    )


def _named(context: Context, key: str, places: frozenset[int]) -> float:
    linked = [
        link for link in context.linked.entities if link.key == key and link.places <= places and not _other_form(context, link)
    ]
    sure = max((_spelt(context, link) for link in linked), default=0.0)
    if _PARTLY <= sure < _NEARLY and any(_nobody_else(context, link) for link in linked):
        return _NEARLY
    return sure


def _other_form(context: Context, link: Link) -> bool:
    """Whether one word alone stands for a name that has it in another form only: *valued* is not *value*."""
    telling = [context.words[place] for place in link.places if not context.words[place].little]
    if len(telling) != 1 or not telling[0].text.endswith(("ed", "ing")):
        return False
    entity = context.snapshot.entity(link.key)
    texts = (*(text for _, text in entity.labels), *alternatives(entity), link.key.replace("-", " "))
    return not any(word.root == telling[0].root for text in texts for word in words_of(text))


def _nobody_else(context: Context, link: Link) -> bool:
    """Whether two or more telling words of a name stand there together, and in the name of nothing else."""
    asked = [context.words[place] for place in link.places if not context.words[place].little]
    between = (context.words[at] for at in range(link.start, link.end) if at not in link.places)
    if any(not word.little and word.stem not in _BECOMING for word in between):
        # Two words of a name on either side of a verb name nothing together.
        return False
    stems = {word.stem for word in asked}
    known = vocabulary(context.snapshot)
    named = {word.root for number in known.with_stem.get(min(stems, default=""), ()) for word in known.entities[number].words}
    bases = {base(root) for root in named}
    if len(stems) < 2 or any(word.root not in named and base(word.text) not in bases for word in asked):
        return False
    owners = {
        known.entities[number].key
        for number in known.with_stem.get(min(stems), ())
        if stems <= {word.stem for word in known.entities[number].words}
    }
    return owners == {link.key}


def _spelt(context: Context, link: Link) -> float:
    """How exactly something is named, typing errors aside: they were put right where nothing else is as near, and count twice."""
    return min(1.0, link.sure / min(context.words[place].sure for place in link.places) ** 2)


def _keys(snapshot: Snapshot, asked: Ask) -> Sequence[str]:
    """Ids of the entities that it names."""
    if isinstance(asked, Form):
        return asked.others
    if isinstance(asked, AspectAsk):
        return (*asked.keys, *asked.on)
    if isinstance(asked, Blame | Compare | SaidWhere):
        return asked.keys
    if isinstance(asked, Check):
        return (*asked.subjects, *asked.objects)
    if isinstance(asked, About):
        return asked.keys[:1]
    if isinstance(asked, Between):
        return (asked.one, asked.other)
    if isinstance(asked, WhatIf):
        # Whoever holds a gate, where nobody is named.
        return (asked.key,) if asked.key else () if asked.opened == gate_holders(snapshot) else asked.opened
    if isinstance(asked, Blocking):
        return (asked.key,)
    if isinstance(asked, ViewsApart):
        return (asked.one, asked.other, *asked.about)
    if isinstance(asked, Denied):
        return (*asked.subjects, *asked.objects)
    return (asked.voice, *asked.about) if isinstance(asked, Voiced) else ()
