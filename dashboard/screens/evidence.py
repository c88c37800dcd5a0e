"""Evidence: who spoke and where it is thin; what each voice says alone; what to ask next; and whether the checks pass."""

import streamlit as st

import session
from basket import put_aside
from components.next_evidence_view import next_evidence_view
from components.voices_view import voices_view
from lens_controls import lens
from screen_parts import claims, head, left_out, next_step, not_enough, or_wider, table
from trosol.check import CheckReport, check
from trosol.views.plain_words import plain
from trosol.views.tables.evidence_summary import sourcing
from url_state import choose_one
from words import _, counted, language

VIEWS = {"sources": _("Who spoke, and what is thin"), "voices": _("Voices"), "next": _("What to ask next")}
head(_("Evidence"), _("On what does all this rest, whose word is it, and what should one ask next?"))
view = choose_one(_("View"), VIEWS, "view", default="sources", few=True, label_visibility="collapsed")


@st.cache_data(show_spinner=False, max_entries=8)
def checked(name: str, digest: str) -> CheckReport:
    """The check of an ecosystem, run once for each state of it."""
    return check(name)


def sources() -> None:
    """Who spoke, how many they were, and where what they said is thin, rests on one place only, or is disputed."""
    snapshot = session.snapshot()
    found = sourcing(snapshot, lens(snapshot), language())
    held = found.held
    if not held.counting:
        not_enough(_("No claim is left with these filters."), or_wider())
    else:
        values = {"stated": held.stated, "claims": counted(len(held.counting), "claim"), "single": len(held.single)}
        st.markdown(f"**{_('{stated} of {claims} are stated by the text; {single} rest on one piece of evidence.', **values)}**")
    with st.container(horizontal=True, gap="large"):
        for label, value, help_text in (
            (_("Claims that count"), len(held.counting), left_out(held)),
            (_("Stated by the text"), held.stated, _("The cited lines say this very thing.")),
            (_("On one piece of evidence"), len(held.single), _("If that piece falls, the claim falls.")),
            (_("Offered as a possibility"), len(held.possible), _("The source says “could” or “might”: it does not report it.")),
            (_("Said not to be so"), len(held.denied), _("Denials are kept, and left out of every network.")),
        ):
            st.metric(label, f"{value:,}", help=help_text, width="content")

    st.subheader(_("Who spoke"))
    st.markdown(
        _(
            "A claim of several voices counts for each. *Alone* are claims that nobody else made. What the authors of a report write may be what others told them."
        )
    )
    table(
        "voices",
        [
            _("Voice"),
            _("Stated"),
            _("Inferred by a coder"),
            _("Alone"),
            _("Items it speaks of"),
            _("Pieces of evidence"),
        ],
        [(v.label, v.stated, v.inferred, v.alone, v.things, v.evidence) for v in found.heard],
        says=_("Voices and their claims"),
    )
    if found.counts:
        st.subheader(_("How many they were, as reported"))
        st.markdown(
            _("Numbers stand as the source gives them. They are never added up: one person may have taken part in several ways.")
        )
        short = [each for each in found.counts if each.short]
        for each in short:
            st.warning(
                _(
                    "{what}: {value} of the {threshold} that the researchers wanted to reach.",
                    what=plain(each.label),
                    value=each.value,
                    threshold=each.threshold,
                ),
                icon=":material/group_remove:",
            )
        with st.expander(_("All {number} reported numbers", number=len(found.counts))):
            table(
                "counts",
                [_("About"), _("What"), _("Number"), _("Wanted"), _("How"), _("Of whom or where"), _("Place in the source")],
                [(c.label, c.what, c.value, c.threshold, c.method, c.group, c.place) for c in found.counts],
                says=_("Numbers as reported"),
            )

    st.subheader(_("Where evidence is thin"))
    st.markdown(
        _(
            "{lone} of influence or ties are inferred by a coder *and* rest on one piece of evidence: the first to confirm. Of {thin} at most one claim, or one piece of evidence, tells anything.",
            lone=counted(len(found.lone), "claim"),
            thin=counted(len(found.thin), "item"),
        )
    )
    with st.expander(_("Items of which little is recorded")):
        table(
            "thin",
            [_("Who or what"), _("Kind"), _("Claims"), _("Pieces of evidence"), _("Voices")],
            [(t.label, t.kind, t.claims, t.evidence, t.voices) for t in found.thin],
            says=_("Items with thin evidence"),
        )
    if found.lone:
        with st.expander(_("Inferred, and on one piece of evidence")):
            claims("lone", found.lone)

    st.subheader(_("What is disputed"))
    if not found.disputed and not held.denied:
        st.markdown(
            _(
                "Nowhere do two voices say opposite things of the same two things. That may only mean that they were asked about different ones."
            )
        )
    if found.disputed:
        for number, line in enumerate(found.disputed):
            with st.expander(plain(session.said(line.sentence))):
                claims(f"disputed-{number}", line.claims)
    if held.denied:
        with st.expander(_("Said not to be so: {number}", number=counted(len(held.denied), "claim"))):
            claims("denied", held.denied)

    st.subheader(_("Do the checks pass?"))
    st.markdown(_("Structure was checked when the ecosystem was read. Shapes and checks take some seconds more."))

    if st.button(_("Run the checks"), icon=":material/rule:"):
        st.session_state["checked"] = session.ecosystem().digest
    if st.session_state.get("checked") == session.ecosystem().digest:
        with st.spinner(_("Checking …"), show_time=True):
            report = checked(session.ecosystem_name(), session.ecosystem().digest)
        if report.clean:
            st.success(_("Clean: {ran}.", ran=", ".join(report.ran)), icon=":material/check_circle:")
        for problem in report.problems:
            st.text(str(problem))
        if report.skipped:
            st.markdown(
                _(
                    "Anchors were not looked at, because the text of the source is not here. `trosol check --source-text` proves them."
                )
            )


{"sources": sources, "voices": voices_view, "next": next_evidence_view}[view]()
if view != "sources":
    put_aside({"voices": "voices", "next": "next-evidence"}[view], "evidence")
NEXT = {
    "sources": (
        _("Which missing or single-sourced claim would change an answer?"),
        _("See what to ask next"),
        "evidence",
        {"view": "next"},
    ),
    "voices": (_("Through one group’s eyes: what would help the goals?"), _("See the priorities"), "priorities", {}),
    "next": (_("You have done the interview: how does it get in here?"), _("Add it"), "extend", {}),
}
question, label, page, values = NEXT[view]
next_step(question, label, page, **values)
