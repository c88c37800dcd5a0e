"""Map: around one item, a path from one to another, the horizons, a whole network, or the kinds; with what is said of the item that is chosen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

import selection
import session
import url_state
from basket import in_basket, put_or_take
from components.map_address import from_address, to_address
from components.map_explorer import map_explorer
from components.map_scores import offered, score
from lens_controls import lens
from screen_parts import next_step, not_enough
from trosol.rdf.iris import local_name
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import ExplorerData, explorer_data
from trosol.views.maps.explorer_page import explorer_json
from trosol.views.maps.story import MAX_PACKED, Story, packed, story_of, unpacked
from trosol.views.tables.item_details import details_of
from words import _, language

ALONG = 1500  # most claims whose details go along with the map; of more, those of an item go when it is chosen
GOES = ("entity", "pathways")
CAN = ("full", "brief", *GOES)
STYLE = """<style>
[data-testid="stMainBlockContainer"].block-container {padding: 0.35rem 0.8rem 1rem; max-width: none;}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {gap: 0.25rem;}
@media (min-width: 800px) {
  [data-testid="stHeader"]:not(:has([data-testid="stExpandSidebarButton"])) {position: absolute; background: none; pointer-events: none;}
}
.trosol-unseen {position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; overflow: hidden; clip-path: inset(50%);}
</style>"""

KEPT = f"map-story-{session.ecosystem_name()}"

snapshot = session.snapshot()
entities = snapshot.records.entities
chosen = replace(lens(snapshot), include_hypothetical=True)
drawable = {
    network.name: network.ranked
    for network in sorted(snapshot.ontology.networks.values(), key=lambda network: network.name)
    if local_name(network.kind) in ("ClaimNetwork", "BipartiteNetwork")
}


def made() -> ExplorerData:
    whole = session.ecosystem()
    members = {
        name: [
            claim
            for _a, _b, found in whole.network(name, include_hypothetical=True, with_study=chosen.with_study).edges(data="claims")
            for claim in found
        ]
        for name in drawable
    }
    return explorer_data(snapshot, MapFilter(lens=chosen), members, language=language())


data: ExplorerData = session.shown("explorer-data", chosen, language(), make=made)
drawn = session.shown("explorer-claims", chosen, make=lambda: tuple(dict.fromkeys(c for link in data.links for c in link.claims)))
ranked = [group for number, group in enumerate(data.networks) if drawable[group.key]]
largest = max(
    ranked, key=lambda g: sum(data.networks.index(g) in link.networks for link in data.links), default=None
)  # what a whole network begins with
first = largest.key if largest else ""


def content() -> str:
    along = len(drawn) <= ALONG
    return explorer_json(
        data,
        language(),
        details=details_of(snapshot, [item.id for item in data.items], drawn, language()).to_json() if along else None,
        offered=offered(first, language()),
        can=CAN,
        first=first,
        filters="" if chosen == replace(type(chosen)(), include_hypothetical=True) else _("only some claims count"),
    )


def told(value: Mapping[str, Any]) -> None:
    """What the frame tells goes into the selection and the address."""
    state = value.get("state")
    if isinstance(state, dict):
        entity = str(state.get("entity") or "")
        selection.select(entity if entity in entities else None)
        for name, text in to_address(state).items():
            url_state.remember(name, text)
    if "story" in value:
        keep_story(story_of(value["story"]))
    if value.get("go") == "brief" and value.get("entity") in entities:
        put_or_take(str(value["entity"]))
    st.session_state["map-seq"] = int(value.get("seq") or 0)


def keep_story(story: Story) -> None:
    """The session keeps a story, and the address of this screen, where it is short enough."""
    st.session_state[KEPT] = story
    text = packed(story)
    url_state.remember("story", text if len(text) <= MAX_PACKED else "")


def kept_story() -> Story:
    """The story of the address; else that of the session, which other screens leave alone."""
    told = unpacked(url_state.recall("story"))
    if told != Story():
        st.session_state[KEPT] = told
    elif KEPT in st.session_state:
        keep_story(st.session_state[KEPT])
    return st.session_state.get(KEPT, Story())


text = session.shown("explorer-json", chosen, language(), make=content)
st.html(f'{STYLE}<h1 class="trosol-unseen">{_("Map")}</h1>')
if not data.links:
    not_enough(_("No link is left with these choices."), _("Clear the filters, or choose wider ones."))
top, below = st.container(), st.container()
at = from_address(
    {name: str(value) for name, value in st.query_params.items()},
    selection.selected(),
    [group.key for group in data.kinds],
    [group.key for group in data.relations],
)
here = selection.selected()
story = kept_story()
extra: dict[str, Any] = {
    "basket": [key for key in in_basket() if key in entities],
    "story": story.to_json(),
    "tooLong": len(packed(story)) > MAX_PACKED,
}
with below:
    wanted = {name for name in (at.get("size"), at.get("colour")) if name}
    extra["scores"] = {name: found for name in sorted(wanted) if (found := score(data, first, name))}
    if here and len(drawn) > ALONG:
        extra["details"] = details_of(snapshot, [here], drawn, language()).to_json()
with top:
    value = map_explorer(text, _("Map of the ecosystem"), at, st.session_state.get("map-seq", 0), extra, told)
if value and value.get("go") in GOES:
    picked = str(value.get("entity") or "")
    if picked in entities:
        selection.select(picked)
    state = value["state"]
    if value["go"] == "pathways":
        url_state.go(
            "pathways", **{"from": str(state.get("focus") or picked), "to": str(state.get("other") or ""), "question": "ways"}
        )
    url_state.go("entity")
with below:
    if here:
        next_step(_("What is said of {name}, and by whom?", name=session.label(here)), _("Read the evidence"), "entity")
    else:
        next_step(_("Who is named a gatekeeper, and who stands between others?"), _("See the gatekeepers"), "gatekeepers")
