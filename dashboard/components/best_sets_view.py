"""Best sets: for the challenges and goals one picks, the best one, two, three actions or actors, and what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

import session
from screen_parts import claims, not_enough, or_wider, ranking, table
from trosol.findings.portfolio.coverage import ACTIONS, ACTORS, choices
from trosol.findings.portfolio.portfolio import Portfolio
from trosol.views.plain_words import plain
from url_state import choose_many, choose_one
from words import _, counted, language

__all__ = ["best_sets_view"]


def best_sets_view() -> None:
    """Choices, then what they give."""
    asked = _choices()
    found: Portfolio = session.finding("portfolio", **asked)
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider(_("Choose something else to change.")))
        return
    st.markdown(f"**{plain(session.said(found.sentence))}**")
    if found.budget:
        st.info(plain(session.said(found.budget.sentence)), icon=":material/payments:")
    _steps(found)
    _open(found, asked["of"])
    with st.expander(_("Each by itself")):
        ranking("portfolio", found.ranking, _("Addressed"))
        st.markdown(
            _("Addressing is not solving; every item counts as one; what somebody described in more detail addresses more.")
        )


def _choices() -> dict[str, Any]:
    """What to change, with what, and how many at most."""
    snapshot = session.snapshot()
    offered = sorted(choices(snapshot), key=lambda key: (_name(key).casefold(), key))
    kinds = snapshot.ontology.kinds
    difficulties, actions = (
        {kind.name: plain(kind.label(language())) for kind in kinds if kind.group == group} for group in ("difficulty", "action")
    )
    usual = _("Usual choice")
    one, two, three = st.columns([4, 3, 2], vertical_alignment="bottom")
    with one:
        names = {key: _name(key) for key in offered}
        wanted = choose_many(_("What do you want to change?"), names, "wanted", placeholder=_("All of the kind chosen beside"))
    with two:
        kind = choose_one(_("All challenges of a kind"), difficulties, "challenges", placeholder=usual, disabled=bool(wanted))
    with three:
        most = choose_one(_("How many at most"), {str(n): str(n) for n in range(1, 8)}, "most", default="3")
    one, two, three = st.columns([4, 3, 2], vertical_alignment="bottom")
    with one:
        of = choose_one(_("Choose among"), {ACTIONS: _("Actions"), ACTORS: _("Actors")}, "of", default=ACTIONS, few=True)
    with two:
        among = choose_one(_("Only actions of a kind"), actions, "among", placeholder=usual, disabled=of == ACTORS)
    with three:
        budget = st.number_input(
            _("Budget"), min_value=0.0, value=None, placeholder=_("none"), help=_("Where the source gives costs.")
        )
    return {
        "of": of,
        "wanted": tuple(wanted),
        "kind": "" if wanted else kind,
        "among": "" if of == ACTORS else among,
        "budget": budget,
        "k": int(most),
    }


def _steps(found: Portfolio) -> None:
    table(
        "best-sets",
        [_("How many"), _("Best set"), _("Addressed"), _("More than with one fewer"), _("Ties")],
        [
            (step.size, _named(step.sets[0].members), f"{step.covered} / {len(found.wanted)}", step.gain, step.number)
            for step in found.steps
        ],
        says=_("Best sets by size"),
        save=False,
    )
    for step in found.steps:
        best = step.sets[0]
        with st.expander(_("Best {size}: what it addresses, what it leaves, and the claims", size=step.size)):
            st.markdown(plain(session.said(step.sentence)))
            if step.number > 1:
                st.markdown(f"**{_('{number} tie', number=counted(step.number, 'set'))}**")
                for each in step.sets[:15]:
                    st.markdown(f"- {plain(_named(each.members))}")
            st.markdown(f"**{_('Addressed')}:** {plain(_named(best.covered))}")
            for whole, parts in best.by_part:
                st.markdown(f"- {plain(_named([whole]))}: {_('only by its parts')} {plain(_named(parts))}")
            st.markdown(f"**{_('Left open')}:** {plain(_named(best.uncovered)) or _('nothing')}")
            claims(f"step-{step.size}", best.claims)


def _open(found: Portfolio, of: str) -> None:
    snapshot = session.snapshot()
    st.subheader(_("What stays open"))
    if found.beyond:
        st.markdown(
            _(
                "No {kind} is claimed to address these, whatever one chooses:",
                kind=_("action") if of == ACTIONS else _("actor"),
            )
        )
        table(
            "beyond",
            [_("Who or what"), _("Kind")],
            [(_name(key), snapshot.ontology.classes[snapshot.entity(key).type].label(language())) for key in found.beyond],
            says=_("What nothing addresses"),
            size=10,
        )
    else:
        st.markdown(_("Each of those chosen is addressed by at least one."))
    if found.unaddressed or found.under:
        with st.expander(
            _("In the whole ecosystem, no action addresses {number}", number=counted(len(found.unaddressed), "challenge"))
        ):
            st.markdown(plain(_named(found.unaddressed)))
            if found.under:
                parts_of = sum(len(parts) for _whole, parts in found.under)
                st.markdown(_("Parts of a challenge that is addressed, not addressed themselves: {number}", number=parts_of))
            for whole, parts in found.under:
                st.markdown(f"- {_('Parts of')} **{plain(_named([whole]))}**, {_('which is addressed')}: {plain(_named(parts))}")


def _name(key: str) -> str:
    return session.snapshot().entity(key).label(language())


def _named(keys: Iterable[str]) -> str:
    return ", ".join(_name(key) for key in keys)
