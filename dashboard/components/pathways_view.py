"""Pathways: how one entity could come to act on another, who holds a gate on the way, and the questions people ask of a map."""

from __future__ import annotations

import streamlit as st

import session
import url_state
from basket import put_aside
from components.map_figure import claims_map
from components.path_steps import path_view, sign_words
from components.scenario_inputs import gates_from_url, held_gates
from lens_controls import lens
from process_wide import FINDINGS
from screen_parts import claims, not_enough, table
from trosol.findings.paths import neighbourhood
from trosol.findings.paths.pathway_sentences import cut_node_sentence, cut_sentence, held_sentence, pathways_sentence
from trosol.views.plain_words import plain
from url_state import recall, remember, segments
from words import _, language

__all__ = ["pathways_view"]

MOST = 12


def _open_gates() -> list[str]:
    """Gates that are taken to be open."""
    held = held_gates()
    if not held:
        return []
    st.session_state["opened-gates"] = gates_from_url("open", held)

    def named(gate: str) -> str:
        actor, _sep, what = gate.partition(":")
        return _("{actor}: {gate}", actor=session.label(actor), gate=session.label(what))

    def changed() -> None:
        others = [each for each in recall("open").split(".") if each.partition("~")[2] and each.replace("~", ":") not in held]
        remember("open", ".".join([*others, *(gate.replace(":", "~") for gate in st.session_state["opened-gates"])]))

    return st.multiselect(
        _("As if these gates were open"),
        held,
        format_func=named,
        placeholder=_("Whose gate, to what?"),
        key="opened-gates",
        on_change=changed,
    )


def pathways_view(start: str | None, goal: str | None) -> None:
    """Show what leads from the one to the other; with but one of them, what it reaches and what reaches it."""
    st.subheader(_("Paths in words"))
    names = {
        "ways": _("Which paths lead there?"),
        "reaches": _("What does the first reach?"),
        "reached-by": _("What reaches the first?"),
        "between": _("What lies between?"),
        "shared": _("What do they share?"),
        "around": _("What are the neighbours of the first?"),
    }
    possible = [
        key
        for key in names
        if (start and goal and start != goal and key in ("ways", "between", "shared"))
        or (start and key in ("reaches", "reached-by", "around"))
    ]
    if not possible:
        not_enough(_("Choose where a path should begin."), _("Choose a second item as well to see the paths between the two."))
        if st.button(_("Try: from the first lever to a goal that it reaches"), icon=":material/lightbulb:"):
            top = session.finding("leverage")
            lever = next((row for each in top.kinds for row in each.first if row.helps), None)
            if lever:
                url_state.go("pathways", **{"from": lever.id, "to": max(lever.helps, key=lambda pair: pair[1])[0]})
    else:
        question = segments(_("Your question"), {key: names[key] for key in possible}, key="question", default=possible[0])
        remember("question", question if question != possible[0] else "")

        if question == "ways" and start and goal:
            _ways(start, goal)
        else:
            _near(question, names[question], (start, goal) if question in ("between", "shared") else (start,))
    if start and goal and start != goal:
        put_aside(f"pathways:{start}:{goal}", "paths", label=_("Add this path to brief"))


def _ways(start: str, goal: str) -> None:
    """The paths from the one to the other, with who holds a gate on them."""
    snapshot = session.snapshot()
    entities = snapshot.records.entities
    opened = _open_gates()
    found = session.finding("pathways", start, goal, opened=tuple(opened), most=MOST)
    st.markdown(f"**{plain(pathways_sentence(snapshot, found, language()))}**")
    if found.note:
        st.markdown(plain(session.said(found.note)))
    if found.blocks:
        with st.expander(_("Who is said to hold a gate: {number}", number=len(found.blocks)), expanded=True):
            for held in found.blocks:
                st.markdown(f"- {plain(held_sentence(snapshot, held, language()))}")
            claims("gates-held", [key for held in found.blocks for key in held.claims])
    if found.routes:
        claims_map("ways", found.claims, _("All paths listed below, drawn together"))
        st.subheader(_("What every path passes"))
        if found.blocking:
            st.markdown(plain(cut_sentence(snapshot, found, language())))
        for node in found.gates:
            st.markdown(f"- {plain(cut_node_sentence(snapshot, node.id, node.share, node.always, language()))}")
        st.subheader(_("The paths, shortest first"))
        for number, route in enumerate(found.routes):
            path_view(route, f"way-{number}", opened=number == 0)
        with st.expander(_("All {number} as a table", number=len(found.routes))):
            told = {"shortest": _("shortest"), "longer": _("longer"), "otherwise": _("also told otherwise")}
            table(
                "ways-table",
                [
                    _("The path"),
                    _("Steps"),
                    _("Effect on the last"),
                    _("Probability"),
                    _("Decides"),
                    _("Role"),
                    _("Recorded whole"),
                    _("Claims"),
                ],
                [
                    (
                        " → ".join(entities[key].label(language()) for key in r.nodes),
                        len(r.steps),
                        sign_words(r.sign),
                        f"{r.probability or 0:.0%}",
                        f"{r.share or 0:.0%}",
                        told.get(r.role, ""),
                        _("yes") if r.single_source else _("no"),
                        len(r.claims),
                    )
                    for r in found.routes
                ],
                says=_("Paths from the first to the second"),
            )
    elif found.nearest:
        not_enough(_("No path is recorded."), _("That is a question to ask, not a no. What there is stands below."))
        near = found.nearest
        for title, part in ((_("What the first reaches"), near.ahead), (_("What reaches the second"), near.behind)):
            with st.expander(f"{title}: {len(part.found)}"):
                st.markdown(plain(session.said(part.sentence)))
                for row in part.found[:15]:
                    st.markdown(f"- {plain(session.said(row.sentence))}")


def _near(question: str, title: str, asked: tuple[str | None, ...]) -> None:
    """What one reaches, what lies between two, and the like."""
    snapshot = session.snapshot()
    entities = snapshot.records.entities
    answer = session.awaited(FINDINGS.begin(snapshot, neighbourhood.QUESTIONS[question], asked, {"lens": lens(snapshot)}))
    st.markdown(f"**{plain(session.said(answer.not_enough or answer.sentence))}**")
    if answer.note:
        st.markdown(plain(session.said(answer.note)))
    if answer.found:
        claims_map(question, answer.claims, title)
        verdicts = {
            "helps": _("raises"),
            "hurts": _("lowers"),
            "both": _("raises by one path, lowers by another"),
            "unknown": _("direction not stated"),
            "": "",
        }
        table(
            f"{question}-table",
            [_("Who or what"), _("Steps away"), _("Effect"), _("One path there"), _("Claims")],
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
            says=title,
        )
        with st.expander(_("The claims behind this: {number}", number=len(answer.claims))):
            claims(f"{question}-claims", answer.claims)
