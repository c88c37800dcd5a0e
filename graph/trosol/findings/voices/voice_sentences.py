"""Voices in sentences, in the reader's language: what a group says first, then how much rests on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trosol.findings.text import listed_in
from trosol.findings.voices.disagreements import FIRMNESS, VoiceDisagreement
from trosol.findings.voices.voice_parts import CarriedTable, Voice, WordTable
from trosol.language import counted_in, say_in
from trosol.rdf.number_agreement import is_plural

__all__ = ["asks_of", "carried_sentence", "summary_sentence", "voice_sentence", "word_sentence"]

_HALF = 0.5
Label = Callable[[str], str]


def voice_sentence(voice: Voice, label: Label, language: str = "en") -> str:
    """What one group says, alone, and how far the whole rests on it."""
    name, claims = label(voice.id), counted_in(language, len(voice.claims), "claim")
    said = [say_in(language, "{name}: {claims}, {stated} of them stated.", name=name, claims=claims, stated=voice.stated)]
    named = [label(gate.id) for gate in voice.gates if gate.named]
    blocking = [label(gate.id) for gate in voice.gates if gate.blocks and not gate.named]
    if named:
        said.append(say_in(language, "Names at gates: {names}.", names=listed_in(named, language, 6)))
    if blocking:
        said.append(say_in(language, "Attributes difficulties to {names}.", names=listed_in(blocking, language)))
    if not named and not blocking:
        said.append(say_in(language, "Names nobody at a gate."))
    if voice.not_enough:
        said.append(say_in(language, "Too little for leverage on this word alone."))
    elif voice.tables:
        said.append(
            say_in(
                language,
                "On this word alone, something would help a goal in {tables}.",
                tables=counted_in(language, len(voice.tables), "table"),
            )
        )
    most = [label(each.id) for each in voice.reliance if each.lost >= _HALF]
    if most:
        names = listed_in(most, language)
        said.append(
            say_in(
                language, "Without the claims that it alone made, {names} would lose half of their score or more.", names=names
            )
            if len(most) > 1 or is_plural(most[0])
            else say_in(
                language, "Without the claims that it alone made, {names} would lose half of its score or more.", names=names
            )
        )
    return " ".join(said)


def word_sentence(table: WordTable, name: str, label: Label, language: str = "en") -> str:
    """What comes first in one table (called ``name``) on one group's word."""
    values = {
        "table": name,
        "names": listed_in([label(key) for key in table.first], language),
        "number": table.helping,
    }
    if table.helping == 1:
        return say_in(language, "{table}: only {names} would help a goal.", **values)
    if len(table.first) == table.helping:
        return say_in(language, "{table}: the {number} cannot be told apart.", **values)
    return say_in(language, "{table}: {names} first, of {number} that would help a goal.", **values)


def asks_of(voice: Voice, label: Label, language: str = "en") -> str:
    """What to ask a group whose word alone is too thin; empty where it is not."""
    name, asks = label(voice.id), []
    if not any(gate.named or gate.blocks for gate in voice.gates):
        asks.append(say_in(language, "Ask {name}: who decides whether a new idea goes ahead, and who can stop it?", name=name))
    if voice.not_enough:
        asks.append(
            say_in(language, "Ask {name}: what would do most to reach what you hope for, and what stands in its way?", name=name)
        )
    return " ".join(asks)


def carried_sentence(table: CarriedTable, name: str, label: Label, language: str = "en") -> str:
    """Who made the claims behind the first rows of a table called ``name``; none: of the gate cards."""
    shares = [f"{label(voice)} {number} ({number / len(table.claims):.0%})" for voice, number in table.by_voice]
    who = listed_in(shares, language) if shares else say_in(language, "credited to nobody")
    claims = counted_in(language, len(table.claims), "claim")
    if not name:
        return say_in(language, "Who is at a gate rests on {claims}: {who}.", claims=claims, who=who)
    return say_in(language, "{table}: the first rest on {claims}: {who}.", table=name, claims=claims, who=who)


def summary_sentence(voices: Sequence[Voice], differing: Sequence[VoiceDisagreement], label: Label, language: str = "en") -> str:
    """Who carries most, who can be heard alone, and whether groups contradict each other."""
    total = len({key for voice in voices for key in voice.claims})
    first = voices[0]
    said = [
        say_in(
            language,
            "{name}: source of {own} of {claims}.",
            name=label(first.id),
            own=len(first.claims),
            claims=counted_in(language, total, "claim"),
        )
    ]
    able = [label(voice.id) for voice in voices if not voice.not_enough]
    if able:
        said.append(say_in(language, "Enough for leverage on their own word: {names}.", names=listed_in(able, language)))
    else:
        said.append(say_in(language, "No group alone says enough for leverage."))
    naming = [label(voice.id) for voice in voices if any(gate.named for gate in voice.gates)]
    said.append(
        say_in(language, "Gatekeepers are named by {names}.", names=listed_in(naming, language))
        if naming
        else say_in(language, "No group names a gatekeeper.")
    )
    against = sum(line.kind != FIRMNESS for line in differing)
    if against:
        pairs = counted_in(language, against, "pair")
        said.append(say_in(language, "Groups contradict each other on {pairs} of entities.", pairs=pairs))
    else:
        said.append(say_in(language, "No two groups contradict each other on the same two entities."))
    return " ".join(said)
