"""Entity: what it is, every claim about it with its evidence and voices, and what it is linked to."""

import pandas as pd
import streamlit as st

import shell
from components.network_view import legend, network_view
from trosol.views.downloads import csv_text
from trosol.views.entity import entity_card
from trosol.views.map import focus_map
from trosol.views.words import count, plain

STATUS = {
    "notTranscribed": "Known to exist, but its wording is not in the source. Nothing is made up for it.",
    "hypothetical": "Does not exist yet: the source proposes or imagines it.",
}
snapshot = shell.snapshot()
entities = snapshot.records.entities
key = shell.pick_entity("entity")
if key is None:
    st.title("Entity")
    st.info("Choose a thing above: a group, a problem, an action, a goal.", icon=":material/search:")
    st.stop()

card = entity_card(snapshot, key)
st.title(plain(card.label))
st.markdown(f"**{plain(card.type_label)}** · {plain(card.role_label)} · `{card.id}`")
if card.status in STATUS:
    st.warning(STATUS[card.status])
if card.description:
    st.text(card.description)
for name, value in card.further:
    st.markdown(f"**{plain(name)}:** {plain(value)}")
if card.places:
    st.markdown(f"Where the source speaks of it: {plain('; '.join(card.places))}.")

summary = st.columns(3)
summary[0].metric("Claims", len(card.statements))
summary[1].metric("Stated by the text", card.stated)
summary[2].metric("Inferred by a coder", card.inferred)

if not card.statements:
    st.info("No claim mentions it. That is a gap worth an interview.", icon=":material/help:")
else:
    tabs = st.tabs(["Claims and evidence", "Neighbours", "As a table"])
    with tabs[0]:
        relations = sorted({line.predicate for line in card.statements})
        labels = {p.name: p.label() for p in snapshot.ontology.properties.values()}
        only = st.multiselect("Only these relations", relations, format_func=labels.get, placeholder="All relations", key="only")
        shown = [line for line in card.statements if not only or line.predicate in only]
        per_page = 12
        pages = max(1, -(-len(shown) // per_page))
        number = st.pagination(pages, key="page") if pages > 1 else 1
        for line in shown[(number - 1) * per_page : number * per_page]:
            with st.container(border=True):
                st.markdown(f"**{plain(line.sentence)}**")
                mark = ":material/format_quote: stated" if line.mode == "stated" else ":material/edit_note: inferred"
                st.markdown(
                    f"{mark} · {line.confidence} confidence · said by {plain(', '.join(line.voice_labels))} · `{line.claim}`"
                )
                if line.rationale:
                    st.markdown(f"Why inferred: {plain(line.rationale)}")
                for piece in line.evidence:
                    st.markdown(
                        f"- {plain(piece.paraphrase or 'No paraphrase.')}  \n"
                        f"  {plain(piece.speaker)}, {plain(piece.place)}; look for “{plain(piece.anchor)}” · `{piece.id}`"
                    )
                other = line.object if line.subject == key else line.subject
                if other != key and st.button(
                    f"Go to {plain(entities[other].label())}",
                    key=f"go-{line.claim}",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                ):
                    shell.select(other)
                    st.rerun()
    with tabs[1]:
        picture = focus_map(snapshot, key, 1)
        st.markdown(plain(picture.says))
        if picture.shown < picture.total:
            st.markdown(f"Showing {picture.shown} of {picture.total}, those with most claims.")
        picked = network_view(picture, "entity-view", f"What stands around {card.label}", key)
        if picked and picked in entities and picked != key:
            shell.select(picked)
            st.rerun()
        legend(picture)
    with tabs[2]:
        columns = ["Id", "Claim", "Mode", "Stance", "Confidence", "Said by", "Where"]
        rows = [
            (
                s.claim,
                s.sentence,
                s.mode,
                s.stance,
                s.confidence,
                ", ".join(s.voice_labels),
                "; ".join(e.place for e in s.evidence),
            )
            for s in card.statements
        ]
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
        st.download_button("Download as CSV", csv_text(columns, rows), f"{card.id}.csv", "text/csv", on_click="ignore")

st.divider()
said = ", ".join(f"{plain(entities[v].label())} ({n})" for v, n in card.voices)
if said:
    st.markdown(f"**Who speaks here** ({count(len(card.voices), 'voice')}): {said}.")
st.markdown("**Next:** what does it reach, and what reaches it?")
if st.button("See it on the map", type="primary", icon=":material/hub:"):
    shell.go("map", view="around")
