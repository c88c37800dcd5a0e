"""Home: what is in here, how well it is evidenced, and what we do not have."""

import pandas as pd
import streamlit as st

import shell
from trosol.views.summary import describe
from trosol.views.words import plain

snapshot = shell.snapshot()
about = describe(snapshot)

st.title(plain(about.title))
if about.invented:
    st.warning("This ecosystem is invented, to show what Trosol does with another field.")
st.markdown(
    "**Where is the leverage, who holds the gates, and how sure can anyone be?** "
    "Every link below was read from a source, and each can be followed back to its lines."
)
if about.description:
    st.text(about.description)

gaps = [m for m in about.missing if m.status == "notTranscribed"]
with st.container(horizontal=True, gap="large"):
    for label, value, help_text in (
        ("Entities", about.entities, "People, groups, problems, actions, drivers, goals … that the source speaks of."),
        ("Claims", about.claims, "Statements that link two entities. Each rests on at least one piece of evidence."),
        ("Stated by the text", about.stated, "The cited lines say this very thing."),
        ("Inferred by a coder", about.inferred, "A fair reading, with the reason given. Drawn dashed."),
        ("Known gaps", len(gaps), "Things known to exist that the source does not give."),
    ):
        st.metric(label, f"{value:,}", help=help_text, width="content")

st.subheader("Start with a question")
ways = st.columns(2)
if ways[0].button("Who holds the gates?", width="stretch", icon=":material/key:", type="primary"):
    shell.go("gatekeepers")
if ways[1].button("How do the kinds of thing connect?", width="stretch", icon=":material/hub:", type="primary"):
    shell.go("map", view="kinds")
st.markdown("Or with the things that most is said about:")
for column, starter in zip(st.columns(len(about.starters)), about.starters, strict=True):
    if column.button(plain(starter.label), width="stretch", help=starter.role, key=f"start-{starter.entity}"):
        shell.select(starter.entity)
        shell.go("entity")

left, right = st.columns(2, gap="large")
with left:
    st.subheader("How well is it evidenced?")
    share = about.stated / about.claims if about.claims else 0
    st.progress(
        share, text=f"{about.stated} of {about.claims} claims ({share:.0%}) are stated by the text; the rest are inferred."
    )
    st.markdown(
        f"- {about.single_evidence} claims rest on a single piece of evidence.\n"
        f"- {about.hedged} keep a hedge of the text, such as “often”.\n"
        f"- {about.hypothesised} are offered as a possibility; {about.negated} say that something is *not* so.\n"
        f"- {about.observations} counts are kept as reported and are never added up across methods."
    )
    st.markdown("**Who said it?**")
    st.table(
        pd.DataFrame(
            [(plain(v.label), v.stated, v.inferred) for v in about.voices], columns=["Voice", "Stated", "Inferred"]
        ).set_index("Voice")
    )
with right:
    st.subheader("What is in here?")
    st.table(
        pd.DataFrame([(plain(label), count) for _, label, count, _ in about.by_role], columns=["Kind", "Entities"]).set_index(
            "Kind"
        )
    )
    with st.expander("What these kinds mean"):
        for _, label, _, definition in about.by_role:
            st.markdown(f"**{plain(label)}.** {plain(definition)}")

st.subheader("What we do not have")
st.markdown("Nothing was made up to fill these. They are drawn dashed and left out of every count of influence.")
unreal = [m for m in about.missing if m.status == "hypothetical"]
groups: dict[str, list] = {}
for gap in gaps:
    groups.setdefault(gap.kind, []).append(gap)
for kind, members in groups.items():
    with st.expander(f"{kind}: {len(members)}"):
        st.table(
            pd.DataFrame(
                [(plain(m.label), plain(m.description), plain(m.place)) for m in members],
                columns=["What", "Why it is missing", "Where"],
            ).set_index("What")
        )
if unreal:
    with st.expander(f"Proposed or imagined, does not exist yet: {len(unreal)}"):
        st.table(
            pd.DataFrame(
                [(plain(m.label), plain(m.kind), plain(m.description)) for m in unreal], columns=["What", "Kind", "Description"]
            ).set_index("What")
        )

st.divider()
st.markdown(
    f"Source: {plain(about.credit)}  \nLicence of this coding: <{about.licence}> · version {about.version} · "
    f"snapshot `{shell.ecosystem().digest[:12]}`"
)
st.markdown("**Next:** which of these kinds would you like to see connected?")
if st.button("Open the map", type="primary"):
    shell.go("map")
