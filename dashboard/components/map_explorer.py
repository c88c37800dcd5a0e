"""The map that people explore, in the page: a frame without origin or network, which tells what was chosen and is told what the address says.

The frame draws every view itself; the server catches up after, so that the address, the other screens and Back know of it. The frame's page and
its data are large and seldom change: each goes to the browser in a message of its own, which Streamlit caches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from trosol.views.maps.explorer_page import explorer_frame

__all__ = ["map_explorer"]

_SHELF_JS = """
export default function (component) {
  Reflect.set(globalThis, component.data.name, component.data);
}
"""

_MAP_JS = """
export default function (component) {
  const root = component.parentElement.querySelector(".trosol-explorer");
  const given = component.data;
  const kept = root.__kept || (root.__kept = {});
  kept.given = given; kept.tell = (value) => component.setTriggerValue("told", value);
  const dark = () => {
    const colour = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
    const parts = colour.match(/[0-9a-f]{2}/gi) || ["ff", "ff", "ff"];
    return parts.slice(0, 3).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384;
  };
  const send = () => {
    const data = globalThis.__trosolMap;
    if (!data || data.signature !== kept.given.signature) { setTimeout(send, 30); return; }
    if (!kept.frame || !kept.frame.contentWindow || !kept.ready) { return; }
    kept.frame.contentWindow.postMessage({ trosolExplorer: { data: data.text, signature: data.signature, at: kept.given.at, seq: kept.given.seq,
      extra: kept.given.extra, base: new URL("embed", location.href).href, theme: dark() ? "dark" : "light" } }, "*");
  };
  const size = () => {
    if (!kept.frame || document.fullscreenElement === root) { return; }
    const top = root.getBoundingClientRect().top + (document.querySelector('[data-testid="stMain"]') || document.documentElement).scrollTop;
    const narrow = window.innerWidth < 700;
    kept.frame.style.height = Math.max(narrow ? 420 : 460, narrow ? Math.round(window.innerHeight * 0.76) : window.innerHeight - Math.min(top, 240) - 10) + "px";
  };
  const full = () => {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    const refused = () => root.classList.toggle("all");
    if (root.requestFullscreen) { root.requestFullscreen().catch(refused); } else { refused(); }
  };
  if (!kept.listen) {
    kept.listen = (event) => {
      if (!kept.frame || event.source !== kept.frame.contentWindow || !event.data || !event.data.trosol) { return; }
      const said = event.data;
      if (said.ready) { kept.ready = true; send(); }
      if (said.drawn) { root.dataset.drawn = String(said.drawn); }
      if (said.full) { full(); }
      if (said.state) {
        const story = said.story ? { story: said.story } : {};
        kept.tell({ state: said.state, seq: Number(said.seq), go: said.go ? String(said.go) : "", entity: said.entity ? String(said.entity) : "", ...story });
      }
    };
    window.addEventListener("message", kept.listen);
    window.addEventListener("resize", size);
    kept.watch = new ResizeObserver(size);
    kept.watch.observe(root.parentElement);
  }
  const mount = () => {
    if (!globalThis.__trosolExplorerPage) { setTimeout(mount, 30); return; }
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-downloads");
    frame.title = given.title;
    frame.srcdoc = globalThis.__trosolExplorerPage.text;
    kept.frame = frame;
    root.replaceChildren(frame);
    size();
  };
  if (!kept.frame) { mount(); } else { send(); }
  setTimeout(size, 300);
  return () => {
    if (root.isConnected) { return; }
    window.removeEventListener("message", kept.listen); window.removeEventListener("resize", size);
    if (kept.watch) { kept.watch.disconnect(); }
  };
}
"""

_CSS = """
.trosol-explorer { width: 100%; min-height: 420px; }
.trosol-explorer iframe { width: 100%; height: 640px; border: 1px solid #8aa09d; border-radius: 8px; display: block; box-sizing: border-box; }
.trosol-explorer:fullscreen iframe, .trosol-explorer.all iframe { height: 100vh !important; border: 0; border-radius: 0; }
.trosol-explorer.all { position: fixed; inset: 0; z-index: 999999; }
"""


def map_explorer(
    data: str, title: str, at: Mapping[str, str], seq: int, extra: Mapping[str, Any], told: Callable[[Mapping[str, Any]], None]
) -> dict[str, Any] | None:
    """Show it. ``data``: of :func:`explorer_json`. ``at``: what the address says. ``seq``: number of the last message that it says it after.

    ``extra``: details and scores that the data does not have. ``told``: is given what the frame tells, before the screen is drawn anew.
    Returns the same where this run is due to it, else None.
    """
    key = "map-explorer"
    signature = hashlib.sha256(data.encode()).hexdigest()
    shelf = st.components.v2.component("trosol_shelf", js=_SHELF_JS)
    view = st.components.v2.component("trosol_explorer", html='<div class="trosol-explorer"></div>', css=_CSS, js=_MAP_JS)

    def heard() -> None:
        value = st.session_state[key].get("told")
        if isinstance(value, dict):
            told(value)

    result = view(
        data={"signature": signature, "title": title, "at": dict(at), "seq": seq, "extra": dict(extra)},
        key=key,
        on_told_change=heard,
    )
    shelf(data={"name": "__trosolExplorerPage", "text": explorer_frame()}, key="map-explorer-page", height=1)
    shelf(data={"name": "__trosolMap", "text": data, "signature": signature}, key="map-explorer-data", height=1)
    return result.told if isinstance(result.told, dict) else None
