"""Measures of centrality side by side: a table to sort, two against each other, kinds, and the network as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

import selection
import session
from lens_controls import lens
from screen_parts import chart, table
from trosol.errors import TrosolError
from trosol.export.scored_network import scored_network
from trosol.findings.centrality.centrality import Centrality
from trosol.findings.centrality.measure_words import in_words
from trosol.networks.lens import Lens
from trosol.views.charts.scatter import scatter
from trosol.views.plain_words import plain
from trosol.views.tables.network_list import describe_networks
from url_state import go, recall_many, remember, segments, start_from_url
from widget_keys import key_of, place
from words import _, language

__all__ = ["centrality_view"]

_FIRST = ("betweenness", "degree", "pagerank")


def centrality_view() -> None:
    """Choices, then what they give."""
    st.markdown(
        _(
            "There is no one centrality: each measure asks another question, and each may name somebody else. "
            "What a source speaks of much has many links here, whatever its part in the system."
        )
    )
    asked = _choices()
    network = str(asked.pop("network"))
    try:
        found: Centrality = session.finding("centrality", network, **asked)
    except TrosolError as error:
        st.info(plain(str(error.problems[0].message)), icon=":material/info:")
        return
    st.markdown(plain(f"{session.said(found.sentence)} {session.said(found.note)}".strip()))
    names = [note.name for note in found.measures]
    titles = {name: in_words(name, language()).label for name in names}
    _scores(found, names, titles)
    _against(found, names, titles)
    with st.expander(_("What each measure says")):
        for name in names:
            words = in_words(name, language())
            st.markdown(f"**{words.label}**: {words.reads} {words.trap}")
    _kinds(found)
    _whole(found)
    _lenses(network, asked)


def _choices() -> dict[str, Any]:
    """Network, weight, direction and kinds, each remembered in the URL."""
    snapshot = session.snapshot()
    sizes = [row for row in describe_networks(snapshot, language()) if row.nodes and session.network(row.name).graph["ranked"]]
    networks = {row.name: row.label for row in sizes}
    start_from_url("network", max(sizes, key=lambda row: row.edges or 0).name, tuple(networks))
    left, right = st.columns(2)
    with left:
        network = st.selectbox(_("Network"), tuple(networks), format_func=lambda name: plain(networks[name]), key="network")
        weights = {"none": _("links alone"), "claims": _("number of claims"), "firmness": _("how firmly claims stand")}
        weight = segments(_("A link is as strong as"), weights, key="weight", default="none")
    remember("network", network)
    remember("weight", weight if weight != "none" else "")
    graph = session.network(network)
    classes = snapshot.ontology.classes
    labels = {snapshot.entity(key).type: None for key in graph}
    kinds = {iri.rpartition("/")[2]: classes[iri].label(language()) for iri in labels}
    offered = sorted(kinds, key=lambda kind: kinds[kind].casefold())
    with right:
        if "kinds" not in st.session_state:
            st.session_state["kinds"] = recall_many("kinds", offered)
        st.session_state["kinds"] = [kind for kind in st.session_state["kinds"] if kind in kinds]
        chosen = st.multiselect(
            _("Only these kinds"), offered, format_func=kinds.__getitem__, placeholder=_("All"), key="kinds", max_selections=12
        )
        ways = {"in": _("what is acted on"), "out": _("what acts"), "all": _("either, without direction")}
        direction = segments(_("Score"), ways, key="direction", default="in")
        alone = st.toggle(_("As if there were only these kinds"), key="alone", disabled=not chosen)
    remember("kinds", ".".join(chosen))
    remember("direction", direction if direction != "in" else "")
    return {"network": network, "weight": weight, "direction": direction, "kinds": tuple(chosen), "recompute": alone}


def _scores(found: Centrality, names: list[str], titles: dict[str, str]) -> None:
    """All items with all measures, sorted by one of them; and the network for other tools."""
    start_from_url("sorted", next((name for name in _FIRST if name in names), names[0]), tuple(names))
    by = st.selectbox(_("Sort by"), names, format_func=titles.__getitem__, key="sorted")
    remember("sorted", by)
    ranks = found.ranks(by)
    entities = session.snapshot().records.entities
    nodes = sorted(found.nodes, key=lambda node: (ranks[node.id] is None, ranks[node.id] or 0))
    first = [by, *(name for name in names if name != by)]
    rows = [
        (
            entities[node.id].label(language()),
            node.kind_label,
            ranks[node.id] or _("not defined"),
            *(_number(found.scores[node.id][name]) for name in first),
        )
        for node in nodes
    ]
    columns = [_("Who or what"), _("Kind"), _("Rank"), *(titles[name] for name in first)]
    table("centrality", columns, rows, says=_("Measures of centrality of each item"))
    with st.container(horizontal=True):
        if st.button(
            _("The map, sized by “{measure}”", measure=titles[by]),
            key="map-sized",
            icon=":material/hub:",
            disabled=len(nodes) == 0,
        ):
            go("map", view="network", network=found.network, size=by, dots="yes")
        for ending, mime in ((".graphml", "application/graphml+xml"), (".gexf", "application/gexf+xml")):
            st.download_button(
                _("Download the network with scores as {kind}", kind=ending[1:].upper()),
                partial(scored_network, session.snapshot(), found, ending),
                f"trosol-{found.network}{ending}",
                mime,
                on_click="ignore",
                key=key_of(*place("scored", ending)),
            )


def _number(value: float | None) -> str:
    return _("not defined") if value is None else f"{value:.3g}"


def _against(found: Centrality, names: list[str], titles: dict[str, str]) -> None:
    """Two measures against each other."""
    if len(names) < 2:
        return
    st.subheader(_("Two measures against each other"))
    across, up = st.columns(2)
    with across:
        start_from_url("across", "degree" if "degree" in names else names[0], tuple(names))
        x = st.selectbox(_("Across"), names, format_func=titles.__getitem__, key="across")
    with up:
        start_from_url("up", "betweenness" if "betweenness" in names else names[1], tuple(names))
        y = st.selectbox(_("Up"), names, format_func=titles.__getitem__, key="up")
    remember("across", x)
    remember("up", y)
    entities = session.snapshot().records.entities
    dots = []
    for node in found.nodes:
        first, second = found.scores[node.id][x], found.scores[node.id][y]
        if first is not None and second is not None:
            dots.append((node.id, entities[node.id].label(language()), node.kind_label, first, second))

    def picked(key: str) -> None:
        selection.select(key)
        go("entity")

    says = _("{number} items by {x} and {y}", number=len(dots), x=titles[x], y=titles[y])
    chart("two-measures", scatter(dots, titles[x], titles[y], language()), says=says, on_pick=picked)


def _kinds(found: Centrality) -> None:
    with st.expander(_("By kind")):
        columns = [_("Kind"), _("Items"), _("With links"), _("Links within"), _("Links to others"), _("Links from others")]
        rows = [(row.label, row.nodes, row.tied, row.within, row.outward, row.inward) for row in found.by_kind]
        table("kinds", columns, rows, says=_("Items and links by kind"))


def _whole(found: Centrality) -> None:
    with st.expander(_("The network as a whole")):
        whole = found.indices
        lines: list[tuple[str, object]] = [
            (_("Items"), whole.nodes),
            (_("With links"), whole.tied),
            (_("Links"), whole.edges),
            (_("Density"), _number(whole.density)),
            (_("Reciprocity"), _number(whole.reciprocity)),
            (_("Transitivity"), _number(whole.transitivity)),
            (_("Separate parts"), whole.components),
            (_("Items in the largest part"), whole.largest),
            (_("Longest path"), _number(whole.diameter)),
            (_("Mean path"), _number(whole.mean_distance)),
            (_("Pairs with a path"), "-" if whole.connected is None else f"{whole.connected:.1%}"),
            (_("Centralisation by degree"), _number(whole.centralisation["degree"])),
            (_("Centralisation by betweenness"), _number(whole.centralisation["betweenness"])),
            (_("Assortativity by kind"), _number(whole.assortativity)),
            (_("Modularity by kind"), _number(whole.modularity)),
            *((f"{_('Pairs')}: {name}", number) for name, number in _dyads(found)),
            *((f"{_('Triples')}: {name}", number) for name, number in whole.triad_census.items() if number),
        ]
        table("whole", [_("What"), _("Value")], lines, says=_("Numbers of the whole network"), size=40)


def _dyads(found: Centrality) -> list[tuple[str, int]]:
    names = {"mutual": _("both ways"), "asymmetric": _("one way"), "null": _("no link")}
    return [(names[kind], number) for kind, number in found.indices.dyad_census.items()]


def _lenses(network: str, asked: dict[str, Any]) -> None:
    """Where filters are on: what they change."""
    now = lens(session.snapshot())
    if now == Lens():
        return
    with st.expander(_("What the filters change")):
        found = session.finding("compare_centrality", network, lens_=Lens(), other=now, **asked)
        st.markdown(plain(session.said(found.sentence)))
        columns = [_("Who or what"), _("Measure"), _("Rank without filters"), _("Rank with filters")]
        rows = [
            (row.label, in_words(row.measure, language()).label, row.first_rank or "-", row.second_rank or "-")
            for row in found.changes
            if row.first_rank != row.second_rank
        ]
        table("filters-change", columns, rows, says=_("Ranks without and with the filters"))
