"""Portfolio: for the challenges and goals one picks, the best one, two, three actions or actors, and what stays open."""

from collections.abc import Iterable

import streamlit as st

import session
from screen_parts import claims, english, head, next_step, not_enough, ranking, table
from trosol.findings.portfolio.coverage import ACTIONS, ACTORS, choices
from trosol.views.plain_words import plain
from url_state import recall, recall_many, remember, segments, start_from_url
from words import _, counted, language

head(
    _("Portfolio"),
    _("Which few actions, between them, address most of what you want to change, and what stays open whatever you choose?"),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
offered = sorted(choices(snapshot), key=lambda key: (entities[key].label(language()).casefold(), key))
DIFFICULTIES = [kind.name for kind in snapshot.ontology.kinds if kind.group == "difficulty"]
CANDIDATES = [kind.name for kind in snapshot.ontology.kinds if kind.group == "action"]
labels = {kind.name: plain(kind.label(language())) for kind in snapshot.ontology.kinds}
left, middle, right = st.columns([4, 3, 2], vertical_alignment="bottom")
with left:
    if "wanted" not in st.session_state:
        st.session_state["wanted"] = recall_many("wanted", offered)
    wanted = st.multiselect(
        _("What do you want to change?"),
        offered,
        format_func=lambda key: entities[key].label(language()),
        placeholder=_("All of the kind chosen below"),
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


def preset(title: str, box: str, kinds: list[str], *, disabled: bool) -> str:
    """A kind to take all of; none: the usual one."""
    if box not in st.session_state:
        st.session_state[box] = recall(box) if recall(box) in kinds else None
    chosen = st.selectbox(
        title, kinds, index=None, format_func=labels.__getitem__, placeholder=_("Usual choice"), key=box, disabled=disabled
    )
    remember(box, chosen or "")
    return "" if disabled else chosen or ""


one, two, three = st.columns([4, 3, 2], vertical_alignment="bottom")
with one:
    kind = preset(_("All challenges of a kind"), "kind", DIFFICULTIES, disabled=bool(wanted))
with two:
    among = preset(_("Only actions of a kind"), "among", CANDIDATES, disabled=of == ACTORS)
with three:
    budget = st.number_input(
        _("Budget"), min_value=0.0, value=None, placeholder=_("none"), help=_("Where the source gives costs.")
    )

found = session.finding("portfolio", of=of, wanted=tuple(wanted), kind=kind, among=among, budget=budget, k=k)


def named(keys: Iterable[str]) -> str:
    return ", ".join(entities[key].label(language()) for key in keys)


if found.not_enough:
    not_enough(found.not_enough, _("Choose something else to change, or clear the filters."))
else:
    with english():
        st.markdown(f"**{plain(found.sentence)}**")
    if found.budget:
        with english():
            st.info(plain(found.budget.sentence), icon=":material/payments:")
    st.subheader(_("The best one, two, three …"))
    for step in found.steps:
        best = step.sets[0]
        with st.container(border=True):
            st.markdown(
                _(
                    "**Best {size}:** {names}. Addresses {covered} of {of}, {gain} more than with one fewer.",
                    size=step.size,
                    names=plain(named(best.members)),
                    covered=step.covered,
                    of=len(found.wanted),
                    gain=step.gain,
                )
            )
            share = step.covered / max(1, len(found.wanted))
            st.progress(share, text=_("{share} of what was chosen", share=f"{share:.0%}"))
            with english():
                st.markdown(plain(step.sentence))
            if step.number > 1:
                with st.expander(_("{number} tie", number=counted(step.number, "set"))):
                    for each in step.sets[:15]:
                        st.markdown(f"- {plain(named(each.members))}")
            with st.expander(_("What it addresses, what it leaves, and the claims")):
                st.markdown(f"**{_('Addressed')}:** {plain(named(best.covered))}")
                for whole, parts in best.by_part:
                    st.markdown(f"- {plain(named([whole]))}: {_('only by its parts')} {plain(named(parts))}")
                st.markdown(f"**{_('Left open')}:** {plain(named(best.uncovered)) or _('nothing')}")
                claims(f"step-{step.size}", best.claims)
    st.subheader(_("What stays open"))
    if found.beyond:
        st.markdown(
            _(
                "No {kind} is claimed to address these, whatever one chooses:",
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
            says=_("What nothing addresses"),
            size=10,
        )
    else:
        st.markdown(_("Each of those chosen is addressed by at least one."))
    if found.unaddressed or found.under:
        with st.expander(
            _("In the whole ecosystem, no action addresses {number}", number=counted(len(found.unaddressed), "challenge"))
        ):
            st.markdown(plain(named(found.unaddressed)))
            for whole, parts in found.under:
                st.markdown(f"- {_('Parts of')} **{plain(named([whole]))}**, {_('which is addressed')}: {plain(named(parts))}")
    st.subheader(_("Each by itself"))
    ranking("portfolio", found.ranking, _("Addressed"))
    st.markdown(_("Addressing is not solving; every item counts as one; what somebody described in more detail addresses more."))
next_step(_("How do you tell it to those who decide?"), _("Make a brief"), "brief", parts="portfolio", wanted=".".join(wanted))
