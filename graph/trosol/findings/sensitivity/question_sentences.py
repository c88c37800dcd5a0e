"""Questions to ask in sentences, in the reader's language: how many tiers hang on the answer, then what to ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trosol.findings.sensitivity.question import HINGE, KEPT_OUT, ONWARD, PASSAGE, SIGN, OpenQuestion
from trosol.findings.text import claim_sentence, listed_in
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot

__all__ = ["asked_sentence", "questions_sentence", "why_sentence"]


def why_sentence(snapshot: Snapshot, ask: OpenQuestion, language: str = "en") -> str:
    """Why it is worth asking."""
    label = _labels(snapshot, language)
    values = {
        "tiers": counted_in(language, len({*ask.moves}), "tier"),
        "rows": listed_in(list(dict.fromkeys(label(key) for _, key in ask.moves)), language),
        "about": listed_in([label(key) for key in ask.about], language),
        "places": "; ".join(ask.places[:4]) or say_in(language, "no page"),
        "claims": counted_in(language, len(ask.claims), "claim"),
        "alone": listed_in([label(key) for key in ask.alone], language),
    }
    said = []
    if ask.kind == HINGE:
        mode = say_in(language, "inferred by the coder") if ask.mode == "inferred" else say_in(language, "stated by the text")
        said.append(say_in(language, "Removing this claim changes {tiers}: {rows}.", **values))
        said.append(say_in(language, "It is {mode} ({places}).", mode=mode, places=values["places"]))
    elif ask.kind == PASSAGE:
        if ask.moves:
            said.append(say_in(language, "Removing this passage ({places}) changes {tiers}: {rows}.", **values))
        else:
            said.append(say_in(language, "This passage ({places}) holds up a result alone.", **values))
        said.append(say_in(language, "{claims} rest on it and on nothing else.", **values))
    elif ask.kind == SIGN:
        said.append(say_in(language, "Whether this link helps or hinders is not recorded ({places}).", **values))
        if ask.moves:
            said.append(say_in(language, "Either answer could change {tiers}: {rows}.", **values))
    elif ask.kind == ONWARD:
        said.append(say_in(language, "{about}: no claim leads on from it to a goal.", **values))
    else:
        said.append(
            say_in(language, "Who is kept out is not said, though {about} are said to hold this gate ({places}).", **values)
        )
    if ask.alone:
        said.append(say_in(language, "Nothing else holds up {alone}.", **values))
    return " ".join(said)


def asked_sentence(snapshot: Snapshot, ask: OpenQuestion, language: str = "en") -> str:
    """The question itself, with whom to ask."""
    label = _labels(snapshot, language)
    whom = listed_in([label(key) for key in ask.whom], language, 3) or say_in(language, "whoever knows")
    claims = snapshot.records.claims
    said = claim_sentence(snapshot, claims[ask.claims[0]], language) if ask.claims else ""
    values = {"whom": whom, "said": said, "about": listed_in([label(key) for key in ask.about], language, 3)}
    values["places"] = "; ".join(ask.places[:2]) or say_in(language, "the source")
    if ask.kind == HINGE and ask.mode == "inferred":
        return say_in(language, "Ask {whom}: nobody says this in so many words; is it so that {said}?", **values)
    if ask.kind == HINGE:
        return say_in(language, "Ask {whom}: would you also say that {said}, and can you give an example?", **values)
    if ask.kind == PASSAGE:
        return say_in(
            language, "Ask {whom}: would you say the same of {about} as {places} does, and can you give an example?", **values
        )
    if ask.kind == SIGN:
        return say_in(
            language, "Ask {whom}: it is said that {said}. Does more of the one make for more or less of the other?", **values
        )
    if ask.kind == ONWARD:
        return say_in(language, "Ask {whom}: what would {about} lead to, and for whom?", **values)
    return say_in(language, "Ask {whom}: whom do {about} keep out, and from what?", **values)


def questions_sentence(asks: Sequence[OpenQuestion], language: str = "en", first: str = "") -> str:
    """The first question, and how much depends on single claims and passages. ``first``: the question in this language."""
    if not asks:
        return say_in(language, "Nothing to ask: no single claim or passage changes a result, and nothing is left open.")
    number = {kind: sum(ask.kind == kind for ask in asks) for kind in (HINGE, PASSAGE, SIGN, ONWARD, KEPT_OUT)}
    said = [first or asks[0].question]
    claims, passages = (
        counted_in(language, number[HINGE], "claim"),
        counted_in(language, number[PASSAGE], "passage"),
    )
    if number[HINGE] and number[PASSAGE]:
        said.append(
            say_in(
                language,
                "Results depend on {claims} and {passages}: removing any of these changes one.",
                claims=claims,
                passages=passages,
            )
        )
    elif number[HINGE]:
        said.append(say_in(language, "Results depend on {claims}: removing any of these changes one.", claims=claims))
    elif number[PASSAGE]:
        said.append(say_in(language, "Results depend on {passages}: losing any of these changes one.", passages=passages))
    else:
        said.append(say_in(language, "No single claim or passage changes a result."))
    open_ones = number[SIGN] + number[ONWARD] + number[KEPT_OUT]
    if open_ones:
        many = counted_in(language, open_ones, "question")
        said.append(say_in(language, "Open because nobody says: {questions}.", questions=many))
    return " ".join(said)


def _labels(snapshot: Snapshot, language: str) -> Callable[[str], str]:
    return lambda key: f"“{snapshot.entity(key).label(language)}”"
