"""Code a source: its text in numbered lines, what they may say as drafts beside it, and a form that makes a proved claim of one."""

import streamlit as st

import session
from components.claim_form import claim_form
from components.coding_drafts import coded_here, drafts, drafts_here, entities_here, take
from components.coding_state import WINDOW, OpenSource, choose_lines, chosen_lines, open_source, signature_of, texts_there
from components.review_list import review_list
from components.source_file import source_file
from components.source_lines import source_lines
from components.tiers_moved import tiers_moved
from screen_parts import head, next_step, not_enough
from trosol.errors import TrosolError
from trosol.files import undo, undoable
from trosol.views.plain_words import plain
from url_state import choose_one, recall, remember, segments
from widget_keys import key_of
from words import _, counted

into = session.editable()
head(
    _("Code a source"),
    _("From a report to claims that are proved by its lines. Suggestions are drafts; only what you save is written."),
)


def shown(source: OpenSource, start: int) -> None:
    """The lines that are in the page, with their pager."""
    lines = source.text.lines
    last = min(len(lines), start + WINDOW - 1)
    at = chosen_lines(source.text)
    rows = []
    for number in range(start, last + 1):
        text = lines[number - 1]
        kind = (
            "page"
            if text.startswith("[page ")
            else "heading"
            if source.text.heading(number) and is_heading(source, number)
            else ""
        )
        count = len(source.cited.get(number, ()))
        said = counted(count, "claim")
        rows.append(
            {"n": number, "text": text.lstrip("# ") if kind == "heading" else text, "kind": kind, "coded": count, "said": said}
        )
    label = _(
        "Lines {first} to {last} of {title}", first=start, last=last, title=session.snapshot().records.sources[source.name].title
    )
    text_now = signature_of(source.text.sha256, start)
    source_lines(
        rows,
        at=f"{at[0]}-{at[1]}" if at[1] > at[0] else str(at[0]),
        label=label,
        signature=signature_of(text_now, rows),
        text=text_now,
        chosen=choose_lines,
        taken=lambda number: taken(source, number),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        for title, to, icon in (
            (_("Lines before"), start - WINDOW, "arrow_upward"),
            (_("Lines after"), start + WINDOW, "arrow_downward"),
        ):
            there = to > -WINDOW + 1 and to <= len(lines)
            if st.button(title, icon=f":material/{icon}:", type="tertiary", key=key_of("lines", icon), disabled=not there):
                begin = max(1, to)
                remember("from", str(begin) if begin > 1 else "")
                choose_lines(str(begin))
                st.rerun()


def is_heading(source: OpenSource, number: int) -> bool:
    """Whether the line is the heading of those below it."""
    text = source.text.lines[number - 1].lstrip("# ").strip()
    return bool(text) and text == source.text.heading(number)


def taken(source: OpenSource, number: int) -> None:
    """A key chose a draft."""
    found = drafts(source, chosen_lines(source.text))
    if into is not None and 1 <= number <= len(found):
        take(found[number - 1])


def start_of(source: OpenSource) -> int:
    """The first line of the page that is shown."""
    said = recall("from")
    start = int(said) if said.isdecimal() and len(said) < 9 else 1
    start = min(max(1, start), len(source.text.lines))
    first = chosen_lines(source.text)[0]
    return start if start <= first < start + WINDOW else max(1, first - 20)


def above() -> None:
    """What was saved, and the way back."""
    saved = st.session_state.pop("coding-saved", None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if saved:
            st.success(_("Saved: {claim}.", claim=saved), icon=":material/check_circle:")
        left = undoable(into) if into is not None else []
        if into is not None and left:
            label = _("Take back: {what}", what=plain(left[-1].what[:80]))
            if st.button(label, icon=":material/undo:", type="tertiary", key="coding-undo"):
                try:
                    st.session_state["coding-before"] = session.ecosystem().snapshot
                    undo(into)
                except TrosolError as error:
                    st.error(plain("; ".join(f"{p.message} {p.remedy}" for p in error.problems)), icon=":material/error:")
                else:
                    st.rerun()


def work(source: OpenSource, view: str) -> None:
    """Text on the left, claims on the right."""
    start = start_of(source)
    if view == "review":
        review_list(source, start, into)
        return
    left, right = st.columns([11, 10], gap="medium")
    with left:
        st.markdown(_("Arrow keys choose lines, with Shift more of them; a number takes a draft; Enter goes on to the drafts."))
        shown(source, start)
    at = chosen_lines(source.text)
    with right:
        where = f"{at[0]}-{at[1]}" if at[1] > at[0] else str(at[0])
        page, above_it = source.text.page(at[0]), source.text.heading(at[0])
        said = [_("Lines {lines}", lines=where), _("page {page}", page=page) if page else "", plain(above_it)]
        st.markdown(" · ".join(each for each in said if each))
        coded_here(source, at, into)
        drafts_here(source, at, into)
        if into is not None:
            near = entities_here(source, at)
            claim_form(source, at, into, [each.id for each in near], [each.words for each in near[:4]])


if into is None:
    st.info(
        _("Here you read; nothing is written. To code, start it with: trosol dashboard FOLDER --edit"), icon=":material/lock:"
    )
there = texts_there()
records = session.snapshot().records
name = view = ""
if there:
    titles = {key: records.sources[key].title for key in there}
    first, second, third = st.columns([6, 2, 2], vertical_alignment="bottom")
    with first:
        name = choose_one(_("Source"), titles, "source", default=there[0])
    with second:
        view = segments(_("What to do"), {"code": _("Code"), "review": _("Review")}, key="view", default="code")
        remember("view", view if view != "code" else "")
    with third:
        if into is not None:
            with st.popover(_("Take in a document"), icon=":material/note_add:"):
                source_file(into)
else:
    not_enough(
        _("The text of no source lies beside this ecosystem."),
        _("Take in a document below.") if into else _("With `trosol source add FILE --into FOLDER` it becomes numbered lines."),
    )
    if into is not None:
        source_file(into)
if name:
    above()
    try:
        work(open_source(name), view)
    except TrosolError as error:
        for problem in error.problems:
            st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
    tiers_moved()
next_step(_("What does all that is coded say?"), _("See the overview"), "overview")
