"""Leverage: what reaches the goals most, who drives and is driven, and the three questions that follow."""

import streamlit as st

import selection
import session
import url_state
from screen_parts import chart, claims, english, head, next_step, not_enough, ranking, show_statement, table
from trosol.networks.lens import voices
from trosol.views.charts.quadrant import quadrant, quadrant_name
from trosol.views.plain_words import plain
from trosol.views.tables.statements import statements_of
from url_state import remember, segments
from widget_keys import place
from words import _, counted, language

head(
    _("Leverage"),
    _("If one could push one thing: which of the goals are claimed to gain, how firm is that, and what would have to be true?"),
)
names = {
    "levers": _("What reaches the goals"),
    "drives": _("What drives, what is driven"),
    "prompts": _("Three questions"),
}
view = segments(_("What do you want to see?"), names, key="view", default="levers")
remember("view", view if view != "levers" else "")
snapshot = session.snapshot()
entities = snapshot.records.entities
found = session.finding("leverage")


def voice_lens() -> None:
    """Whose word counts: the same choice as in the sidebar, where it is needed most."""
    offered = ("", *voices(snapshot))

    def changed() -> None:
        remember("voice", st.session_state["leverage-voice"])

    now = str(st.session_state.get("voice") or "")
    st.session_state["leverage-voice"] = now if now in offered else ""
    st.selectbox(
        _("Whose word counts?"),
        offered,
        format_func=lambda key: entities[key].label(language()) if key else _("All voices"),
        key="leverage-voice",
        on_change=changed,
        width=320,
    )


def levers() -> None:
    """The ranking, what each does to which goal, and what reaches no goal."""
    ranking("levers", found.levers, _("Goals helped"))
    if found.levers.not_enough:
        return
    st.markdown(
        _(
            "{goals} in all; {unseen} left out because the source does not give their wording or they do not exist yet. Many goals reached is not much change: what stands behind one well-connected thing shares its reach.",
            goals=counted(found.goals, "goal"),
            unseen=len(found.unseen),
        )
    )
    words = {
        "helps": _("helps"),
        "hurts": _("hurts"),
        "both": _("helps one way and hurts another"),
        "unknown": _("reaches it, direction not stated"),
    }
    st.subheader(_("What each does to which goal"))
    offered = [lever.id for lever in found.reach]
    start = selection.selected() if selection.selected() in offered else offered[0] if offered else None
    key = st.selectbox(
        _("Choose a lever"),
        offered,
        index=offered.index(start) if start else None,
        format_func=lambda each: entities[each].label(language()),
    )
    lever = next((each for each in found.reach if each.id == key), None)
    if lever:
        table(
            "effects",
            [_("Goal"), _("What happens")],
            [(entities[e.goal].label(language()), words[e.effect]) for e in lever.effects],
            says=_("Effects on the goals"),
            size=10,
        )
    if found.idle:
        with st.expander(_("From {number} no way leads to any goal", number=counted(len(found.idle), "thing"))):
            st.markdown(_("That may be because nobody was asked."))
            st.markdown(", ".join(plain(entities[each].label(language())) for each in found.idle[:80]))
    with english():
        st.markdown(plain(found.meadows))


def drives() -> None:
    """The quadrant, and the claims behind the dot that was picked."""
    if not found.positions:
        not_enough(
            _("Not enough evidence: too few arrows are left to say what drives what."),
            _("Take the lens off, or choose a wider one."),
        )
        return
    st.markdown(
        _(
            "Each dot is a thing; higher up it acts on more, further right more acts on it. Numbered diamonds are the first {k} of the ranking. Choose a dot to read its evidence below.",
            k=found.levers.k,
        )
    )
    top = [row.id for row in found.levers.ranking[: found.levers.k]]
    chart(
        "quadrant",
        quadrant(found.positions, top, language()),
        says=_("Influence against dependence of {number}", number=counted(len(found.positions), "thing")),
        on_pick=selection.select,
    )
    st.markdown(" · ".join(f"**{n + 1}** {plain(entities[each].label(language()))}" for n, each in enumerate(top)))
    st.markdown(
        _(
            "It counts arrows that the source tells of; what is told at length has more. Signs are not looked at. Dashed lines are the means. After Godet (*MICMAC*)."
        )
    )
    with st.expander(_("All {number} as a table", number=len(found.positions))):
        table(
            "positions",
            [_("Who or what"), _("Arrows from it"), _("Arrows to it"), _("So it"), _("Counting longer ways, it"), _("Claims")],
            [
                (
                    entities[p.id].label(language()),
                    p.influence,
                    p.dependence,
                    quadrant_name(p.quadrant, language()),
                    quadrant_name(p.indirect_quadrant, language()),
                    len(p.claims),
                )
                for p in found.positions
            ],
            says=_("Influence and dependence"),
        )
    at = next((p for p in found.positions if p.id == selection.selected()), None)
    chosen = selection.pick_entity("leverage")
    at = next((p for p in found.positions if p.id == chosen), at)
    if at:
        st.subheader(plain(entities[at.id].label(language())))
        st.markdown(
            _(
                "It acts on {out} and is acted on by {into}: {where}.",
                out=counted(at.influence, "other thing"),
                into=counted(at.dependence, "other thing"),
                where=quadrant_name(at.quadrant, language()),
            )
        )
        rows = [row for row in found.levers.ranking if row.id == at.id]
        with english():
            for row in rows:
                st.markdown(f"**{_('Rank')} {row.rank}.** {plain(row.sentence)}")
        own = set(at.claims)
        where = place("list", "dot")
        for line in [each for each in statements_of(snapshot, at.id, language()) if each.claim in own][:6]:
            show_statement(line, where, at.id)
        if st.button(_("Read all the evidence"), icon=":material/article:"):
            url_state.go("entity")


def prompts() -> None:
    """What is missing, what must be true, where do we work?"""
    asked = found.prompts
    st.subheader(_("What is missing?"))
    groups = (
        (_("Goals that nothing reaches"), asked.unreached, "unreached"),
        (_("Goals that nothing is claimed to help"), asked.unhelped, "unhelped"),
        (_("Challenges that no action addresses"), asked.unaddressed, "unaddressed"),
    )
    with english():
        for title, rows, box in groups:
            with st.expander(f"{title}: {len(rows)}"):
                if not rows:
                    st.markdown(_("None."))
                for row in rows[:12]:
                    st.markdown(f"- {plain(row.sentence)}")
                if rows:
                    table(
                        box,
                        [_("Who or what"), _("Claims"), _("What is missing")],
                        [(row.label, len(row.claims), row.sentence) for row in rows],
                        says=title,
                        size=6,
                    )
    st.subheader(_("What must be true?"))
    st.markdown(_("Weak claims that the first levers hang on: if one of them is wrong, fewer goals are helped."))
    if not asked.must_be_true:
        st.markdown(_("No single weak claim carries any of the first levers. Two weak claims can still stand in for each other."))
    with english():
        for number, row in enumerate(asked.must_be_true[:8]):
            with st.expander(plain(row.sentence)):
                claims(f"must-{number}", (row.claim,))
    st.subheader(_("Where do we work?"))
    st.markdown(_("Who is tied to the first levers by a claim, and so would have to be in the room."))
    with english():
        for row in asked.where:
            with st.expander(plain(row.label)):
                st.markdown(plain(row.sentence))
                if row.claims:
                    claims(f"where-{row.id}", row.claims)


voice_lens()
{"levers": levers, "drives": drives, "prompts": prompts}[view]()
key = selection.selected()
first = found.levers.ranking[0].id if found.levers.ranking else ""
push = key if key and any(row.id == key for row in found.levers.ranking) else first
next_step(
    _("What rises and what falls if one pushes {name}?", name=session.label(push))
    if push
    else _("What rises and what falls if one pushes something?"),
    _("Try it as a scenario"),
    "scenario",
    **({"push": f"{push}~plus"} if push else {}),
)
