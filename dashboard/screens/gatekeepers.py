"""Gatekeepers: who the source names, beside who the ties place between others, and what their disagreement asks."""

import pandas as pd
import streamlit as st

import shell
from trosol.findings import Ranking
from trosol.networks.lens import Lens, voices
from trosol.views.downloads import csv_text
from trosol.views.words import count, plain

snapshot = shell.snapshot()
entities = snapshot.records.entities

st.title("Gatekeepers")
st.markdown(
    "Two different questions, side by side. **Named:** who does the source call a gatekeeper, or say controls the way to something? "
    "**Placed:** who stands between others in the ties between actors that the source tells of?"
)
left, right = st.columns(2)
with left:
    who = voices(snapshot)
    voice = st.selectbox(
        "Only what one voice said",
        who,
        index=shell.place_in(who, "voice"),
        format_func=lambda v: entities[v].label(),
        placeholder="All voices",
    )
with right:
    shell.start_from_url("claims", "all", ["all", "stated"])
    only = st.segmented_control(
        "Which claims count",
        ["all", "stated"],
        format_func={"all": "stated and inferred", "stated": "stated by the text only"}.get,
        key="claims",
        required=True,
    )
shell.remember("voice", voice)
shell.remember("claims", only if only != "all" else "")
found = shell.gatekeepers(Lens(voice=voice, stated_only=only == "stated"))


def show(ranking: Ranking, score: str) -> None:
    """A ranking as a table with its bands, then the sentences of its top."""
    if ranking.not_enough:
        st.info(ranking.not_enough, icon=":material/info:")
        return
    rows = [
        (r.rank, f"{r.band[0]} to {r.band[1]}", f"{r.p_top:.0%}", r.label, len(r.claims), len(r.voices), round(r.score, 3))
        for r in ranking.ranking
    ]
    columns = ["Rank", "Band", f"In top {ranking.k}", "Who", "Claims", "Voices", score]
    event = st.dataframe(
        pd.DataFrame(rows, columns=columns),
        hide_index=True,
        width="stretch",
        height=min(420, 36 * len(rows) + 40),
        on_select="rerun",
        selection_mode="single-row",
        key=f"table-{score}",
    )
    for chosen in event.selection.rows:
        shell.select(ranking.ranking[chosen].id)
    if ranking.note:
        st.info(plain(ranking.note), icon=":material/info:")
    for row in ranking.ranking[: ranking.k]:
        st.markdown(f"{row.rank}\\. {plain(row.sentence)}")
    st.download_button(
        "Download as CSV",
        csv_text(columns, rows),
        f"gatekeepers-{score.lower()}.csv",
        "text/csv",
        on_click="ignore",
        key=f"save-{score}",
    )


named, placed = st.columns(2, gap="large")
with named:
    st.subheader("Named by the source")
    show(found.named, "Claims naming")
with placed:
    st.subheader("Placed by the ties")
    show(found.placed, "Betweenness")
st.markdown(
    f"**How to read this.** The *band* holds the rank in nine of ten cases when the claims are drawn anew at random ({found.placed.resamples:,} times); "
    f"*in top {found.placed.k}* is how often it stays among the first {found.placed.k}. A wide band means: do not lean on the order. "
    "*Betweenness* is the number of shortest ways between other actors that lead through this one. Few ties are told of, so one missing interview can change much."
)

st.subheader("Where the two differ, and what that asks")
columns = st.columns(2)
for place, line in enumerate(found.disagreements):
    with columns[place % 2], st.container(border=True):
        st.markdown(f"**{plain(line.label)}** · {plain(line.kind)}  \n{plain(line.question)}")
        if st.button("Read the evidence", key=f"go-{line.id}", type="tertiary", icon=":material/arrow_forward:"):
            shell.select(line.id)
            shell.go("entity")

st.divider()
key = shell.selected()
st.markdown(
    f"**Next:** what is said about {plain(entities[key].label())}?"
    if key
    else "**Next:** choose a row above, then read what is said about it."
)
if key and st.button("Read the evidence", type="primary", icon=":material/article:"):
    shell.go("entity")
st.markdown(
    f"{count(len(found.named.ranking), 'actor')} named, {count(len(found.placed.ranking), 'actor')} with ties · seed {found.placed.seed} · snapshot `{found.placed.snapshot[:12]}`"
)
