"""Scenario: push some things, take others away, and read what becomes of the goals; two beside each other."""

import streamlit as st

import session
from components.map_figure import claims_map
from components.path_steps import way_view
from components.scenario_inputs import Choice, push_view
from screen_parts import chart, claims, english, head, next_step, not_enough, table
from trosol.findings import Scenario, compare_scenarios
from trosol.views.charts.ranges import ranges
from trosol.views.plain_words import plain
from url_state import recall, remember
from widget_keys import key_of
from words import _, counted, language

head(
    _("Scenario"),
    _(
        "If one pushed this, or took that away: what would tend to rise, what to fall, and how sure can anyone be? No forecast: it only follows what the claims say."
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
linked = session.network("influence", include_hypothetical=True)
offered = sorted((key for key in linked if linked.degree(key)), key=lambda key: (entities[key].label(language()).casefold(), key))
KEYS = [f"{name}{end}" for end in ("", "2") for name in ("up", "down", "gone")]


def reset() -> None:
    for key in (*KEYS, "two"):
        st.session_state.pop(key, None)
    for key in ("push", "remove", "push2", "remove2", "two"):
        remember(key, "")


with st.container(horizontal=True, vertical_alignment="center"):
    if "two" not in st.session_state:
        st.session_state["two"] = recall("two") == "yes" or bool(recall("push2"))
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
    found: Scenario = session.finding("scenario", *choice)
    return found


def outcome_rows(found: Scenario) -> list[tuple[object, ...]]:
    return [
        (
            row.label,
            row.words,
            _("not told") if row.agree is None else f"{row.agree:.0%}",
            _("not tried") if row.kept is None else f"{row.kept:.0%}",
            {True: _("yes"), False: _("no"), None: _("not stated")}[row.wanted],
            _("helps and hurts") if row.conflict else "",
            len(row.claims),
        )
        for row in found.goals
    ]


def show(found: Scenario, name: str) -> None:
    if found.not_enough:
        not_enough(found.not_enough, _("Push something else, or take the lens off."))
        return
    with english():
        st.markdown(f"**{plain(found.sentence)}**")
    if not found.goals:
        not_enough(_("No goal is reached."), _("Push something else, or see which ways there are."))
        return
    chart(
        f"ranges-{name}",
        ranges(found.goals, language()),
        says=_("What happens at {number}", number=counted(len(found.goals), "goal")),
    )
    with st.expander(_("All {number} as a table", number=len(found.goals)), expanded=not two):
        table(
            f"goals-{name}",
            [
                _("Goal"),
                _("What happens"),
                _("Runs that agree"),
                _("Resamples that agree"),
                _("As people want it"),
                _("Conflict"),
                _("Claims"),
            ],
            outcome_rows(found),
            says=_("What happens at the goals"),
            size=12,
        )
    st.markdown(
        _(
            "*Runs that agree*: the source tells no strengths, so {runs} runs draw them at random. *Resamples that agree*: all claims are drawn anew {resamples} times. That all runs agree means only that all ways told of point the same way.",
            runs=f"{found.runs:,}",
            resamples=f"{found.resamples:,}",
        )
    )


if not first[0]:
    not_enough(
        _("Nothing is pushed yet."), _("Choose something to push, up or down. To see what hangs on something, push it down.")
    )
    top = [row for each in session.finding("leverage").kinds for row in each.first if row.pushed > 0][:3]
    if top:
        st.markdown(_("Or begin with one of the first levers:"))
        with st.container(horizontal=True):
            for row in top:
                if st.button(plain(row.label), key=key_of("try", row.id), icon=":material/lightbulb:"):
                    st.session_state.pop("up", None)
                    remember("push", f"{row.id}~plus")
                    st.rerun()
elif two and second and second[0]:
    one, other = worked_out(first), worked_out(second)
    versus = compare_scenarios(one, other)
    with english():
        st.markdown(f"**{plain(versus.sentence)}**")
    columns = st.columns(2, gap="large")
    with columns[0]:
        st.subheader(_("First"))
        show(one, "first")
    with columns[1]:
        st.subheader(_("Second"))
        show(other, "second")
    st.subheader(_("Goal by goal"))
    kinds = {
        "turned": _("goes the other way"),
        "lost": _("only the first reaches it"),
        "gained": _("only the second reaches it"),
        "less sure": _("less sure in the second"),
        "surer": _("surer in the second"),
        "less firm": _("less firm in the second"),
        "firmer": _("firmer in the second"),
        "same": _("the same"),
    }
    table(
        "versus",
        [_("Goal"), _("What differs"), _("First"), _("Second"), _("Claims")],
        [(c.label, kinds[c.kind], c.first, c.second, len(c.claims)) for c in versus.changes],
        says=_("Two scenarios compared"),
    )
else:
    if two:
        st.info(_("Choose something to push in the second scenario as well."), icon=":material/info:")
    found = worked_out(first)
    show(found, "first")
    if found.goals:
        st.subheader(_("The ways and claims behind it"))
        claims_map("behind", found.claims, _("The ways from what is pushed to the goals"))
        goals = {row.id: row for row in found.goals}
        key = st.selectbox(_("Which goal?"), list(goals), format_func=lambda each: entities[each].label(language()))
        row = goals[key]
        with english():
            st.markdown(plain(row.sentence))
        for number, route in enumerate(row.routes):
            way_view(route, f"route-{number}", opened=number == 0)
        if row.helped_by and row.hurt_by:
            st.markdown(
                _(
                    "Helped by {helps}; hurt by {hurts}.",
                    helps=plain(", ".join(entities[e].label(language()) for e in row.helped_by)),
                    hurts=plain(", ".join(entities[e].label(language()) for e in row.hurt_by)),
                )
            )
        if found.left_out:
            with st.expander(_("{number} of unknown sign carried nothing", number=counted(len(found.left_out), "arrow"))):
                for a, b in found.left_out[:40]:
                    st.markdown(f"- {session.label(a)} → {session.label(b)}")
        with st.expander(_("All claims behind this: {number}", number=len(found.claims))):
            claims("scenario", found.claims)
next_step(
    _("Whom does this have to convince?"),
    _("Put it into a brief"),
    "brief",
    **({"push": recall("push"), "remove": recall("remove"), "parts": "gatekeepers.leverage.scenario"} if first[0] else {}),
)
