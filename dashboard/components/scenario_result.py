"""What one scenario does to the goals: in a sentence, as a picture, as a table."""

from __future__ import annotations

import streamlit as st

import session
from screen_parts import chart, not_enough, or_wider, table
from trosol.findings import Scenario
from trosol.findings.scenario.outcome import Outcome
from trosol.findings.scenario.scenario_sentences import scenario_sentence
from trosol.findings.text import goals_counted
from trosol.views.charts.ranges import ranges
from trosol.views.plain_words import plain
from words import _, counted, language

__all__ = ["scenario_result"]


def scenario_result(found: Scenario, name: str, *, alone: bool) -> None:
    """Show it. ``alone``: nothing stands beside it, so that the table is open."""
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider(_("Choose something else.")))
        return
    st.markdown(f"**{plain(scenario_sentence(session.snapshot(), found, language()))}**")
    if told := goals_counted(session.aims(), language()):
        st.markdown(plain(told))
    entities = session.snapshot().records.entities
    shown = [row for row in found.goals if row.helps or row.hurts or row.contested]
    if shown:
        names = [entities[row.id].label(language()) for row in shown]
        chart(
            f"ranges-{name}",
            ranges(shown, names, language()),
            says=_("In how many possible worlds {number} are helped or hurt", number=counted(len(shown), "end")),
            legend=_("Number: share of possible worlds. Line: where nine of ten draws put the share that is helped."),
        )
    with st.expander(_("All {number} as a table", number=len(found.goals)), expanded=alone):
        table(
            f"goals-{name}",
            [
                _("Goal"),
                _("Helped"),
                _("Hurt"),
                _("Both at once"),
                _("Not stated"),
                _("Range of helped"),
                _("Longer paths disagree"),
                _("Claims"),
            ],
            [_row(row) for row in found.goals],
            says=_("What happens at the goals, in shares of possible worlds"),
            size=12,
        )
    st.markdown(
        _(
            "Each claim holds with a weight that says how firmly it stands; the shortest paths that hold decide, as in the leverage. *Range*: the middle nine tenths when weights and passages are drawn {draws} times. No forecast: a share says how far what is claimed supports the effect, not how likely or how large it is.",
            draws=found.about.draws,
        )
    )


def _row(row: Outcome) -> tuple[object, ...]:
    entities = session.snapshot().records.entities
    shares = (f"{share:.0%}" for share in (row.helps, row.hurts, row.contested, row.not_stated))
    return (
        entities[row.id].label(language()),
        *shares,
        _("{low} to {high}", low=f"{row.interval[0]:.0%}", high=f"{row.interval[1]:.0%}"),
        f"{row.told_otherwise:.0%}",
        len(row.claims),
    )
