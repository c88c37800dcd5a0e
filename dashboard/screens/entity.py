"""Item: what it is, every claim about it with its evidence and voices, and what it is linked to."""

import streamlit as st

import selection
import session
import url_state
from basket import put_aside
from components.map_figure import drawn_map
from lens_controls import lens
from screen_parts import next_step, not_enough, pager, show_statement, table
from trosol.findings.inventory import inventory
from trosol.views.maps.map_view import focus_map
from trosol.views.plain_words import plain
from trosol.views.tables.entity_view import entity_card
from widget_keys import place
from words import _, counted, language

snapshot = session.snapshot()
entities = snapshot.records.entities
key = selection.selected()
if key is None:
    st.title(_("Item"))
    # What the address names, and is not here, stands above.
    not_enough(
        "" if url_state.recall("entity") else _("Nothing is chosen yet."),
        _("Find an item in the bar above: a group, a problem, an action, a goal."),
    )
    selection.pick_entity("entity")
    next_step(_("Do you want to look around first?"), _("Open the map"), "map")
    st.stop()

card = entity_card(snapshot, key, language())
st.title(plain(card.label))
st.markdown(f"**{plain(card.type_label)}** · {plain(card.role_label)} · `{card.id}`")
inside = frozenset(inventory(snapshot, lens(snapshot)).counting)
status = {
    "notTranscribed": _("Known to exist, but its wording is not in the source. Nothing is made up for it."),
    "hypothetical": _("Does not exist yet: the source proposes or imagines it."),
}
if card.status in status:
    st.warning(status[card.status])
if card.description:
    st.text(card.description)
for name, value in card.further:
    st.markdown(f"**{plain(name)}:** {plain(value)}")
if card.places:
    st.markdown(_("Where the source speaks of it: {places}.", places=plain("; ".join(card.places))))

with st.container(horizontal=True):
    if st.button(_("On the map"), key="to-map", icon=":material/hub:"):
        url_state.go("map", view="around")
    put_aside(key, "item")
    linked = session.network("influence", include_hypothetical=True)
    if key in linked and linked.degree(key) and st.button(_("Try it as a scenario"), key="to-scenario", icon=":material/tune:"):
        url_state.go("scenarios", push=f"{key}~plus", open="", remove="")
summary = st.columns(3)
counting = sum(line.claim in inside for line in card.statements)
summary[0].metric(
    _("Claims"),
    len(card.statements),
    help=_(
        "All that are recorded about it. {counting} of them count on other screens, with the filters that are on.",
        counting=counting,
    ),
)
summary[1].metric(_("Stated by the text"), card.stated)
summary[2].metric(_("Inferred by a coder"), card.inferred)

if not card.statements:
    not_enough(_("No claim mentions it. That is a gap worth an interview."))
else:
    tabs = st.tabs([_("Claims and evidence"), _("Neighbours"), _("As a table")])
    with tabs[0]:
        relations = sorted({line.predicate for line in card.statements})
        labels = {p.name: p.label(language()) for p in snapshot.ontology.properties.values()}
        only = st.multiselect(
            _("Only these relations"), relations, format_func=labels.__getitem__, placeholder=_("All relations"), key="only"
        )
        shown = [line for line in card.statements if not only or line.predicate in only]
        where = place("list", "claims")
        for line in shown[pager(where, len(shown), 12)]:
            show_statement(line, where, key)
    with tabs[1]:
        picture = focus_map(snapshot, key, 1, language=language())
        st.markdown(plain(picture.says))
        if picture.shown < picture.total:
            st.markdown(_("Showing {shown} of {total}: those with most claims.", shown=picture.shown, total=picture.total))
        picked = drawn_map("neighbours", picture, _("What stands around {name}", name=card.label), key)
        if picked and picked in entities and picked != key:
            selection.select(picked)
            st.rerun()
    with tabs[2]:
        table(
            "claims",
            [_("Claim"), _("Mode"), _("Stance"), _("Confidence"), _("Said by"), _("Where"), "id"],
            [
                (
                    s.sentence,
                    _(s.mode),
                    _(s.stance),
                    _(s.confidence),
                    ", ".join(s.voice_labels),
                    "; ".join(e.place for e in s.evidence),
                    s.claim,
                )
                for s in card.statements
            ],
            says=_("Claims about {name}", name=card.label),
        )
said = ", ".join(f"{plain(entities[v].label(language()))} ({n})" for v, n in card.voices)
if said:
    st.markdown(f"**{_('Who speaks here')}** ({counted(len(card.voices), 'voice')}): {said}.")
next_step(
    _("What does {name} reach, and what reaches it?", name=plain(card.label)),
    _("See the pathways"),
    "pathways",
    icon=":material/route:",
    **{"from": key, "question": "reaches"},
)
