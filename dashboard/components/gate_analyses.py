"""Three more ways to look at gates: doors of groups, gates on the way to a goal, and sets that matter together."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import session
from components.network_frame import legend, network_view
from screen_parts import claims, not_enough, or_wider, ranking, table
from trosol.findings.gatekeepers.partition import groupings_of
from trosol.rdf.iris import local_name
from trosol.views.maps.map_view import network_map
from trosol.views.plain_words import plain
from url_state import recall_many, remember, segments
from widget_keys import place
from words import _, counted, language

__all__ = ["doors_view", "gates_view", "together_view"]

_ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def doors_view() -> None:
    """Who decides what gets into and out of a group, with one real case each."""
    snapshot = session.snapshot()
    st.markdown(
        _(
            "Someone holds a group boundary if others outside reach its members through them (*gatekeeper*), or members reach outside "
            "through them (*representative*). In both cases no direct tie is recorded."
        )
    )
    ways = groupings_of(snapshot)
    groupings = {local_name(t.iri): t.label(language()) for t in snapshot.ontology.groupings.values()}
    names = {key: _("kind of actor") if key == "kind" else groupings.get(key, key.replace("-", " ")) for key in ways}
    by = segments(_("Group actors by"), names, key="by", default=ways[0])
    remember("by", by if by != ways[0] else "")
    found = session.finding("brokers", by=by)
    if found.left_out:
        st.markdown(
            _("Left out, because no single group of theirs is stated: {number}.", number=counted(len(found.left_out), "actor"))
        )
    ranking("doors", found, _("Times at the door"))
    if found.not_enough:
        return
    st.subheader(_("One real case each"))
    for row in (each for each in found.ranking if each.rank <= found.k):
        with st.expander(plain(f"{row.label}: {' → '.join(row.example.labels)}")):
            st.markdown(plain(session.said(row.example.sentence)))
            claims(f"case-{row.id}", row.example.claims, _("The claims of this case"))
    st.subheader(_("How often in which role, and how often by chance"))
    columns = [_("Who"), _("Role"), _("Times"), _("Expected by chance"), "z", "p"]
    words = {
        "coordinator": _("between members of the own group"),
        "itinerant": _("between members of another group"),
        "representative": _("from the own group out"),
        "gatekeeper": _("from outside into the own group"),
        "liaison": _("between two other groups"),
    }
    rows = [
        (
            row.label,
            words[role],
            row.roles[role].observed,
            f"{row.roles[role].expected:.1f}",
            _("not defined") if row.roles[role].z is None else f"{row.roles[role].z:.1f}",
            _("not defined") if row.roles[role].p is None else f"{row.roles[role].p:.2f}",
        )
        for row in found.ranking
        if row.rank <= found.k
        for role in _ROLES
        if role in row.roles
    ]
    table("roles", columns, rows, says=_("Roles between groups, observed and expected"))
    st.markdown(
        _(
            "*p* is how often shuffled groups ({number} times) give at least as many; a large one means that chance alone could do it. "
            "After Gould and Fernandez (1989).",
            number=found.permutations,
        )
    )


def _pick(label: str, box: str, role: Sequence[str]) -> list[str]:
    """Things to choose several of, remembered in the URL."""
    entities = session.snapshot().records.entities
    offered = sorted(role, key=lambda key: entities[key].label(language()).casefold())
    if box not in st.session_state:
        st.session_state[box] = recall_many(box, offered)
    chosen = st.multiselect(
        label, offered, format_func=lambda key: entities[key].label(language()), placeholder=_("All"), key=box, max_selections=12
    )
    remember(box, ".".join(chosen))
    return list(chosen)


def gates_view() -> None:
    """What every way from here to there goes through, drawn as a route."""
    snapshot = session.snapshot()
    st.markdown(
        _(
            "Who or what does every told way go through, from those who start to the goals they want? "
            "Choose starts and goals, or leave both empty for all groups that speak."
        )
    )
    linked = session.network("influence")
    left, right = st.columns(2)
    with left:
        starts = _pick(_("From"), "from", [key for key in linked if linked.out_degree(key)])
    with right:
        goals = _pick(_("To"), "to", [key for key in linked if linked.in_degree(key)])
    found = session.finding("gates_between", tuple(starts), tuple(goals))
    if found.not_enough or found.together is None:
        not_enough(found.not_enough, or_wider(_("Choose other ends.")))
        return
    for number, passage in enumerate((found.together, *found.each)):
        title = " → ".join((_short(passage.start_labels), _short(passage.goal_labels)))
        with st.expander(plain(title), expanded=number == 0):
            st.markdown(plain(session.said(passage.sentence)))
            for gate in passage.gates:
                st.markdown(f"- **{plain(gate.label)}** ({gate.kept:.0%}): {plain(session.said(gate.sentence))}")
            if passage.route is not None and number == 0:
                drawn = (snapshot.records.claims[key] for key in passage.route.claims)
                picture = network_map(snapshot, drawn, _("One shortest way"), language=language())
                st.markdown(f"**{_('One shortest way')}**: {plain(' → '.join(passage.route.labels))}")
                network_view(picture, place("map", "way"), _("One shortest way"))
                legend(picture)
            if passage.alternatives:
                st.markdown(f"**{_('What else could open the way')}**")
                for opening in passage.alternatives[:6]:
                    st.markdown(f"- {plain(session.said(opening.sentence))}")
            if passage.claims:
                claims(f"gate-{number}", passage.claims, _("The claims behind this"))


def _short(labels: Sequence[str]) -> str:
    return (
        ", ".join(labels) if len(labels) <= 3 else _("{first} and {more} more", first=", ".join(labels[:2]), more=len(labels) - 2)
    )


def together_view() -> None:
    """Which one, two, three actors matter most together."""
    st.markdown(
        _(
            "Which few actors, together, hold the ties together, and which few reach most others directly? "
            "That is not simply the top of a ranking."
        )
    )
    found = session.finding("key_sets", k=3)
    if found.not_enough:
        not_enough(found.not_enough, or_wider())
        return
    titles = {"fragmentation": _("Without whom the ties fall apart"), "reach": _("Who between them reach most")}
    for objective, title in titles.items():
        own = [each for each in found.found if each.objective == objective]
        if not own:
            continue
        st.subheader(title)
        for each in own:
            st.markdown(f"- {plain(session.said(each.sentence))}")
        columns = [_("How many"), _("Who"), _("Still best in"), _("Claims")]
        rows = [
            (
                each.k,
                ", ".join(best.labels),
                _("not tried") if best.kept is None else f"{best.kept:.0%}",
                len(best.claims),
            )
            for each in own
            for best in each.sets
        ]
        table(f"sets-{objective}", columns, rows, says=title)
    if found.note:
        st.markdown(plain(session.said(found.note)))
