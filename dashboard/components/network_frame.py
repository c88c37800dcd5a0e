"""The map in the page: a frame without origin or network access, and the one message it may send: what was picked.

Streamlit components v2 mount the frame; the frame is a sandbox (``allow-scripts`` only) with a policy that forbids every
request. The frame's page is large and never changes, so it goes to the browser in a message of its own that Streamlit
caches, and the picture alone travels on each run.
"""

from __future__ import annotations

import hashlib
import json
from html import escape
from typing import Any

import streamlit as st

from trosol.views.maps.picture import Picture
from trosol.views.maps.vis_network import DARK_LINES, GATE_COLOUR, SIGN_COLOURS, frame_page, vis_data
from widget_keys import Place, key_of
from words import _

__all__ = ["legend", "network_view"]

_LIBRARY_JS = """
export default function (component) { globalThis.__trosolFrame = component.data.page; }
"""

_MAP_JS = """
export default function (component) {
  const root = component.parentElement.querySelector(".trosol-map");
  const data = component.data;
  let frame = root.querySelector("iframe");
  const dark = () => {
    const colour = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
    const parts = colour.match(/[0-9a-f]{2}/gi) || ["ff", "ff", "ff"];
    return parts.slice(0, 3).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384;
  };
  const send = () => {
    if (!frame || !frame.contentWindow) { return; }
    frame.contentWindow.postMessage({ trosolPicture: data.picture, theme: dark() ? "dark" : "light" }, "*");
  };
  const listen = (event) => {
    if (!frame || event.source !== frame.contentWindow || !event.data || !event.data.trosol) { return; }
    if (event.data.ready) { root.dataset.signature = data.signature; send(); }
    if (event.data.height) { frame.style.height = event.data.height + "px"; }
    if (event.data.drawn) { root.dataset.drawn = String(event.data.drawn); }
    if (event.data.picked) { component.setTriggerValue("picked", event.data.picked); }
  };
  window.addEventListener("message", listen);
  const mount = () => {
    if (!globalThis.__trosolFrame) { setTimeout(mount, 30); return; }
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = data.title;
    frame.style.height = Math.min(data.picture.frameHeight, 1500) + "px";
    frame.srcdoc = globalThis.__trosolFrame;
    delete root.dataset.drawn;
    root.replaceChildren(frame);
  };
  if (!frame) { mount(); }
  else if (root.dataset.signature !== data.signature) { root.dataset.signature = data.signature; send(); }
  return () => { window.removeEventListener("message", listen); };
}
"""

_CSS = """
.trosol-map { width: 100%; min-height: 120px; }
.trosol-map iframe { width: 100%; border: 1px solid #8aa09d; border-radius: 8px; background: var(--st-background-color, #fff); display: block; }
"""


def network_view(picture: Picture, where: Place, title: str, selected: str | None = None, *, as_list: bool = False) -> str | None:
    """Show a picture; returns the id that was picked in this run, or None."""
    value: dict[str, Any] = vis_data(picture, selected, as_list=as_list)
    signature = hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
    view = st.components.v2.component("trosol_map", html='<div class="trosol-map"></div>', css=_CSS, js=_MAP_JS)
    result = view(
        data={"picture": value, "signature": signature, "title": title},
        key=key_of(*where),
        on_picked_change=lambda: None,
    )
    library = st.components.v2.component("trosol_library", js=_LIBRARY_JS)
    library(data={"page": frame_page()}, key=key_of(*where, "library"), height=1)
    picked = result.picked
    return str(picked) if picked else None


def legend(picture: Picture) -> None:
    """What colours and lines of a picture stand for, in words."""
    of_things = any(edge.directed for edge in picture.edges) or bool(picture.lanes)
    marks = "".join(
        f'<li><span aria-hidden="true" style="background:{escape(entry.colour)}"></span>{escape(entry.label)}{f" ({entry.count})" if of_things else ""}</li>'
        for entry in picture.legend
    )
    lines = "".join(f"<li>{mark}{escape(words)}</li>" for mark, words in _lines()) if of_things else ""
    st.html(f'<ul class="trosol-legend">{marks}{lines}</ul>{_LEGEND_CSS}')


def _lines() -> list[tuple[str, str]]:
    """How lines and boxes are drawn, and what that says."""
    dark = st.context.theme.type == "dark"
    up, down, none, gate = (
        DARK_LINES[each] if dark else each for each in (SIGN_COLOURS[1], SIGN_COLOURS[-1], SIGN_COLOURS[0], GATE_COLOUR)
    )
    return [
        (f'<b style="border-top:3px solid {up}"></b>', _("raises (arrow)")),
        (f'<b style="border-top:3px solid {down}"></b>', _("lowers (bar at the end)")),
        (f'<b style="border-top:3px dotted {gate}"></b>', _("keeps a gate")),
        (f'<b style="border-top:3px solid {none}"></b>', _("other, or effect not stated")),
        (f'<b style="border-top:3px dashed {none}"></b>', _("inferred by a coder")),
        ("<i></i>", _("not in the source, or does not exist yet")),
    ]


_LEGEND_CSS = """<style>
.trosol-legend {list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.2rem; margin: 0 !important; padding: 0 !important; font-size: .9rem;}
.trosol-legend li {display: inline-flex; align-items: center; gap: .45rem; margin: 0;}
.trosol-legend span {width: .95rem; height: .95rem; border-radius: 3px; display: inline-block;}
.trosol-legend b {width: 1.8rem; height: 0; display: inline-block;}
.trosol-legend i {width: 1.2rem; height: .8rem; border: 2px dashed currentColor; border-radius: 3px; display: inline-block;}
</style>"""
