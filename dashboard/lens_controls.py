"""The filters: one place, the same on every screen, to say which claims count. They live in the URL."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from trosol.lens_fields import CONFIDENCES
from trosol.networks.lens import Lens, horizon_members, voices
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from url_state import recall, remember
from words import _, language

__all__ = ["filters_in_words", "lens", "lens_box", "lens_of"]

_CONFIDENCE = CONFIDENCES[::-1]
_CLAIMS = ("all", "stated")
_SWITCH = ("", "yes")


def lens_of(snapshot: Snapshot, address: Callable[[str], str]) -> Lens:
    """The lens of an address, without what this ecosystem does not know. ``address``: what it says by a name."""

    def valid(key: str, allowed: tuple[str, ...]) -> str:
        return address(key) if address(key) in allowed else ""

    return Lens(
        voice=valid("voice", voices(snapshot)) or None,
        stated_only=valid("claims", _CLAIMS) == "stated",
        horizon=valid("horizon", tuple(horizon_members(snapshot))) or None,
        min_confidence=valid("confidence", _CONFIDENCE) or "low",
        include_hypothetical=valid("unreal", _SWITCH) == "yes",
        with_study=valid("study", _SWITCH) == "yes",
    )


def lens(snapshot: Snapshot) -> Lens:
    """The lens of this session."""
    return lens_of(snapshot, recall)


def lens_box(snapshot: Snapshot) -> None:
    """The widgets of the filters."""
    now = lens(snapshot)
    entities = snapshot.records.entities
    widgets = {
        "voice": ("lens-voice", now.voice),
        "claims": ("lens-claims", "stated" if now.stated_only else "all"),
        "horizon": ("lens-horizon", now.horizon),
        "confidence": ("lens-confidence", now.min_confidence),
        "unreal": ("lens-unreal", now.include_hypothetical),
        "study": ("lens-study", now.with_study),
    }
    for key, value in widgets.values():
        st.session_state[key] = value

    def changed() -> None:
        remember("voice", st.session_state["lens-voice"])
        remember("claims", "stated" if st.session_state["lens-claims"] == "stated" else "")
        remember("horizon", st.session_state["lens-horizon"])
        remember("confidence", st.session_state["lens-confidence"] if st.session_state["lens-confidence"] != "low" else "")
        remember("unreal", "yes" if st.session_state["lens-unreal"] else "")
        remember("study", "yes" if st.session_state["lens-study"] else "")

    def label(key: str) -> str:
        return entities[key].label(language())

    st.subheader(_("Which claims count"), help=_("Every screen and every rank is worked out anew with the claims chosen here."))
    st.selectbox(
        _("Only what one voice said"),
        voices(snapshot),
        index=None,
        format_func=label,
        placeholder=_("All voices"),
        key="lens-voice",
        on_change=changed,
    )
    claims = {"all": _("stated and inferred"), "stated": _("stated by the text only")}
    st.radio(_("Claims"), _CLAIMS, format_func=claims.__getitem__, key="lens-claims", on_change=changed)
    horizons = tuple(horizon_members(snapshot))
    if horizons:
        st.selectbox(
            _("Only one horizon"),
            horizons,
            index=None,
            format_func=label,
            placeholder=_("All horizons"),
            key="lens-horizon",
            on_change=changed,
        )
    firmness = {"low": _("any"), "medium": _("medium or high"), "high": _("high only")}
    st.selectbox(
        _("Confidence of the coder"), _CONFIDENCE, format_func=firmness.__getitem__, key="lens-confidence", on_change=changed
    )
    st.toggle(_("Also what does not exist yet, and placeholders"), key="lens-unreal", on_change=changed)
    st.toggle(_("Also the study that the data come from"), key="lens-study", on_change=changed)


def filters_in_words(snapshot: Snapshot) -> dict[str, str]:
    """What each filter that is on leaves, in words, by its key in the address."""
    now = lens(snapshot)
    entities = snapshot.records.entities
    said = {
        "voice": _("only what {voice} said", voice=plain(entities[now.voice].label(language()))) if now.voice else "",
        "claims": _("only what the text states") if now.stated_only else "",
        "horizon": _("only {horizon}", horizon=plain(entities[now.horizon].label(language()))) if now.horizon else "",
        "confidence": {"medium": _("medium confidence or more"), "high": _("high confidence only")}.get(now.min_confidence, ""),
        "unreal": _("also what does not exist yet") if now.include_hypothetical else "",
        "study": _("also the study that the data come from") if now.with_study else "",
    }
    return {key: words for key, words in said.items() if words}
