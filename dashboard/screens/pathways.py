"""Pathways: how one thing could come to act on another, who tells it, and the questions people ask of a map."""

import streamlit as st

import selection
import session
import url_state
from components.map_figure import claims_map
from components.path_steps import sign_words, way_view
from process_wide import FINDINGS
from screen_parts import claims, english, head, next_step, not_enough, table
from trosol.findings.paths import neighbourhood
from trosol.views.plain_words import plain
from url_state import recall, remember, segments
from words import _, language

MOST = 12
head(
    _("Pathways"),
    _(
        "How could this come to act on that: by which steps, who tells them, is the whole way told in one place, and what could block it?"
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
linked = session.network("influence", include_hypothetical=True)
offered = sorted((key for key in linked if linked.degree(key)), key=lambda key: (entities[key].label(language()).casefold(), key))


def pick(title: str, box: str, default: str | None) -> str | None:
    if st.session_state.get(box) not in offered:
        wanted = recall(box, default or "")
        st.session_state[box] = wanted if wanted in offered else None
    key = st.selectbox(
        title,
        offered,
        index=None,
        format_func=lambda each: entities[each].label(language()),
        placeholder=_("Type a few letters"),
        key=box,
    )
    remember(box, key or "")
    return key


def swap() -> None:
    st.session_state["from"], st.session_state["to"] = st.session_state.get("to"), st.session_state.get("from")


left, right, turn = st.columns([5, 5, 2.2], vertical_alignment="bottom")
with left:
    start = pick(_("From"), "from", selection.selected())
with right:
    goal = pick(_("To"), "to", None)
turn.button(_("Turn round"), icon=":material/swap_horiz:", on_click=swap, disabled=not (start and goal))

QUESTIONS = {
    "ways": _("Which ways lead there?"),
    "reaches": _("What does the first reach?"),
    "reached-by": _("What reaches the first?"),
    "between": _("What lies between?"),
    "shared": _("What do they share?"),
    "around": _("What stands around the first?"),
}
possible = [
    key
    for key in QUESTIONS
    if (start and goal and start != goal and key in ("ways", "between", "shared"))
    or (start and key in ("reaches", "reached-by", "around"))
]
if not possible:
    not_enough(_("Choose where a way should begin."), _("Choose a second thing as well to see the ways between the two."))
    if st.button(_("Try: from the first lever to a goal that it reaches"), icon=":material/lightbulb:"):
        top = session.finding("leverage")
        lever = next((row for each in top.kinds for row in each.first if row.helps), None)
        if lever:
            for key in ("from", "to"):
                st.session_state.pop(key, None)
            url_state.go("pathways", **{"from": lever.id, "to": max(lever.helps, key=lambda pair: pair[1])[0]})
else:
    names = {key: QUESTIONS[key] for key in possible}
    question = segments(_("Your question"), names, key="question", default=possible[0])
    remember("question", question if question != possible[0] else "")

    if question == "ways":
        found = session.finding("pathways", start, goal, most=MOST)
        with english():
            st.markdown(f"**{plain(found.sentence)}**")
            for line in (found.note, found.blocking):
                if line:
                    st.markdown(plain(line))
        if found.routes:
            claims_map("ways", found.claims, _("All ways listed below, drawn together"))
            if found.gates:
                st.subheader(_("What every way goes through"))
                with english():
                    for gate in found.gates:
                        st.markdown(f"- **{plain(gate.label)}** ({gate.kept:.0%}): {plain(gate.sentence)}")
            st.subheader(_("The ways, shortest first"))
            for number, route in enumerate(found.routes):
                way_view(route, f"way-{number}", opened=number == 0)
            with st.expander(_("All {number} as a table", number=len(found.routes))):
                table(
                    "ways-table",
                    [_("The way"), _("Steps"), _("Effect on the last"), _("Told whole"), _("Inferred steps"), _("Claims")],
                    [
                        (
                            " → ".join(r.labels),
                            len(r.steps),
                            sign_words(r.sign),
                            _("yes") if r.single_source else _("no"),
                            r.inferred,
                            len(r.claims),
                        )
                        for r in found.routes
                    ],
                    says=_("Ways from the first to the second"),
                )
        elif found.nearest:
            not_enough(_("No way is told of."), _("That is a question to ask, not a no. What there is stands below."))
            near = found.nearest
            for title, part in ((_("What the first reaches"), near.ahead), (_("What reaches the second"), near.behind)):
                with st.expander(f"{title}: {len(part.found)}"), english():
                    st.markdown(plain(part.sentence))
                    for row in part.found[:15]:
                        st.markdown(f"- {plain(row.sentence)}")
    else:
        from lens_controls import lens

        asked = (start, goal) if question in ("between", "shared") else (start,)
        answer = session.awaited(FINDINGS.begin(snapshot, neighbourhood.QUESTIONS[question], asked, {"lens": lens(snapshot)}))
        with english():
            st.markdown(f"**{plain(answer.not_enough or answer.sentence)}**")
            if answer.note:
                st.markdown(plain(answer.note))
        if answer.found:
            claims_map(question, answer.claims, QUESTIONS[question])
            verdicts = {
                "helps": _("raises"),
                "hurts": _("lowers"),
                "both": _("raises one way, lowers another"),
                "unknown": _("direction not stated"),
                "": "",
            }
            table(
                f"{question}-table",
                [_("Who or what"), _("Steps away"), _("Effect"), _("One way there"), _("Claims")],
                [
                    (
                        entities[row.id].label(language()),
                        row.steps,
                        verdicts[row.verdict],
                        " → ".join(entities[each].label(language()) for each in row.way),
                        len(row.claims),
                    )
                    for row in answer.found
                ],
                says=QUESTIONS[question],
            )
            with st.expander(_("The claims behind this: {number}", number=len(answer.claims))):
                claims(f"{question}-claims", answer.claims)
if start and goal and start != goal and st.button(_("Put this way into a brief"), icon=":material/description:"):
    url_state.go("brief", **{"from": start, "to": goal, "parts": "pathways"})
push = start or selection.selected()
next_step(
    _("What rises and what falls if one pushes {name}?", name=session.label(push))
    if push
    else _("What rises and what falls if one pushes something?"),
    _("Try it as a scenario"),
    "scenario",
    **({"push": f"{push}~plus"} if push else {}),
)
