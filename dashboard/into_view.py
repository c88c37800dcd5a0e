"""What a click opens is brought into view: a panel further down on the page scrolls up to where it can be read."""

from __future__ import annotations

import streamlit as st

__all__ = ["opened_here", "opens"]

_JS = """
export default function (component) {
  const { name, turn } = component.data;
  const seen = (document.__trosolOpened ||= {});
  if (!turn || seen[name] === turn) { return; }
  seen[name] = turn;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const here = () => component.parentElement?.getRootNode()?.host ?? component.parentElement;
  const show = () => {
    const panel = here()?.closest(".st-key-opened-" + name);
    if (!panel) { return; }
    const box = panel.getBoundingClientRect();
    const far = box.top > innerHeight * 0.6 || box.top < 0;
    if (far) { panel.scrollIntoView({ block: "start", behavior: quiet ? "auto" : "smooth" }); }
  };
  setTimeout(show, 250);
}
"""


def opens(name: str) -> None:
    """To be called where something is clicked that opens the panel of this name."""
    turns = st.session_state.setdefault("opened-turns", {})
    turns[name] = turns.get(name, 0) + 1


def opened_here(name: str) -> None:
    """To be called within the panel, a container with the key ``opened-NAME``."""
    show = st.components.v2.component("trosol_into_view", js=_JS)
    show(data={"name": name, "turn": st.session_state.get("opened-turns", {}).get(name, 0)}, key=f"into-view-{name}", height=1)
