"""Map: kinds first, then inside one kind, around one thing, or a whole network in lanes. A click selects."""

from dataclasses import replace

import pandas as pd
import streamlit as st

import shell
import state
from components.network_view import legend, network_view
from lens import lens
from trosol.model.records import in_language
from trosol.networks.projection import network_names
from trosol.rdf.names import local_name
from trosol.views.downloads import csv_text
from trosol.views.filters import MapFilter, kinds
from trosol.views.map import focus_map, kind_map, network_map, role_map
from trosol.views.statements import statements_of
from trosol.views.vis import standalone_page
from trosol.views.words import count, plain

VIEWS = {"kinds": "Kinds of thing", "inside": "Inside one kind", "around": "Around one thing", "network": "A whole network"}
STEPS = {"1": "1 step", "2": "2 steps", "3": "3 steps"}
LANES = {"role": "what they are", "horizon": "horizon"}

snapshot = shell.snapshot()
ontology = snapshot.ontology
entities = snapshot.records.entities
kind_labels = kinds(snapshot)
if pending := st.session_state.pop("map-pending", None):
    st.session_state.update(pending)

state.start_from_url("view", "around" if shell.selected() else "kinds", list(VIEWS))
st.title("Map")
seen, found = st.columns([1, 1], vertical_alignment="bottom")
with seen:
    view = st.segmented_control("What do you want to see?", list(VIEWS), format_func=VIEWS.get, key="view", required=True)
with found:
    chosen = shell.pick_entity("map", {"view": "around"})

bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
with bar.popover("Narrow it down", icon=":material/filter_alt:"):
    state.start_many_from_url("kinds", list(kind_labels))
    only_kinds = st.multiselect(
        "Kinds of thing", list(kind_labels), format_func=kind_labels.get, key="kinds", placeholder="All kinds"
    )
    used = {local_name(c.predicate) for c in snapshot.records.claims.values()}
    relation_labels = {p.name: p.label() for p in sorted(ontology.properties.values(), key=lambda p: p.label()) if p.name in used}
    state.start_many_from_url("relations", list(relation_labels))
    relations = st.multiselect(
        "Relations", list(relation_labels), format_func=relation_labels.get, key="relations", placeholder="All relations"
    )
    hypothetical = st.toggle("Also placeholders, and bodies that do not exist yet", value=True)
narrowed = MapFilter(
    tuple(only_kinds),
    tuple(relations),
    replace(lens(snapshot), include_hypothetical=hypothetical),
)

if view == "around" and chosen is None:
    state.remember("view", view)
    st.info("Find a thing above, or choose one on the map of kinds, to see what stands around it.", icon=":material/search:")
    st.stop()
steps, by_horizon, kind, which = "1", False, "", ""
with bar:
    if view == "around":
        state.start_from_url("steps", "1", list(STEPS))
        steps = st.segmented_control("How far", list(STEPS), format_func=STEPS.get, key="steps", required=True)
    elif view == "inside":
        state.start_from_url("kind", next(iter(kind_labels)), list(kind_labels))
        kind = st.selectbox("Which kind", list(kind_labels), format_func=kind_labels.get, key="kind", width=260)
    elif view == "network":
        drawable = [
            name
            for name in network_names(snapshot)
            if local_name(ontology.network(name).kind) in ("ClaimNetwork", "BipartiteNetwork")
        ]
        state.start_from_url("network", drawable[0], drawable)
        which = st.segmented_control(
            "Which network",
            drawable,
            format_func=lambda name: in_language(ontology.network(name).labels) or name,
            key="network",
            required=True,
        )
    if view != "kinds":
        state.start_from_url("lanes", "role", list(LANES))
        by_horizon = (
            st.segmented_control("Columns by", list(LANES), format_func=LANES.get, key="lanes", required=True) == "horizon"
        )
    as_list = st.toggle("As a list")

if view == "around":
    picture = focus_map(snapshot, chosen, int(steps), narrowed, by_horizon=by_horizon)
elif view == "inside":
    picture = kind_map(snapshot, kind, narrowed, by_horizon=by_horizon)
elif view == "network":
    inside = shell.ecosystem().network(which, include_hypothetical=hypothetical)
    keep = {claim for _, _, claims in inside.edges(data="claims") for claim in claims}
    says = in_language(ontology.network(which).reads) or ""
    picture = network_map(snapshot, (c for c in narrowed.claims(snapshot) if c.id in keep), says, by_horizon=by_horizon)
else:
    picture = role_map(snapshot, narrowed)

choices = {
    "view": view,
    "steps": steps if view == "around" and steps != "1" else "",
    "kind": kind,
    "network": which,
    "lanes": "horizon" if by_horizon else "",
    "kinds": ".".join(only_kinds),
    "relations": ".".join(relations),
}
for name, value in choices.items():
    state.remember(name, value)

st.markdown(plain(picture.says))
if not picture.edges:
    st.info(
        "No link is left with these choices. Take one away under “Narrow it down”, or go further.",
        icon=":material/filter_alt_off:",
    )
if picture.shown < picture.total:
    st.markdown(
        f"Showing {picture.shown} of {picture.total:,}: those with most claims. Narrow it down, or choose one thing, to see the rest."
    )
picked = network_view(picture, "map-view", "Map of the ecosystem", chosen, as_list=as_list)
if picked:
    if picked.startswith("kind:"):
        st.session_state["map-pending"] = {"view": "inside", "kind": picked.removeprefix("kind:")}
        st.rerun()
    if picked in entities and picked != chosen:
        shell.select(picked)
        st.session_state["map-pending"] = {"view": "around"}
        st.rerun()
legend(picture)

if chosen:
    entity = entities[chosen]
    st.subheader(plain(entity.label()))
    if entity.description():
        st.text(entity.description())
    lines = statements_of(snapshot, chosen)
    st.markdown(f"**{count(len(lines), 'claim')}**")
    table = [(s.sentence, s.mode, ", ".join(s.voice_labels), "; ".join(e.place for e in s.evidence), s.claim) for s in lines]
    st.dataframe(pd.DataFrame(table, columns=["Claim", "Mode", "Said by", "Where", "Id"]), hide_index=True, width="stretch")
    if st.button("Read the evidence", type="primary", icon=":material/article:"):
        shell.go("entity")

with st.expander("The same as a table"):
    columns = ["From", "Relation", "To", "Effect on the second", "Claims"]
    rows = picture.table()
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
    save_csv, save_page = st.columns(2)
    save_csv.download_button("Download as CSV", csv_text(columns, rows), "trosol-map.csv", "text/csv", on_click="ignore")
    page = standalone_page(picture, "Trosol map")
    save_page.download_button("Download the picture as a page", page, "trosol-map.html", "text/html", on_click="ignore")
if not chosen:
    st.markdown("**Next:** who is named a gatekeeper, and who stands between others?")
    if st.button("See the gatekeepers", type="primary", icon=":material/key:"):
        shell.go("gatekeepers")
