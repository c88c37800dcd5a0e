"""The numbered lines of a source in the page: chosen with the keyboard or the mouse, with what is coded in each.

The lines are put in as text, never as markup. What is chosen goes to the server a moment after the last key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

__all__ = ["source_lines"]

_JS = """
export default function (component) {
  const root = component.parentElement.querySelector(".source-lines");
  const kept = root.__kept || (root.__kept = { anchor: 0, head: 0, at: "", signature: "" });
  const given = component.data;
  kept.tell = (name, value) => component.setTriggerValue(name, value);
  const rows = () => Array.from(root.children);
  const number = (row) => Number(row.dataset.line);
  const name = () => {
    const [low, high] = [Math.min(kept.anchor, kept.head), Math.max(kept.anchor, kept.head)];
    return low === high ? String(low) : low + "-" + high;
  };
  const paint = (scroll) => {
    const [low, high] = [Math.min(kept.anchor, kept.head), Math.max(kept.anchor, kept.head)];
    for (const row of rows()) {
      const inside = number(row) >= low && number(row) <= high;
      row.setAttribute("aria-selected", inside ? "true" : "false");
      row.classList.toggle("head", number(row) === kept.head);
      if (number(row) === kept.head) {
        root.setAttribute("aria-activedescendant", row.id);
        if (scroll) {
          const top = row.offsetTop, end = top + row.offsetHeight;
          if (scroll === "first") { root.scrollTop = top - root.clientHeight / 3; }
          else if (top < root.scrollTop) { root.scrollTop = top - 4; }
          else if (end > root.scrollTop + root.clientHeight) { root.scrollTop = end - root.clientHeight + 4; }
        }
      }
    }
  };
  const say = () => {
    clearTimeout(kept.timer);
    kept.timer = setTimeout(() => { kept.at = name(); kept.tell("chosen", kept.at); }, 250);
  };
  const move = (to, extend) => {
    const lines = rows().map(number);
    if (!lines.length) { return; }
    kept.head = Math.max(lines[0], Math.min(lines[lines.length - 1], to));
    if (!extend) { kept.anchor = kept.head; }
    paint(true); say();
  };
  if (kept.signature !== given.signature) {
    kept.signature = given.signature;
    const there = root.scrollTop, same = kept.text === given.text;
    kept.text = given.text;
    root.setAttribute("aria-label", given.label);
    root.replaceChildren(...given.lines.map((line) => {
      const row = document.createElement("div");
      row.setAttribute("role", "option");
      row.id = "source-line-" + line.n;
      row.dataset.line = line.n;
      row.className = [line.kind, line.coded ? "coded" : "", line.draft ? "draft" : ""].join(" ");
      const count = document.createElement("span"); count.className = "number"; count.textContent = line.n;
      const text = document.createElement("span"); text.className = "text"; text.textContent = line.text || "\\u00a0";
      row.append(count, text);
      if (line.coded) {
        const mark = document.createElement("span"); mark.className = "mark"; mark.textContent = line.coded; mark.title = line.said;
        mark.setAttribute("aria-label", line.said); mark.setAttribute("role", "img");
        row.append(mark);
      }
      return row;
    }));
    if (same) { root.scrollTop = there; }
  }
  let again = false;
  if (given.at !== kept.at) {
    again = "first";
    const parts = given.at.split("-").map(Number);
    kept.at = given.at; kept.anchor = parts[0]; kept.head = parts[parts.length - 1];
  }
  paint(kept.listening ? again : "first");
  if (!kept.listening) {
    kept.listening = true;
    // Fields keep Ctrl+Enter to themselves, so it is heard before they do; what is being typed is handed over first.
    kept.save = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) { return; }
      const button = document.querySelector(".st-key-claim-save button");
      if (!button) { return; }
      event.preventDefault(); event.stopPropagation();
      const field = document.activeElement;
      if (field && field.matches("input, textarea")) { field.blur(); }
      setTimeout(() => { const now = document.querySelector(".st-key-claim-save button"); if (now && !now.disabled) { now.click(); root.focus(); } }, 250);
    };
    document.addEventListener("keydown", kept.save, true);
    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      const page = Math.max(1, Math.floor(root.clientHeight / 26));
      const to = { ArrowDown: kept.head + 1, ArrowUp: kept.head - 1, PageDown: kept.head + page, PageUp: kept.head - page, Home: 1, End: 1e9 }[event.key];
      if (to !== undefined) { event.preventDefault(); move(to, event.shiftKey); return; }
      if (event.key === "Enter") {
        event.preventDefault();
        const next = document.querySelector(".st-key-drafts button, .st-key-claim-form input");
        if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
        return;
      }
      if (event.key >= "1" && event.key <= "9" && !event.shiftKey) { event.preventDefault(); kept.tell("taken", event.key); }
    });
    root.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) { root.focus(); move(number(row), event.shiftKey); }
    });
  }
  return () => {
    if (root.isConnected) { return; }
    document.removeEventListener("keydown", kept.save, true);
    kept.listening = false;
  };
}
"""

_CSS = """
.source-lines { height: min(72vh, 44rem); overflow-y: auto; border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: 8px; position: relative;
  font-size: .95rem; line-height: 1.5; color: var(--st-text-color); background: var(--st-background-color); padding: .3rem 0; box-sizing: border-box; }
.source-lines:focus-visible { outline: 3px solid #0b5cad; outline-offset: 2px; }
.source-lines [role=option] { display: flex; gap: .6rem; padding: 0 .6rem 0 .3rem; cursor: pointer; border-left: 4px solid transparent; }
.source-lines .number { flex: 0 0 2.8rem; text-align: right; opacity: .75; font-variant-numeric: tabular-nums; user-select: none; }
.source-lines .text { flex: 1 1 auto; min-width: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.source-lines .heading .text { font-weight: 650; }
.source-lines .page { border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); margin-top: .3rem; }
.source-lines .draft { border-left: 4px dashed color-mix(in srgb, currentColor 55%, transparent); }
.source-lines .coded { border-left: 4px solid #0f7a6c; }
.source-lines .mark { flex: 0 0 auto; align-self: start; min-width: 1.2rem; text-align: center; border: 1px solid currentColor; border-radius: 1rem; font-size: .75rem; line-height: 1.2rem; margin-top: .1rem; }
.source-lines [aria-selected=true] { background: color-mix(in srgb, #0b5cad 20%, transparent); }
.source-lines .head { box-shadow: inset 0 0 0 1px #0b5cad; }
@media (max-width: 700px) { .source-lines { height: 46vh; } .source-lines .number { flex-basis: 2.1rem; } }
"""


def source_lines(
    lines: Sequence[Mapping[str, Any]],
    *,
    at: str,
    label: str,
    signature: str,
    text: str,
    chosen: Callable[[str], None],
    taken: Callable[[int], None],
) -> None:
    """Show them. ``at``: the lines that are chosen, ``12-14``. ``signature``: of all that is shown; ``text``: of the text alone.

    ``chosen``: is given the lines that somebody chooses; ``taken``: the number of the suggestion whose key was pressed.
    """
    key = "source-lines"
    view = st.components.v2.component(
        "trosol_source_lines",
        html='<div class="source-lines" role="listbox" aria-multiselectable="true" tabindex="0"></div>',
        css=_CSS,
        js=_JS,
    )

    def on_chosen() -> None:
        value = st.session_state[key].get("chosen")
        if isinstance(value, str):
            chosen(value)

    def on_taken() -> None:
        value = st.session_state[key].get("taken")
        if isinstance(value, str) and value.isdecimal():
            taken(int(value))

    view(
        data={"lines": list(lines), "at": at, "label": label, "signature": signature, "text": text},
        key=key,
        on_chosen_change=on_chosen,
        on_taken_change=on_taken,
    )
