"""Scenarios: strengthen, weaken, open or remove something, read what becomes of the goals, keep it by name, and hold it beside others."""

from typing import Any

import streamlit as st

import selection
import session
from basket import plan_entry, put_aside
from components.gate_card_views import opens
from components.map_figure import claims_map
from components.path_steps import path_view
from components.scenario_inputs import Choice, keep, kept, plan, push_view, put_plan
from components.scenario_result import scenario_result
from screen_parts import chart, claims, head, next_step, not_enough, table
from trosol.findings import Plan, Scenario, ScenariosBeside, compare_scenarios
from trosol.findings.leverage.sentences import in_figures
from trosol.findings.scenario.scenario_sentences import outcome_sentence, side_by_side_sentence
from trosol.views.charts.bars import ScoreBar, bars, legend_of_bars
from trosol.views.plain_words import plain
from unknown_names import trying
from url_state import PLAN, choose_one, recall, remember
from widget_keys import key_of
from words import _, language

head(
    _("Scenarios"),
    _(
        "If this were strengthened, that gate opened, or something removed: which goals would be helped or hurt, by what is claimed?"
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
linked = session.network("influence", include_hypothetical=True)
offered = sorted((key for key in linked if linked.degree(key)), key=lambda key: (entities[key].label(language()).casefold(), key))
if any(recall(f"{key}2") for key in PLAN):  # an old address, with a second scenario
    keep(_("Second"), {key: recall(f"{key}2") for key in PLAN})
    for key in PLAN:
        remember(f"{key}2", "")


def worked_out(choice: Choice) -> Scenario:
    pushes, opened, removed = choice
    chosen: dict[str, Any] = {"goals": session.goals()} if session.goals() else {}
    found: Scenario = session.finding("scenario", pushes, removed, opened=opened, **chosen)
    return found


def begin_again() -> None:
    put_plan({})


def suggestions() -> None:
    """What one could begin with: a gate that is named, and the first rows of leverage."""
    chosen = selection.selected()
    if (
        chosen
        and chosen in offered
        and st.button(
            _("Strengthen what is selected: {name}", name=session.label(chosen)), key="try-selected", icon=":material/ads_click:"
        )
    ):
        remember("push", f"{chosen}~plus")
        st.rerun()
    top = [row for each in session.of_goals("leverage").kinds for row in each.first if row.pushed > 0][:3]
    cards = [card for card in session.of_goals("gatekeepers").cards if card.named and card.blocks and card.weight > 0]
    gates = sorted(cards, key=lambda card: -card.weight)[:1]
    if not top and not gates:
        return
    st.markdown(_("Or begin with one of these:"))
    with st.container(horizontal=True):
        for card in gates:
            text = _("What if {actor} opened what they hold?", actor=session.label(card.id))
            if st.button(text, key=key_of("open", card.id), icon=":material/door_open:"):
                remember("open", opens(card))
                st.rerun()
        for row in top:
            if st.button(plain(entities[row.id].label(language())), key=key_of("try", row.id), icon=":material/lightbulb:"):
                remember("push", f"{row.id}~plus")
                st.rerun()


def keep_it() -> None:
    """Keep what is being tried, under a name."""

    def named() -> None:
        name = st.session_state["keep-as"]
        keep(name, {key: recall(key) for key in PLAN})
        st.session_state["keep-as"] = ""
        if name.strip():
            st.toast(_("Kept as “{name}”: see “Kept, side by side” below.", name=plain(name.strip())), icon=":material/check:")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Keep it as"), key="keep-as", max_chars=40, placeholder=_("A name, then Enter"), on_change=named, width=260
        )
        if entry := plan_entry({key: recall(key) for key in PLAN}):
            put_aside(entry, "scenarios", label=_("Add this scenario to brief"))
        st.button(_("Begin again"), icon=":material/restart_alt:", on_click=begin_again, type="tertiary")


def beside_each_other(now: Choice | None) -> None:
    """Those that are kept, and what is being tried, each with what it does to the goals, and which cannot be told apart."""
    results = {each.name: each for each in kept()}
    choices = {name: plan(each.plan, offered) for name, each in results.items()}
    if now and now not in choices.values():
        choices[_("Now")] = now
    chosen: dict[str, Any] = {"goals": session.goals()} if session.goals() else {}
    asked = tuple(Plan(name, pushes, removed, opened) for name, (pushes, opened, removed) in choices.items() if pushes or opened)
    found: ScenariosBeside = session.finding("scenarios_beside", asked, **chosen)
    st.subheader(_("Kept, side by side"))
    if told := side_by_side_sentence(found.scenarios, found.of, language()):
        st.markdown(f"**{plain(told)}**")
    rows = [ScoreBar(row.name, row.name, row.score, *row.interval, row.tier or "") for row in found.scenarios]
    chart(
        "kept-scenarios",
        bars(rows, language=language()),
        says=_("Scenarios beside each other"),
        legend=legend_of_bars(rows, language()),
    )
    with st.expander(_("All {number} as a table", number=len(rows))):
        table(
            "kept",
            [
                _("Scenario"),
                _("Goals helped"),
                _("Range"),
                _("Tier"),
                _("Cannot be told apart from"),
                _("Helped in more than half of the possible worlds"),
                _("Hurt in more than half of the possible worlds"),
            ],
            [
                (
                    row.name,
                    in_figures(row.score, language()),
                    _(
                        "{low} to {high}",
                        low=in_figures(row.interval[0], language()),
                        high=in_figures(row.interval[1], language()),
                    ),
                    f"{row.tier or '–'}{'*' if row.borderline and row.tier else ''}",
                    ", ".join(row.alike) or "–",
                    row.helped,
                    row.hurt,
                )
                for row in found.scenarios
            ],
            says=_("Scenarios beside each other"),
        )
    st.caption(
        _(
            "Two scenarios are compared draw by draw, on the same draws of weights and passages: one is ahead if it helps more in at least nine of ten. So two may be told apart though their ranges overlap, where they rise and fall together."
        )
    )
    for name, each in results.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Open {name}", name=plain(name)),
                key=key_of("kept", "open", name),
                type="tertiary",
                on_click=put_plan,
                args=(each.plan,),
            )
            if entry := plan_entry(each.plan):
                put_aside(entry, "kept", name)
            st.button(
                _("Let go of {name}", name=plain(name)),
                key=key_of("kept", "go", name),
                icon=":material/close:",
                type="tertiary",
                on_click=keep,
                args=(name, None),
            )
    if now is not None:
        against = choose_one(
            _("Goal by goal, what is tried now against"),
            {name: name for name in results},
            "against",
            placeholder=_("Choose one"),
            width=320,
        )
        if against:
            goal_by_goal(worked_out(plan(results[against].plan, offered)), worked_out(now), against)


def goal_by_goal(one: Scenario, other: Scenario, name: str) -> None:
    versus = compare_scenarios(one, other)
    st.markdown(f"**{plain(session.said(versus.sentence))}**")
    kinds = {
        "turned": _("goes the other way"),
        "lost": _("only the first reaches it"),
        "gained": _("only the second reaches it"),
        "less likely": _("helped in a smaller share by the second"),
        "more likely": _("helped in a larger share by the second"),
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


first = push_view(offered)
found = None
if not (first[0] or first[1]):
    idle = [session.label(each) for each in dict.fromkeys(trying()) if each not in offered]
    not_enough(
        _("The address names {names}, which no link whose effect is recorded leads to or from.", names=", ".join(idle))
        if idle
        else _("Nothing is strengthened or opened yet."),
        _("Choose something to strengthen, weaken or open. To see what depends on something, weaken it."),
    )
    suggestions()
else:
    keep_it()
    found = worked_out(first)
    scenario_result(found, "first", alone=False)
if kept():
    beside_each_other(first if first[0] or first[1] else None)
if found and found.goals:
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
    with st.expander(_("The claims on its paths, those that most of it rests on first: {number}", number=len(found.claims))):
        claims("scenario", found.main_claims)
next_step(_("Whom does this have to convince?"), _("See the gatekeepers"), "gatekeepers")
