"""The one script of every page: its language, and tables that are wider than their place."""

from __future__ import annotations

import streamlit as st

from words import _, language

__all__ = ["put_script"]

_PAGE_JS = """
export default function (component) {
  document.documentElement.lang = component.data.lang;
  document.__trosolTable = component.data.table;
  if (document.__trosolWatch) { return; }
  // A table that is wider than its place can be scrolled by keyboard as well, and fades out where there is more of it.
  const more = (box) => box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1 && getComputedStyle(box).overflowX !== "visible");
  const mend = () => document.querySelectorAll(".trosol-table").forEach((box) => {
    const wide = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (wide && box.tabIndex !== 0) { box.tabIndex = 0; box.setAttribute("role", "region"); box.setAttribute("aria-label", document.__trosolTable); box.addEventListener("scroll", () => more(box)); }
    more(box);
  });
  let waiting = 0;
  document.__trosolWatch = new MutationObserver(() => { waiting ||= setTimeout(() => { waiting = 0; mend(); }, 150); });
  document.__trosolWatch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["open", "class"] });
  window.addEventListener("resize", mend);
  setTimeout(mend, 300);
}
"""


def put_script() -> None:
    """Put it on the page."""
    page = st.components.v2.component("trosol_page", js=_PAGE_JS)
    page(data={"lang": language(), "table": _("Table, can be scrolled sideways")}, key="trosol-page", height=1)
