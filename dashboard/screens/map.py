"""Map: kinds first, then inside one kind, around one thing, between two, or a whole network. A click selects."""

from dataclasses import replace
from typing import NoReturn

import streamlit as st

import selection
import session
import url_state
from components.map_figure import drawn_map
from lens_controls import lens
from screen_parts import head, next_step, not_enough, show_statement
from trosol.model.records import in_language
from trosol.rdf.iris import local_name
from trosol.views.filters import MapFilter, kinds
from trosol.views.maps.map_view import MOST_BOXES, focus_map, kind_map, network_map, role_map
from trosol.views.plain_words import plain
from trosol.views.tables.statements import statements_of
from widget_keys import place
from words import _, counted, language

STEPS = ("1", "2", "3")
snapshot = session.snapshot()
ontology = snapshot.ontology
entities = snapshot.records.entities
kind_labels = kinds(snapshot, language())
if pending := st.session_state.pop("map-pending", None):
    st.session_state.update(pending)

names = {
    "kinds": _("Kinds of thing"),
    "inside": _("Inside one kind"),
    "around": _("Around one thing"),
    "between": _("Between two things"),
    "network": _("A whole network"),
}
head(_("Map"), _("What is said to be linked to what. Begin with the kinds, then look closer."))
view = url_state.segments(_("What do you want to see?"), names, key="view", default="around" if selection.selected() else "kinds")
chosen = selection.pick_entity("map", {} if view == "between" else {"view": "around"})

bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
with bar.popover(_("Narrow it down"), icon=":material/filter_alt:"):
    url_state.start_many_from_url("kinds", list(kind_labels))
    only_kinds = st.multiselect(
        _("Kinds of thing"), list(kind_labels), format_func=kind_labels.__getitem__, key="kinds", placeholder=_("All kinds")
    )
    used = {local_name(c.predicate) for c in snapshot.records.claims.values()}
    relation_labels = {
        p.name: p.label(language())
        for p in sorted(ontology.properties.values(), key=lambda p: p.label(language()))
        if p.name in used
    }
    url_state.start_many_from_url("relations", list(relation_labels))
    relations = st.multiselect(
        _("Relations"),
        list(relation_labels),
        format_func=relation_labels.__getitem__,
        key="relations",
        placeholder=_("All relations"),
    )
    hypothetical = st.toggle(_("Also placeholders, and bodies that do not exist yet"), value=True)
narrowed = MapFilter(tuple(only_kinds), tuple(relations), replace(lens(snapshot), include_hypothetical=hypothetical))


def leave(question: str, label: str, page: str) -> NoReturn:
    url_state.remember("view", view)
    next_step(question, label, page)
    st.stop()


if view in ("around", "between") and chosen is None:
    not_enough(
        _("Nothing is chosen yet."), _("Find a thing above, or choose one on the map of kinds, to see what stands around it.")
    )
    leave(_("Where would you begin?"), _("See the overview"), "overview")
steps, columns, kind, which, dots = "1", "role", "", "", False
other: str | None = None
drawable = {
    network.name: network
    for network in sorted(ontology.networks.values(), key=lambda network: network.name)
    if local_name(network.kind) in ("ClaimNetwork", "BipartiteNetwork")
}
with bar:
    if view == "around":
        steps = url_state.segments(_("How far"), {n: counted(int(n), "step") for n in STEPS}, key="steps", default="1")
    elif view == "inside":
        url_state.start_from_url("kind", next(iter(kind_labels)), list(kind_labels))
        kind = st.selectbox(_("Which kind"), list(kind_labels), format_func=kind_labels.__getitem__, key="kind", width=260)
    elif view == "between":
        ends = sorted((k for k in entities if k != chosen), key=lambda k: (entities[k].label(language()).casefold(), k))
        if st.session_state.get("other") not in ends:
            wanted = url_state.recall("other")
            st.session_state["other"] = wanted if wanted in ends else None
        other = st.selectbox(
            _("And the other one"),
            ends,
            index=None,
            format_func=lambda k: entities[k].label(language()),
            placeholder=_("Type a few letters"),
            key="other",
            width=340,
        )
    elif view == "network":
        titles = {name: in_language(network.labels, language()) or name for name, network in drawable.items()}
        which = url_state.segments(_("Which network"), titles, key="network", default=next(iter(titles)))
    if view != "kinds":
        ways = {"role": _("what they are"), "horizon": _("horizon"), "free": _("none: linked things close")}
        columns = url_state.segments(_("Columns by"), ways, key="lanes", default="role")
    if view == "network" and len(session.ecosystem().network(which)) > MOST_BOXES:
        st.session_state.setdefault("dots", url_state.recall("dots") == "yes")
        dots = st.toggle(_("Everything, as dots"), key="dots")
    as_list = st.toggle(_("As a list"))

if view == "between" and other is None:
    not_enough(_("Choose the other one."), _("Then every short way between the two is drawn, whichever way it runs."))
    leave(_("Which ways lead from one to another?"), _("See the pathways"), "pathways")
if view == "around" and chosen:
    picture = focus_map(snapshot, chosen, int(steps), narrowed, columns=columns, language=language())
elif view == "inside":
    picture = kind_map(snapshot, kind, narrowed, columns=columns, language=language())
elif view == "between" and chosen and other:
    from trosol.views.maps.shortest_paths_map import between_map

    picture = between_map(snapshot, chosen, other, narrowed, columns=columns, language=language())
elif view == "network":
    inside = session.ecosystem().network(which, include_hypothetical=hypothetical)
    keep = {claim for _a, _b, found in inside.edges(data="claims") for claim in found}
    says = in_language(drawable[which].reads, language()) or ""
    drawn = (c for c in narrowed.claims(snapshot) if c.id in keep)
    picture = network_map(snapshot, drawn, says, columns=columns, language=language(), dots=dots)
else:
    picture = role_map(snapshot, narrowed, language())

remembered = {
    "view": view,
    "steps": steps if view == "around" and steps != "1" else "",
    "kind": kind,
    "other": other or "",
    "network": which,
    "lanes": columns if columns != "role" else "",
    "dots": "yes" if dots else "",
    "kinds": ".".join(only_kinds),
    "relations": ".".join(relations),
}
for name, value in remembered.items():
    url_state.remember(name, value)

st.markdown(plain(picture.says))
if not picture.edges:
    not_enough(_("No link is left with these choices."), _("Take one away under “Narrow it down”, or go further."))
if picture.dots:
    st.markdown(
        _(
            "A dot for each thing, the larger the more claims it has in this picture, most claims at the top; pale where it is not in the "
            "source, or does not exist yet. Point at one to read its name; choose it to see what stands around it."
        )
    )
if picture.shown < picture.total:
    st.markdown(
        _(
            "Showing {shown} of {total}: those with most claims. Narrow it down, or choose one thing, to see the rest.",
            shown=picture.shown,
            total=f"{picture.total:,}",
        )
    )
picked = drawn_map("map", picture, _("Map of the ecosystem"), None if view == "between" else chosen, as_list=as_list)
if picked:
    if picked.startswith("kind:"):
        st.session_state["map-pending"] = {"view": "inside", "kind": picked.removeprefix("kind:")}
        st.rerun()
    if picked in entities and picked != chosen:
        selection.select(picked)
        st.session_state["map-pending"] = {"view": "around"}
        st.rerun()
st.markdown(
    _(
        "**Save this view**: the address of this page holds all that you chose, so that a bookmark or a message with it shows the same."
    )
)
if chosen:
    entity = entities[chosen]
    st.subheader(plain(entity.label(language())))
    if entity.description(language()):
        st.text(entity.description(language()))
    lines = statements_of(snapshot, chosen, language())
    with st.expander(counted(len(lines), "claim")):
        where = place("list", "map")
        for line in lines[:6]:
            show_statement(line, where, chosen)
    next_step(_("What is said of {name}, and by whom?", name=session.label(chosen)), _("Read the evidence"), "entity")
else:
    next_step(_("Who is named a gatekeeper, and who stands between others?"), _("See the gatekeepers"), "gatekeepers")
