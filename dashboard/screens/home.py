"""Home: choose the ecosystem, go through one of three doors, see what is most stable, and what we do not have."""

import streamlit as st

import selection
import session
import url_state
from screen_parts import claims, english, next_step, not_enough, table
from trosol.findings.report.most_stable import few_note, stability
from trosol.resources import shipped_ecosystems
from trosol.views.plain_words import plain
from trosol.views.tables.summary import Missing, describe
from url_state import remember
from widget_keys import key_of
from words import _, counted, language

snapshot = session.snapshot()
about = describe(snapshot, language())
here = session.ecosystem_name()
known = list(dict.fromkeys((here, *shipped_ecosystems())))

title, choice = st.columns([3, 1], vertical_alignment="bottom")
title.title(plain(about.title))
if len(known) > 1:
    picked = choice.selectbox(_("Ecosystem"), known, index=known.index(here))
    if picked != here:
        for key in ("entity", "voice", "horizon"):
            remember(key, "")
        remember("ecosystem", picked)
        st.rerun()
if about.invented:
    st.warning(_("This ecosystem is invented, to show what Trosol does with another field."))
st.markdown(
    f"**{_('Where is the leverage, who holds the gates, and how sure can anyone be?')}** "
    + _("Every link below was read from a source, and each can be followed back to its lines.")
)
if about.description:
    st.text(about.description)

doors = st.columns(3, gap="medium")
for column, name, says, label, page, icon in zip(
    doors,
    (_("Strategist"), _("Leader"), _("Researcher")),
    (
        _("Find the levers, try what happens if you push them, and take it to those who decide."),
        _("Ask in your own words, and see on what the answer rests."),
        _("See who spoke and where evidence is thin, and add what you find out."),
    ),
    (_("Where is the leverage?"), _("Ask a question"), _("How good is the evidence?")),
    ("leverage", "ask", "evidence"),
    ("open_with", "search", "fact_check"),
    strict=True,
):
    with column, st.container(border=True, height="stretch"):
        st.markdown(f"**{name}**  \n{says}")
        if st.button(label, key=key_of("door", page), type="primary", icon=f":material/{icon}:", width="stretch"):
            url_state.go(page)

st.subheader(_("Most stable"))
firmest = st.container()

st.subheader(_("Begin with what most is said about"))
with st.container(horizontal=True):
    for starter in about.starters:
        if st.button(plain(starter.label), help=starter.role, key=key_of("start", starter.entity)):
            selection.select(starter.entity)
            url_state.go("entity")
    if st.button(_("How do the kinds of thing connect?"), icon=":material/hub:", type="tertiary"):
        url_state.go("map", view="kinds")

gaps = [m for m in about.missing if m.status == "notTranscribed"]
unreal = [m for m in about.missing if m.status == "hypothetical"]
st.subheader(_("How well is it evidenced?"))
with st.container(horizontal=True, gap="large"):
    for label, value, help_text in (
        (_("Entities"), about.entities, _("People, groups, problems, actions, drivers, goals … that the source speaks of.")),
        (_("Claims"), about.claims, _("Statements that link two entities. Each rests on at least one piece of evidence.")),
        (_("Stated by the text"), about.stated, _("The cited lines say this very thing.")),
        (_("Inferred by a coder"), about.inferred, _("A fair reading, with the reason given. Drawn dashed.")),
        (_("Known gaps"), len(gaps), _("Things known to exist that the source does not give.")),
    ):
        st.metric(label, f"{value:,}", help=help_text, width="content")
left, right = st.columns(2, gap="large")
with left:
    share = about.stated / about.claims if about.claims else 0
    st.progress(
        share,
        text=_(
            "{stated} of {claims} ({share}) are stated by the text; the rest are inferred.",
            stated=about.stated,
            claims=counted(about.claims, "claim"),
            share=f"{share:.0%}",
        ),
    )
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _("{number} rest on a single piece of evidence.", number=counted(about.single_evidence, "claim")),
                _("{number} keep a hedge of the text, such as “often”.", number=counted(about.hedged, "claim")),
                _(
                    "{possible} are offered as a possibility; {denied} say that something is *not* so.",
                    possible=about.hypothesised,
                    denied=about.negated,
                ),
                _(
                    "{number} are kept as reported and never added up across methods.",
                    number=counted(about.observations, "number", "numbers"),
                ),
            )
        )
    )
    with st.expander(_("What is in here?")):
        table(
            "kinds",
            [_("Kind"), _("Entities"), _("What it means")],
            [(label, number, says) for _name, label, number, says in about.by_role],
            says=_("Kinds of thing and how many there are"),
        )
with right:
    st.markdown(f"**{_('Who said it?')}**")
    table(
        "voices",
        [_("Voice"), _("Stated"), _("Inferred by a coder")],
        [(v.label, v.stated, v.inferred) for v in about.voices],
        says=_("Voices and their claims"),
        save=False,
    )

st.subheader(_("What we do not have"))
st.markdown(_("Nothing was made up to fill these. They are drawn dashed and left out of every count of influence."))
groups: dict[str, list[Missing]] = {}
for gap in gaps:
    groups.setdefault(gap.kind, []).append(gap)
for kind, members in groups.items():
    with st.expander(f"{plain(kind)}: {len(members)}"):
        table(
            f"gaps-{kind}",
            [_("What"), _("Why it is missing"), _("Where")],
            [(m.label, m.description, m.place) for m in members],
            says=kind,
            save=False,
        )
if unreal:
    with st.expander(_("Proposed or imagined, does not exist yet: {number}", number=len(unreal))):
        table(
            "unreal",
            [_("What"), _("Kind"), _("Description")],
            [(m.label, m.kind, m.description) for m in unreal],
            says=_("Proposed or imagined, does not exist yet"),
            save=False,
        )
st.markdown(
    _(
        "Source: {credit}  \nLicence of this coding: <{licence}> · version {version} · snapshot `{digest}`",
        credit=plain(about.credit),
        licence=about.licence,
        version=plain(about.version),
        digest=session.ecosystem().digest[:12],
    )
)
next_step(_("What would help most of the goals?"), _("See the leverage"), "leverage")

# Last, so that everything above is there while it is worked out.
with firmest:
    found = session.finding("firmest")
    if found.note:
        not_enough(few_note(len(found.strongest), language()))
    if found.strongest:
        st.markdown(
            _(
                "Stable: first in nine of ten draws of other weights and of passages that count for less; each says what is so under either alone. It does not mean that it is true, or that it matters most."
            )
        )
    named = {kind.name: kind.label(language()) for kind in snapshot.ontology.kinds}
    for line in found.strongest:
        with st.container(border=True):
            who = ", ".join(f"**{plain(snapshot.entity(key).label(language()))}**" for key in line.rows[:6])
            more = f" + {len(line.rows) - 6}" if len(line.rows) > 6 else ""
            which = named.get(line.table, _("Gatekeepers"))
            st.markdown(f"{plain(which)}: {who}{more}  \n{plain(stability(line, language()))}")
            with st.container(horizontal=True):
                if st.button(
                    _("See the whole table"),
                    key=key_of("firmest", line.finding, line.table),
                    type="tertiary",
                    icon=":material/arrow_forward:",
                ):
                    selection.select(line.rows[0])
                    url_state.go(line.finding, **({"kind": line.table} if line.table else {}))
            with st.expander(_("The claims behind it")):
                claims(f"firm-{line.finding}-{line.table}", line.claims)
    if found.strongest:
        with st.expander(_("How were these chosen?")), english():
            st.markdown(plain(found.rule))
