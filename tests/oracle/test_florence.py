"""Florentine marriages (Padgett & Ansell 1993, Am. J. Sociology 98; Breiger & Pattison 1986), as in networkx, without Pucci.

Values: R 4.2.2, sna 2.7.1 and igraph 1.3.5 on 2026-11-23 on networkx' edge list. That the Medici have 47.5 of 91 pairs
(0.522) is also the value that Jackson 2008, Social and Economic Networks, chapter 1, prints.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import networkx as nx
import pytest

from trosol.measures import betweenness, closeness, constraint, cut_points, eigenvector, pagerank

FLORENCE = nx.florentine_families_graph()

# family: betweenness, closeness, eigenvector (sna); constraint, PageRank (igraph)
VALUES = {
    "Acciaiuoli": (0.0, 0.3684210526, 0.1321542947, 1.0, 0.03065743737),
    "Medici": (47.5, 0.56, 0.4303080940, 0.2098765432, 0.14581720500),
    "Castellani": (5.0, 0.3888888889, 0.2590261672, 0.4822530864, 0.06933017555),
    "Peruzzi": (2.0, 0.3684210526, 0.2757303736, 0.6558641975, 0.06787531001),
    "Strozzi": (9.333333333, 0.4375, 0.3559804484, 0.4583333333, 0.08809843852),
    "Barbadori": (8.5, 0.4375, 0.2117052512, 0.5, 0.05030098711),
    "Ridolfi": (10.333333333, 0.5, 0.3415526441, 0.4598765432, 0.06957426654),
    "Tornabuoni": (8.333333333, 0.4827586207, 0.3258423011, 0.4598765432, 0.07127968582),
    "Albizzi": (19.333333333, 0.4827586207, 0.2439561092, 0.3333333333, 0.07912225286),
    "Salviati": (13.0, 0.3888888889, 0.1459171965, 0.5, 0.06130322877),
    "Pazzi": (0.0, 0.2857142857, 0.0448134359, 1.0, 0.03605387223),
    "Bischeri": (9.5, 0.4, 0.2828000866, 0.4822530864, 0.06886179561),
    "Guadagni": (23.166666667, 0.4666666667, 0.2891155990, 0.25, 0.09839783337),
    "Ginori": (0.0, 0.3333333333, 0.0749227077, 1.0, 0.03241797164),
    "Lamberteschi": (0.0, 0.3255813953, 0.0887918880, 1.0, 0.03090953959),
}


@pytest.mark.parametrize(
    ("scores", "column"),
    [
        (betweenness(FLORENCE).raw, 0),
        (closeness(FLORENCE).normalised, 1),
        (eigenvector(FLORENCE).raw, 2),
        (constraint(FLORENCE).raw, 3),
        (pagerank(FLORENCE).raw, 4),
    ],
    ids=["betweenness", "closeness", "eigenvector", "constraint", "pagerank"],
)
def test_values(scores: Mapping[Hashable, float], column: int) -> None:
    # sna's power iteration for the eigenvector stops at about 1e-6.
    expected = {family: row[column] for family, row in VALUES.items()}
    assert scores == pytest.approx(expected, abs=5e-6 if column == 2 else 1e-8)


def test_the_medici_as_printed() -> None:
    found = betweenness(FLORENCE)
    assert found.top(1) == ("Medici",)
    assert round(found.normalised["Medici"], 3) == 0.522


def test_cut_points() -> None:
    """As igraph and sna find them; Medici without: Salviati with Pazzi, Acciaiuoli, and the eleven others."""
    found = cut_points(FLORENCE)
    assert set(found) == {"Medici", "Albizzi", "Salviati", "Guadagni"}
    assert found.points[0].node == "Medici"
    assert found.points[0].pieces == (11, 2, 1)
