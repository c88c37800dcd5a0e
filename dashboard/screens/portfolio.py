"""Portfolio: for the challenges and goals one picks, the best one, two, three actions or actors, and what stays open."""

from collections.abc import Iterable

import streamlit as st

import session
from screen_parts import claims, english, head, next_step, not_enough, ranking, table
from trosol.findings.portfolio.coverage import ACTIONS, ACTORS, choices
from trosol.views.plain_words import plain
from url_state import recall_many, remember, segments, start_from_url
from words import _, counted, language

head(
    _("Portfolio"),
    _(
        "Which few actions, between them, do something about most of what you want to change, and what stays open whatever you choose?"
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
offered = sorted(choices(snapshot), key=lambda key: (entities[key].label(language()).casefold(), key))
left, middle, right = st.columns([4, 3, 2], vertical_alignment="bottom")
with left:
    if "wanted" not in st.session_state:
        st.session_state["wanted"] = recall_many("wanted", offered)
    wanted = st.multiselect(
        _("What do you want to change?"),
        offered,
        format_func=lambda key: entities[key].label(language()),
        placeholder=_("All challenges and goals"),
        key="wanted",
    )
    remember("wanted", ".".join(wanted))
with middle:
    names = {ACTIONS: _("Actions"), ACTORS: _("Actors")}
    of = segments(_("Choose among"), names, key="of", default=ACTIONS)
    remember("of", of if of != ACTIONS else "")
with right:
    sizes = tuple(str(number) for number in range(1, 8))
    start_from_url("most", "3", sizes)
    k = int(st.select_slider(_("How many at most"), sizes, key="most"))
    remember("most", str(k) if k != 3 else "")

found = session.finding("portfolio", of=of, wanted=tuple(wanted), k=k)


def named(keys: Iterable[str]) -> str:
    return ", ".join(entities[key].label(language()) for key in keys)


if found.not_enough:
    not_enough(found.not_enough, _("Choose other things to change, or take the lens off."))
else:
    with english():
        st.markdown(f"**{plain(found.sentence)}**")
    st.subheader(_("The best one, two, three …"))
    for step in found.steps:
        best = step.sets[0]
        with st.container(border=True):
            st.markdown(
                _(
                    "**Best {size}:** {names}. Touches {covered} of {of}, {gain} more than with one fewer.",
                    size=step.size,
                    names=plain(named(best.members)),
                    covered=step.covered,
                    of=len(found.wanted),
                    gain=step.gain,
                )
            )
            share = step.covered / max(1, len(found.wanted))
            st.progress(share, text=_("{share} touched", share=f"{share:.0%}"))
            with english():
                st.markdown(plain(step.sentence))
            if step.number > 1:
                with st.expander(_("{number} do equally well", number=counted(step.number, "set"))):
                    for each in step.sets[:15]:
                        st.markdown(f"- {plain(named(each.members))}")
            with st.expander(_("What it touches, what it leaves, and the claims")):
                st.markdown(f"**{_('Touched')}:** {plain(named(best.covered))}")
                st.markdown(f"**{_('Left open')}:** {plain(named(best.uncovered)) or _('nothing')}")
                claims(f"step-{step.size}", best.claims)
    st.subheader(_("What stays open"))
    if found.beyond:
        st.markdown(
            _(
                "No {kind} is claimed to do anything about these, whatever one chooses:",
                kind=_("action") if of == ACTIONS else _("actor"),
            )
        )
        table(
            "beyond",
            [_("Who or what"), _("Kind")],
            [
                (entities[key].label(language()), snapshot.ontology.classes[entities[key].type].label(language()))
                for key in found.beyond
            ],
            says=_("What nothing touches"),
            size=10,
        )
    else:
        st.markdown(_("Each of the things chosen is touched by at least one."))
    st.subheader(_("Each by itself"))
    ranking("portfolio", found.ranking, _("Touched"))
    st.markdown(_("Touching is not solving; every thing counts as one; what somebody described in more detail touches more."))
next_step(_("How do you tell it to those who decide?"), _("Make a brief"), "brief", parts="portfolio", wanted=".".join(wanted))
