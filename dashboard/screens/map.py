"""Map: around one item, a path from one to another, the horizons, a whole network, or the kinds; with what is said of the item that is chosen."""

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

import selection
import session
import url_state
from basket import in_basket, put_or_take
from components.map_address import NAMES, from_address, to_address
from components.map_content import ALONG, MapContent
from components.map_details import map_details
from components.map_explorer import map_explorer
from components.map_scores import score
from lens_controls import lens
from screen_parts import next_step, not_enough, or_wider
from trosol.coding.adding import slug
from trosol.errors import TrosolError
from trosol.resources import ecosystem_path
from trosol.views.maps.story import MAX_PACKED, Story, packed, story_of, unpacked
from trosol.views.maps.story_files import keep_story_file, stories_in
from trosol.views.plain_words import plain
from trosol.views.tables.item_details import details_of
from words import _, language

GOES = ("entity", "pathways")
CAN = ("full", "brief", *GOES, *(("keep",) if session.editable() else ()))
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
drawn = MapContent(session.ecosystem(), lens(snapshot), language())
data = drawn.data


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
    if value.get("go") == "keep":
        keep_in_folder(st.session_state[KEPT])
    st.session_state["map-seq"] = int(value.get("seq") or 0)


def keep_story(story: Story) -> None:
    """The session keeps a story, and the address of this screen, where it is short enough."""
    st.session_state[KEPT] = story
    text = packed(story)
    url_state.remember("story", text if len(text) <= MAX_PACKED else "")


def keep_in_folder(story: Story) -> None:
    """Write a story into the ecosystem's folder, and say so."""
    folder = session.editable()
    if folder is None or not story.views:
        return
    try:
        name = keep_story_file(folder, slug(story.title) or "story", story)
        st.toast(_("Kept as {name}. “trosol undo” takes it back.", name=plain(name)), icon=":material/check:")
    except TrosolError as error:
        for problem in error.problems:
            st.toast(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")


def kept_story() -> Story:
    """The story of the address; else that of the session, which other screens leave alone."""
    told = unpacked(url_state.recall("story"))
    if told != Story():
        st.session_state[KEPT] = told
    elif KEPT in st.session_state:
        keep_story(st.session_state[KEPT])
    found: Story = st.session_state.get(KEPT, Story())
    return found


text = drawn.text(CAN)
st.html(f'{STYLE}<h1 class="trosol-unseen">{_("Map")}</h1>')
with st.container():  # always there, so that the map keeps its place and is not loaded anew
    if not data.links:
        not_enough(_("No link is left with these choices."), or_wider())
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
    "stories": [
        {"name": name, "story": found.to_json()} for name, found in stories_in(ecosystem_path(session.ecosystem_name())).items()
    ],
    "tooLong": len(packed(story)) > MAX_PACKED,
    "embed": {
        "allowed": bool(os.environ.get("TROSOL_EMBED")),
        "names": NAMES,
        "along": {name: url_state.recall(name) for name in ("ecosystem", "lang", *url_state.FILTERS) if url_state.recall(name)},
        "story": packed(story) if story.views else "",
    },
}
with below:
    wanted = {name for name in (at.get("size"), at.get("colour")) if name}
    extra["scores"] = {
        name: found for name in sorted(wanted) if (found := score(data, drawn.first, name, language(), session.finding))
    }
    if here and len(drawn.claims) > ALONG:
        extra["details"] = details_of(snapshot, [here], drawn.claims, language()).to_json()
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
    map_details(at)
    if here:
        next_step(_("What is said of {name}, and by whom?", name=session.label(here)), _("Read the evidence"), "entity")
    else:
        next_step(_("Who is named a gatekeeper, and who stands between others?"), _("See the gatekeepers"), "gatekeepers")
