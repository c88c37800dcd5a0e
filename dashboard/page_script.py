"""The one script of every page: its language, tables that are wider than their place, and Back: one step for whatever somebody did."""

from __future__ import annotations

import streamlit as st

from words import _, language

__all__ = ["put_script"]

_PAGE_JS = """
export default function (component) {
  document.documentElement.lang = component.data.lang;
  document.__trosolTable = component.data.table;
  document.__trosolAsk = component.data.ask;
  if (document.__trosolWatch) { return; }
  // A table that is wider than its place can be scrolled by keyboard as well, and fades out where there is more of it.
  const more = (box) => box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1 && getComputedStyle(box).overflowX !== "visible");
  const mend = () => document.querySelectorAll(".trosol-table").forEach((box) => {
    const wide = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (wide && box.tabIndex !== 0) { box.tabIndex = 0; box.setAttribute("role", "region"); box.setAttribute("aria-label", document.__trosolTable); box.addEventListener("scroll", () => more(box)); }
    more(box);
  });
  // Streamlit calls it "Add" when somebody goes on with words that are no option; here that is a question.
  const asks = () => document.querySelectorAll('[data-testid="stSelectboxVirtualDropdown"]').forEach((list) => {
    const texts = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) { if (texts.currentNode.data.startsWith("Add: ")) { texts.currentNode.data = document.__trosolAsk + texts.currentNode.data.slice(4); } }
  });
  // One step back for each thing that somebody does. Streamlit hands over in two steps, the query of the next screen under the path of this
  // one, then its path; and a screen may put its address in order by itself. What follows without a hand in between belongs to the same step.
  let done = false;
  const did = () => { done = true; };
  for (const kind of ["pointerdown", "click", "keydown", "change"]) { window.addEventListener(kind, did, true); }
  window.addEventListener("message", (event) => { if (event.data && event.data.trosol && event.data.state) { did(); } });
  const push = history.pushState.bind(history);
  history.pushState = (...step) => {
    const before = location.pathname;
    if (done) { push(...step); } else { history.replaceState(...step); }
    done = false;
    // Another screen begins at its top, wherever the one before was left.
    if (location.pathname !== before) { const main = document.querySelector('[data-testid="stMain"]'); if (main) { main.scrollTop = 0; } }
  };
  let waiting = 0;
  document.__trosolWatch = new MutationObserver(() => { asks(); waiting ||= setTimeout(() => { waiting = 0; mend(); }, 150); });
  document.__trosolWatch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["open", "class"] });
  window.addEventListener("resize", mend);
  setTimeout(mend, 300);
}
"""


def put_script() -> None:
    """Put it on the page."""
    page = st.components.v2.component("trosol_page", js=_PAGE_JS)
    page(data={"lang": language(), "table": _("Table, can be scrolled sideways"), "ask": _("Ask:")}, key="trosol-page", height=1)
