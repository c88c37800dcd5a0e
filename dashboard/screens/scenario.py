"""Scenario: strengthen, weaken, open or remove something, and read what becomes of the goals; two beside each other."""

import streamlit as st

import session
from components.map_figure import claims_map
from components.path_steps import path_view
from components.scenario_inputs import Choice, held_gates, push_view
from components.scenario_result import scenario_result
from screen_parts import claims, english, head, next_step, not_enough, table
from trosol.findings import Scenario, compare_scenarios
from trosol.findings.scenario.scenario_sentences import outcome_sentence
from trosol.views.plain_words import plain
from url_state import recall, remember
from widget_keys import key_of
from words import _, language

head(
    _("Scenario"),
    _(
        "If this were strengthened, that gate opened, or something removed: which goals would be helped, which hurt, by what is claimed? No forecast."
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
linked = session.network("influence", include_hypothetical=True)
offered = sorted((key for key in linked if linked.degree(key)), key=lambda key: (entities[key].label(language()).casefold(), key))
KEYS = [f"{name}{end}" for end in ("", "2") for name in ("up", "down", "gone", "opened")]


def reset() -> None:
    for key in (*KEYS, "two"):
        st.session_state.pop(key, None)
    for key in ("push", "remove", "open", "push2", "remove2", "open2", "two"):
        remember(key, "")


with st.container(horizontal=True, vertical_alignment="center"):
    if "two" not in st.session_state:
        st.session_state["two"] = recall("two") == "yes" or bool(recall("push2") or recall("open2"))
    two = st.toggle(_("Compare two beside each other"), key="two")
    st.button(_("Begin again"), icon=":material/restart_alt:", on_click=reset, type="tertiary")
remember("two", "yes" if two else "")
boxes = st.columns(2 if two else [2, 1], gap="large")
with boxes[0]:
    first = push_view(_("First scenario") if two else _("What would you do?"), "", offered)
second = None
if two:
    with boxes[1]:
        second = push_view(_("Second scenario"), "2", offered)


def worked_out(choice: Choice) -> Scenario:
    pushes, opened, removed = choice
    found: Scenario = session.finding("scenario", pushes, removed, opened=opened)
    return found


def suggestions() -> None:
    """What one could begin with: a gate that is named, and the first rows of leverage."""
    top = [row for each in session.finding("leverage").kinds for row in each.first if row.pushed > 0][:3]
    gates = held_gates()[:1]
    if not top and not gates:
        return
    st.markdown(_("Or begin with one of these:"))
    with st.container(horizontal=True):
        for gate in gates:
            actor, _sep, what = gate.partition(":")
            text = _("What if {actor} opened their gate?", actor=plain(entities[actor].label(language())))
            if st.button(text, key=key_of("open", gate), icon=":material/door_open:"):
                st.session_state.pop("opened", None)
                remember("open", f"{actor}~{what}")
                st.rerun()
        for row in top:
            if st.button(plain(entities[row.id].label(language())), key=key_of("try", row.id), icon=":material/lightbulb:"):
                st.session_state.pop("up", None)
                remember("push", f"{row.id}~plus")
                st.rerun()


if not (first[0] or first[1]):
    not_enough(
        _("Nothing is strengthened or opened yet."),
        _("Choose something to strengthen, weaken or open. To see what depends on something, weaken it."),
    )
    suggestions()
elif two and second and (second[0] or second[1]):
    one, other = worked_out(first), worked_out(second)
    versus = compare_scenarios(one, other)
    with english():
        st.markdown(f"**{plain(versus.sentence)}**")
    columns = st.columns(2, gap="large")
    with columns[0]:
        st.subheader(_("First"))
        scenario_result(one, "first", alone=False)
    with columns[1]:
        st.subheader(_("Second"))
        scenario_result(other, "second", alone=False)
    st.subheader(_("Goal by goal"))
    kinds = {
        "turned": _("goes the other way"),
        "lost": _("only the first reaches it"),
        "gained": _("only the second reaches it"),
        "less likely": _("less likely in the second"),
        "more likely": _("more likely in the second"),
        "same": _("the same"),
    }
    table(
        "versus",
        [_("Goal"), _("What differs"), _("Helped, first"), _("Helped, second"), _("Hurt, first"), _("Hurt, second"), _("Claims")],
        [
            (
                entities[c.id].label(language()),
                kinds[c.kind],
                *(f"{share:.0%}" for share in (c.helps_first, c.helps_second, c.hurts_first, c.hurts_second)),
                len(c.claims),
            )
            for c in versus.changes
        ],
        says=_("Two scenarios compared"),
    )
else:
    if two:
        st.info(_("Choose something to strengthen or open in the second scenario as well."), icon=":material/info:")
    found = worked_out(first)
    scenario_result(found, "first", alone=not two)
    if found.goals:
        st.subheader(_("The paths and claims behind it"))
        claims_map("behind", found.claims, _("The paths from what is done to the goals"))
        goals = {row.id: row for row in found.goals}
        key = st.selectbox(_("Which goal?"), list(goals), format_func=lambda each: entities[each].label(language()))
        row = goals[key]
        st.markdown(plain(outcome_sentence(snapshot, row, language())))
        for number, route in enumerate(row.routes):
            path_view(route, f"route-{number}", opened=number == 0)
        if found.left_out:
            with st.expander(
                _("Links left out, because whether they help or hinder is not recorded: {number}", number=len(found.left_out))
            ):
                for a, b in found.left_out[:40]:
                    st.markdown(f"- {session.label(a)} → {session.label(b)}")
        with st.expander(_("All claims behind this: {number}", number=len(found.claims))):
            claims("scenario", found.claims)
next_step(
    _("Whom does this have to convince?"),
    _("Put it into a brief"),
    "brief",
    **(
        {"push": recall("push"), "open": recall("open"), "remove": recall("remove"), "parts": "gatekeepers.leverage.scenario"}
        if first[0] or first[1]
        else {}
    ),
)
