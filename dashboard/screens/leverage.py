"""Leverage: what would help the goals most, kind by kind, who drives and is driven, and the three questions that follow."""

import streamlit as st

import selection
import session
import url_state
from components.leverage_table import goal_total, leverage_table
from screen_parts import chart, claims, english, head, next_step, not_enough, show_statement, table
from trosol.findings.leverage.leverage_result import LeverageTable
from trosol.findings.leverage.sentences import row_sentence
from trosol.findings.text import goals_counted
from trosol.networks.lens import voices
from trosol.views.charts.quadrant import quadrant, quadrant_name
from trosol.views.plain_words import plain
from trosol.views.tables.statements import statements_of
from url_state import recall, remember, segments
from widget_keys import place
from words import _, counted, language

head(
    _("Leverage"),
    _("What would help the goals most, by what is claimed, how sure is that, and what would have to be true?"),
)
names = {
    "levers": _("What would help the goals"),
    "drives": _("What drives, what is driven"),
    "prompts": _("Three questions"),
}
view = segments(_("What do you want to see?"), names, key="view", default="levers")
remember("view", view if view != "levers" else "")
snapshot = session.snapshot()
entities = snapshot.records.entities
found = session.finding("leverage")
snapshot_kinds = {kind.name: kind.label(language()) for kind in snapshot.ontology.kinds}


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
    """A table for each kind, and what one row does to which goal."""
    if found.not_enough:
        not_enough(found.not_enough, _("Clear the filters, or choose wider ones."))
        return
    kinds = {each.kind: each for each in found.kinds}
    offered = list(kinds)
    kind = recall("kind", offered[0])
    kind = st.selectbox(
        _("Which kind?"),
        offered,
        index=offered.index(kind) if kind in kinds else 0,
        format_func=lambda name: plain(snapshot_kinds[name]),
        width=320,
    )
    remember("kind", kind if kind != offered[0] else "")
    if told := goals_counted(found.goals, language()):
        st.markdown(plain(told))
    leverage_table(found, kinds[kind])
    st.markdown(
        _(
            "Each claim holds with a weight that says how firmly it stands. {absent} goals are left out because no claim of influence touches them, or the source does not give their wording. No rank runs from one kind to another.",
            absent=len(found.absent_goals),
        )
    )
    _effects(kinds[kind])
    if found.about.note:
        with english():
            st.markdown(plain(found.about.note))


def _effects(one: LeverageTable) -> None:
    """What pushing one of them does to each goal."""
    words = {
        "helps": _("helps"),
        "hurts": _("hurts"),
        "contested": _("contested: the shortest paths disagree"),
        "not_stated": _("reaches it, direction not stated"),
    }
    rows = {row.id: row for row in (*one.ranking, *one.folded)}
    if not rows:
        return
    st.subheader(_("What each does to which goal"))
    known = list(rows)
    chosen = selection.selected() or ""
    key = st.selectbox(
        _("Choose one"),
        known,
        index=known.index(chosen) if chosen in rows else 0,
        format_func=lambda each: entities[each].label(language()),
    )
    shares = {(goal, effect): share for effect in words for goal, share in getattr(rows[key], effect) if share >= 0.005}
    goals = sorted({goal for goal, _effect in shares}, key=lambda goal: -shares.get((goal, "helps"), 0.0))
    table(
        "effects",
        [_("Goal"), *(word.capitalize() for word in words.values())],
        [(entities[goal].label(language()), *(f"{shares.get((goal, effect), 0):.0%}" for effect in words)) for goal in goals],
        says=_("Effects on the goals, as shares of possible worlds"),
        size=10,
    )


def drives() -> None:
    """The quadrant, and the claims behind the dot that was picked."""
    if not found.positions:
        not_enough(
            _("Not enough evidence: too few arrows are left to say what drives what."),
            _("Clear the filters, or choose wider ones."),
        )
        return
    top = [row.id for each in found.kinds for row in each.first[:1]][:5]
    st.markdown(
        _(
            "Each dot is an item; higher up it acts on more, further right more acts on it. Numbered diamonds are the first of {k} tables. Choose a dot to read its evidence below.",
            k=len(top),
        )
    )
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
        row = found.row(at.id)
        if row:
            st.markdown(plain(row_sentence(row, goal_total(found), lambda each: entities[each].label(language()), language())))
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
        (_("Goals that something reaches, and nothing is claimed to help"), asked.unhelped, "unhelped"),
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
    st.markdown(
        _("Weak claims that the first rows depend on: if one of them is wrong, fewer goals are helped or a tier is another.")
    )
    if not asked.must_be_true:
        st.markdown(_("No single weak claim carries any of the first rows. Two weak claims can still stand in for each other."))
    with english():
        for number, row in enumerate(asked.must_be_true[:8]):
            with st.expander(plain(row.sentence)):
                claims(f"must-{number}", (row.claim,))
    st.subheader(_("Where do we work?"))
    st.markdown(_("Who is tied to the first actions by a claim, and so would have to be in the room."))
    with english():
        for row in asked.where:
            with st.expander(plain(row.label)):
                st.markdown(plain(row.sentence))
                if row.claims:
                    claims(f"where-{row.id}", row.claims)


voice_lens()
{"levers": levers, "drives": drives, "prompts": prompts}[view]()
key = selection.selected() or ""
first = next((row.id for each in found.kinds for row in each.first), "")
push = key if found.row(key) else first
next_step(
    _("What rises and what falls if one pushes {name}?", name=session.label(push))
    if push
    else _("What rises and what falls if one pushes something?"),
    _("Try it as a scenario"),
    "scenario",
    **({"push": f"{push}~plus"} if push else {}),
)
