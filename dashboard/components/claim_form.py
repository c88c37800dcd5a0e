"""The form of a claim: search as one types, a new item with its class in place, near names shown, the whole checked before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

import session
from components.coding_state import OpenSource, draft, fitting_relations, form_number, put_draft, signature_of
from trosol.coding.adding import NewClaim, NewEntity, add_claim, claim_problems, free_id, said_already
from trosol.coding.anchor_proposal import proposed_anchor
from trosol.coding.review_queue import near_names
from trosol.coding.revising import change_claim, change_problems
from trosol.coding.wording_cues import speakers_of
from trosol.errors import Problem, TrosolError
from trosol.model.records import Claim
from trosol.rdf.iris import ROOT_CLASS, TRO
from trosol.read.columns import LIST_MARK
from trosol.views.plain_words import plain
from widget_keys import key_of
from words import _, language

__all__ = ["claim_form"]


def claim_form(source: OpenSource, lines: tuple[int, int], into: Path, likely: Sequence[str], said: Sequence[str]) -> None:
    """The whole form. ``likely``: entities that the lines seem to speak of, likeliest first; ``said``: the words that name them."""
    begin, number = draft(), form_number()
    change: Claim | None = session.snapshot().records.claims.get(begin.get("change", ""))
    with st.container(key="claim-form", gap="small"):
        st.markdown(f"**{_('Change claim {claim}', claim=change.id) if change else _('Make a claim')}**")
        entities: dict[str, NewEntity] = {}
        left, right = st.columns(2)
        with left:
            subject = _end("subject", _("From"), begin, number, likely, entities)
        with right:
            target = _end("object", _("To"), begin, number, likely, entities)
        relation = _relation(source, lines, begin, number, subject, target, entities)
        outcome = st.container(gap="small")  # above the rest, so that it is seen while one types
        columns, known = _how(begin, number, entities)
        anchor, paraphrase, speaker = _passage(source, lines, begin, number, said)
        why = st.text_input(_("Why it is changed"), key=key_of("claim", number, "why")) if change else ""
        if not (subject and relation and target):
            outcome.markdown(_("Choose both ends and what joins them. Nothing is saved before you save it."))
            return
        if not (known and columns["voices"]):
            outcome.markdown(_("Say below who says it: choose them, or type a new name. Nothing is saved before you save it."))
            return
        first, last = lines
        new = NewClaim(
            subject=subject,
            predicate=relation,
            object=target,
            source=source.name,
            lines=f"{first}-{last}",
            anchor=anchor,
            paraphrase=paraphrase,
            speaker=speaker,
            columns=columns,
            entities=tuple(entities.values()),
        )
        with outcome:
            wrong = _checked(into, new, change)
            there = None if change else said_already(session.snapshot().records, new)
            if there is not None:
                st.info(
                    _("{claim} says this already: these lines become one more passage of it.", claim=there.id),
                    icon=":material/library_add:",
                )
            for problem in wrong:
                st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
            if not wrong:
                st.success(_("Sound: shapes, checks and the anchor hold."), icon=":material/check_circle:")
            label = _("Save the change (Ctrl+Enter)") if change else _("Save this claim (Ctrl+Enter)")
            if st.button(label, type="primary", icon=":material/save:", key="claim-save", disabled=bool(wrong)):
                _save(into, new, change, why)


def _save(into: Path, new: NewClaim, change: Claim | None, why: str) -> None:
    st.session_state["coding-before"] = session.ecosystem().snapshot
    try:
        if change is not None:
            change_claim(into, change, new, why)
            key = change.id
        else:
            key, _piece = add_claim(into, new)
    except TrosolError as error:
        for problem in error.problems:
            st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
        return
    st.session_state["coding-saved"] = key
    st.session_state["coding-coder"] = (new.columns or {}).get("coder", "")
    put_draft(voices=(new.columns or {}).get("voices", "").split(LIST_MARK), speaker=new.speaker)
    st.rerun()


def _checked(into: Path, new: NewClaim, change: Claim | None) -> tuple[Problem, ...]:
    """What stands in the way of the claim, worked out once for each state of the form and of the folder."""
    asked = signature_of(new, change)
    if change is not None:
        kept = change
        return session.shown("claim-check", asked, make=lambda: change_problems(into, kept, new))
    return session.shown("claim-check", asked, make=lambda: claim_problems(into, new))


def _end(name: str, label: str, begin: dict[str, Any], number: int, likely: Sequence[str], new: dict[str, NewEntity]) -> str:
    """One end of the claim: an entity by what it is called, or a new one with its class."""
    snapshot = session.snapshot()
    records = snapshot.records.entities
    labels = {key: _named(key) for key in records}
    rest = sorted(records.keys() - set(likely), key=lambda key: labels[key].casefold())
    first = begin.get(name, "")
    options = list(dict.fromkeys([*([first] if first else []), *likely, *rest]))
    typed = st.selectbox(
        label,
        options,
        index=options.index(first) if first in options else None,
        format_func=lambda key: labels.get(key, key),
        accept_new_options=True,
        placeholder=_("Type a name; a new one is made by typing it"),
        key=key_of("claim", number, name),
    )
    if not typed or typed in records:
        return typed or ""
    if called := _called(typed):
        return called
    near = near_names(snapshot, typed)
    if near:
        st.markdown(_("Called nearly so already:"))
        with st.container(horizontal=True):
            for key in near:
                if st.button(
                    labels[key], key=key_of("near", number, name, key), type="tertiary", icon=":material/arrow_forward:"
                ):
                    put_draft(**{**begin, **_now(number), name: key})
                    st.rerun()
    return _made_new(name, typed, number, new)


def _made_new(name: str, typed: str, number: int, new: dict[str, NewEntity]) -> str:
    """A new item of what somebody typed, once its kind is said; nothing before."""
    if same := [each.id for each in new.values() if _plain(each.label) == _plain(typed)]:
        return same[0]
    key = free_id(typed, session.snapshot().records.entities.keys() | new.keys())
    ontology = session.snapshot().ontology
    terms = [t for iri in ontology.below(ROOT_CLASS) - {ROOT_CLASS} if (t := ontology.term(iri)) and not t.deprecated]
    kinds = {term.name: term.label(language()) for term in terms}
    kind = st.selectbox(
        _("Kind of “{name}” (new)", name=plain(typed[:60])),
        sorted(kinds, key=lambda each: kinds[each].casefold()),
        index=None,
        format_func=kinds.__getitem__,
        key=key_of("claim", number, name, "kind"),
    )
    about = st.text_input(_("What it is, in your own words"), key=key_of("claim", number, name, "about"))
    if not kind:
        st.markdown(_("Say what kind it is."))
        return ""
    new[key] = NewEntity(key, kind, typed.strip(), about.strip())
    return key


def _called(typed: str) -> str:
    """The one item that is called so; nothing where none is, or several are."""
    records = session.snapshot().records.entities
    called = [key for key, each in records.items() if _plain(typed) in {_plain(t) for _, t in (*each.labels, *each.alternatives)}]
    return called[0] if len(called) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _now(number: int) -> dict[str, Any]:
    """What stands in the form now, so that it goes on in the next."""
    names = ("subject", "object", "relation", "voices", "mode", "stance", "hedge", "confidence", "rationale", "paraphrase")
    said = {name: st.session_state.get(key_of("claim", number, name)) for name in names}
    return {name: value for name, value in said.items() if value}


def _named(key: str) -> str:
    entity = session.snapshot().entity(key)
    term = session.snapshot().ontology.term(entity.type)
    return f"{entity.label(language())} · {term.label(language())}" if term else entity.label(language())


def _relation(
    source: OpenSource,
    lines: tuple[int, int],
    begin: dict[str, Any],
    number: int,
    subject: str,
    target: str,
    new: dict[str, NewEntity],
) -> str:
    ontology = session.snapshot().ontology
    types = {key: _type_of(key, new) for key in (subject, target) if key}
    names = [term.name for iri in fitting_relations(source, lines, subject, target, types) if (term := ontology.term(iri))]
    labels = {term.name: term.label(language()) for term in ontology.properties.values()}
    first = begin.get("relation", "")
    options = list(dict.fromkeys([*([first] if first in labels else []), *names]))
    found = st.selectbox(
        _("What joins them"),
        options,
        index=options.index(first) if first in options else None,
        format_func=lambda name: labels.get(name, name),
        placeholder=_("Likeliest first"),
        key=key_of("claim", number, "relation"),
    )
    return found or ""


def _type_of(key: str, new: dict[str, NewEntity]) -> str:
    if key in new:
        terms = session.snapshot().ontology.named(new[key].type, ("class",))
        return terms[0].iri if terms else ""
    return session.snapshot().entity(key).type


def _fixed(name: str) -> dict[str, str]:
    return {each.notation: each.label(language()) for each in session.snapshot().ontology.values_of(TRO + name)}


def _one_of(name: str, label: str, begin: dict[str, Any], number: int, usual: str) -> str:
    """One of a fixed list."""
    labels = _fixed(name)
    options = list(labels)
    first = begin.get(name) if begin.get(name) in labels else usual
    found = st.selectbox(
        label,
        options,
        index=options.index(first) if first in options else 0,
        format_func=labels.__getitem__,
        key=key_of("claim", number, name),
    )
    return found or usual


def _how(begin: dict[str, Any], number: int, new: dict[str, NewEntity]) -> tuple[dict[str, str], bool]:
    """Who says it, and how: the further columns; and whether all who say it are somebody."""
    snapshot = session.snapshot()
    labels = {key: each.label(language()) for key, each in snapshot.records.entities.items()}
    speakers = speakers_of(snapshot)
    options = [*speakers, *sorted(labels.keys() - set(speakers), key=lambda key: labels[key].casefold())]
    said_by = st.multiselect(
        _("Who says it"),
        options,
        default=[voice for voice in begin.get("voices", ()) if voice in labels],
        format_func=lambda key: labels.get(key, key),
        accept_new_options=True,
        placeholder=_("Type a name; a new one is made by typing it"),
        key=key_of("claim", number, "voices"),
    )
    voices, unsaid = [], False
    for typed in said_by:
        known = typed if typed in labels else _called(typed)
        voice = known or _made_new(f"voice-{typed}", typed, number, new)
        voices += [voice] if voice else []
        unsaid = unsaid or not voice
    first, second = st.columns(2)
    with first:
        mode = _one_of("mode", _("Stated or inferred"), begin, number, "stated")
        confidence = _one_of("confidence", _("How sure you are"), begin, number, "high")
    with second:
        stance = _one_of("stance", _("Stance"), begin, number, "reports")
        strength = _one_of("strength", _("Strength"), begin, number, "unspecified")
    hedge = st.text_input(_("Words that hold back"), value=begin.get("hedge", ""), key=key_of("claim", number, "hedge"))
    rationale = ""
    if mode == "inferred":
        rationale = st.text_input(
            _("Why it is fair to infer it"), value=begin.get("rationale", ""), key=key_of("claim", number, "rationale")
        )
    coder = st.session_state.get("coding-coder") or "coder-1"
    with st.expander(_("Coder: {name}", name=plain(coder))):
        coder = st.text_input(_("Role of the coder, never a name"), value=coder, key=key_of("claim", number, "coder")) or coder
    columns = {
        "mode": mode,
        "stance": stance,
        "strength": strength,
        "confidence": confidence,
        "voices": LIST_MARK.join(dict.fromkeys(voices)),
    }
    return {**columns, "coder": coder, **{k: v for k, v in (("hedge", hedge), ("rationale", rationale)) if v.strip()}}, not unsaid


def _passage(
    source: OpenSource, lines: tuple[int, int], begin: dict[str, Any], number: int, said: Sequence[str]
) -> tuple[str, str, str]:
    """The anchor, proposed from the lines; what they say in the coder's words; and who speaks there."""
    first, last = lines
    proposed = begin.get("anchor") or proposed_anchor(source.text.lines[first - 1 : last], said)
    where = f"{first}-{last}" if last > first else str(first)
    anchor = st.text_input(
        _("Anchor: at most six words of lines {lines}", lines=where),
        value=proposed,
        key=key_of("claim", number, "anchor", first, last),
    )
    paraphrase = st.text_input(
        _("What the lines say, in your own words"), value=begin.get("paraphrase", ""), key=key_of("claim", number, "paraphrase")
    )
    speaker = _one_of("speaker", _("Who speaks in these lines"), begin, number, "authorText")
    return anchor.strip(), paraphrase.strip(), speaker
