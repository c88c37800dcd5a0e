"""Compare: two ecosystems, or two states of one, in facts and in tiers, with the claims that are responsible for each difference."""

import streamlit as st

import session
from components.file_upload import brought
from screen_parts import claims, head, next_step, not_enough, table
from trosol.diff import EarlierState
from trosol.ecosystem import Ecosystem
from trosol.findings import Comparison
from trosol.findings.comparison.comparison_sentences import change_sentence, tiers_changed_sentence
from trosol.findings.comparison.tier_changes import TierStanding
from trosol.findings.leverage.sentences import in_figures
from trosol.resources import shipped_ecosystems
from trosol.views.plain_words import plain
from url_state import choose_one, recall
from words import _, language

_SHOWN = 8


def changes(found: Comparison, other: Ecosystem) -> None:
    """Rows that differ, then tiers that differ with the claims responsible."""
    st.markdown(f"**{plain(session.said(found.facts.sentence if found.facts.rows else found.sentence))}**")
    for note in found.notes:
        st.info(plain(session.said(note)), icon=":material/info:")
    st.subheader(_("Facts that differ"))
    kinds = {"added": _("only in the other"), "removed": _("only here"), "changed": _("differs")}
    tables = {
        "entities": _("entities"),
        "claims": _("claims"),
        "evidence": _("evidence"),
        "sources": _("sources"),
        "observations": _("observations"),
    }
    rows = found.facts.rows
    if rows:
        numbers = [
            (tables[name], *(len(found.facts.ids(name, kind)) for kind in ("removed", "added", "changed"))) for name in tables
        ]
        table(
            "numbers", [_("What"), _("Only here"), _("Only in the other"), _("Differs")], numbers, says=_("How many rows differ")
        )
        with st.expander(_("All {number} as a table", number=f"{len(rows):,}")):
            table(
                "facts",
                [_("What"), _("How"), "id", _("It says")],
                [(tables[r.table], kinds[r.kind], r.id, r.text) for r in rows],
                says=_("Rows that differ"),
            )
    else:
        st.markdown(_("None: every row says the same."))
    st.subheader(_("Tiers that differ"))
    st.markdown(plain(tiers_changed_sentence(found.changes, language())))
    if found.changes:
        _tiers(found, other)


def _tiers(found: Comparison, other: Ecosystem) -> None:
    here = session.snapshot()
    names = {kind.name: kind.label(language()) for kind in (*other.snapshot.ontology.kinds, *here.ontology.kinds)}

    def label(key: str) -> str:
        side = here if key in here.records.entities else other.snapshot
        return side.entity(key).label(language())

    for number, change in enumerate(found.changes[:_SHOWN]):
        with st.expander(plain(change_sentence(change, label, names.get(change.table, ""), language()))):
            mine = [key for key in (*change.removed, *change.changed) if key in here.records.claims]
            if mine:
                claims(f"changed-{number}", mine, _("Claims of this ecosystem that are responsible"))
            if change.added:
                st.markdown(_("Claims only in the other: {ids}", ids=", ".join(f"`{key}`" for key in change.added[:40])))
    table(
        "changes",
        [_("Who or what"), _("Table"), _("Here"), _("In the other"), _("Claims responsible")],
        [
            (
                label(change.id),
                names.get(change.table, _("Gatekeepers")),
                _standing(change.before),
                _standing(change.after),
                ", ".join(change.claims[:12]),
            )
            for change in found.changes
        ],
        says=_("Tiers that differ"),
    )


def _standing(standing: TierStanding | None) -> str:
    """Tier and score, or that there is none."""
    if standing is None:
        return _("none")
    return f"{standing.tier or '–'}{'*' if standing.borderline and standing.tier else ''} ({in_figures(standing.score)})"


def state_name(state: EarlierState) -> str:
    """When a state was kept, and which version the ecosystem then had."""
    if not state.version:
        return _("As it was on {moment}", moment=state.moment)
    return _("As it was on {moment}, version {version}", moment=state.moment, version=state.version)


head(
    _("Compare"),
    _(
        "Hold this ecosystem against another, or against an earlier or later state of itself: what is said differently, and which answers differ because of it?"
    ),
)
here = session.ecosystem_name()
layers = [name for name in (session.started_with(), session.without()) if session.without() and name != here][:1]
states = session.earlier_states()
others = [name for name in shipped_ecosystems() if name != here]
ways = (*(["layer"] if layers else []), *(["git"] if states else []), "file", *others)
names = {"file": _("a file of mine"), "git": _("an earlier state"), "layer": _("the other layer of this preview")}
choice = choose_one(_("Compare with"), {name: names.get(name, name) for name in ways}, "with", default=ways[0], few=True)
other: Ecosystem | None
if choice == "git":
    told = {each.name: state_name(each) for each in states}
    wanted = recall("revision")
    # One that is not here is told above; no other is shown in its place.
    revision = choose_one(_("Which state"), told, "revision", default=None if wanted and wanted not in told else states[0].name)
    if note := next((each.note for each in states if each.name == revision), ""):
        st.caption(_("Noted by whoever kept it: {note}", note=plain(note)))
    other = session.at_revision(revision) if revision else None
elif choice == "file":
    other = brought()
else:
    other = session.open_ecosystem(layers[0] if choice == "layer" else choice)
if other is None:
    not_enough(
        _("Nothing to compare with yet."),
        _("Choose one of the earlier states.")
        if choice == "git"
        else _("Choose a workbook (.xlsx) or Turtle file (.ttl) that `trosol export` wrote; it stays in this session."),
    )
else:
    found = session.finding("compare", other.snapshot)
    if found.not_enough:
        not_enough(session.said(found.not_enough), _("Each can be looked at by itself: choose it on Home."))
    else:
        changes(found, other)
    st.subheader(_("Terms and answers that differ"))
    if st.button(_("Ask both the same questions"), icon=":material/quiz:") or st.session_state.get("asked-both") == other.digest:
        st.session_state["asked-both"] = other.digest
        differs = session.differing(other)
        if differs.terms:
            rows = [(t.label, t.kind, ", ".join(t.what)) for t in differs.terms]
            table("terms", [_("Term"), _("Kind"), _("What differs")], rows, says=_("Terms that differ"))
        if differs.answers:
            asked = [
                (a.question, "; ".join(a.before) or a.status_before, "; ".join(a.after) or a.status_after)
                for a in differs.answers
            ]
            table("answers", [_("Question"), _("Here"), _("In the other")], asked, says=_("Answers that differ"))
        if not differs.terms and not differs.answers:
            st.markdown(_("None: the same terms, and the same answers to {number} questions.", number=differs.asked))
next_step(_("Which missing claim would change an answer here?"), _("See what to ask next"), "evidence", view="next")
