"""SPARQL in the page: a text, examples, limits that are told, and the answer in every format that programs expect."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

import session
from screen_parts import table
from trosol.rdf.iris import PREFIXES
from trosol.sparql import Limits, pool_of
from trosol.sparql.query_result import FORMATS
from widget_keys import key_of
from words import _, counted

__all__ = ["query_view"]

_PREFIXES = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in sorted(PREFIXES.items()) if name in ("tro", "rdfs", "skos"))
_EXAMPLES = {
    "kinds": "SELECT ?kind (COUNT(?thing) AS ?number) WHERE {\n  ?thing a ?kind ; tro:transcriptionStatus ?status .\n} GROUP BY ?kind ORDER BY DESC(?number)",
    "claims": "SELECT ?claim ?subject ?relation ?object WHERE {\n  ?claim tro:claimSubject ?subject ; tro:claimPredicate ?relation ; tro:claimObject ?object .\n} LIMIT 50",
    "welsh": 'SELECT ?term ?label WHERE {\n  ?term rdfs:label ?label . FILTER(LANG(?label) = "cy")\n} LIMIT 50',
}


def query_view() -> bool:
    """The editor and its answer; gives whether there is one."""
    limits = Limits()
    st.markdown(
        _(
            "For those who know SPARQL 1.1. A query may take {seconds} seconds and give {rows} rows; it runs in a process of its own, "
            "can change nothing and reaches nothing outside.",
            seconds=f"{limits.seconds:g}",
            rows=f"{limits.rows:,}",
        )
    )
    titles = {
        "kinds": _("How many things of each kind"),
        "claims": _("Some claims"),
        "welsh": _("Welsh labels of the ontology"),
    }
    with st.container(horizontal=True):
        for name, text in _EXAMPLES.items():
            st.button(titles[name], key=key_of("query-example", name), on_click=_retype, args=(f"{_PREFIXES}\n\n{text}",))
    if "sparql" not in st.session_state:
        _retype(f"{_PREFIXES}\n\n{_EXAMPLES['kinds']}")
    text = st.text_area(_("Query"), key="sparql", height=260, max_chars=limits.characters)
    if st.button(_("Run"), type="primary", icon=":material/play_arrow:"):
        st.session_state["sparql-asked"] = text
    asked = st.session_state.get("sparql-asked")
    if not asked:
        return False
    started = time.perf_counter()
    with st.spinner(_("Running …")):
        found = pool_of(session.snapshot()).run(asked, limits)
    st.markdown(
        _(
            "{rows} in {seconds} seconds.",
            rows=counted(len(found.rows), "row") if found.kind != "ask" else _("yes") if found.truth else _("no"),
            seconds=f"{time.perf_counter() - started:.2f}",
        )
    )
    if found.cut:
        st.warning(
            _("Cut at {rows} rows: there is more. Ask for less.", rows=f"{len(found.rows):,}"), icon=":material/content_cut:"
        )
    if found.rows:
        rows = [tuple(term.value if term else "" for term in row) for row in found.rows]
        table("query", list(found.columns), rows, says=_("Answer of the query"), save=False)
    with st.container(horizontal=True):
        if found.kind == "construct":
            st.download_button(
                "N-Triples", lambda: found.text("json"), "trosol-query.nt", "application/n-triples", on_click="ignore"
            )
        else:
            for name, mime in FORMATS.items():
                st.download_button(
                    name.upper(),
                    partial(found.text, name),
                    f"trosol-query.{name}",
                    mime,
                    on_click="ignore",
                    key=key_of("query-save", name),
                )
    return bool(found.rows)


def _retype(text: str) -> None:
    st.session_state["sparql"] = text
