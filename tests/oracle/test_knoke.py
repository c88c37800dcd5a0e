"""Knoke's information exchange among ten organisations (Knoke & Kuklinski 1982, Network Analysis): directed, 49 ties.

The matrix stands below, so that values and data can be checked together. Values: R 4.2.2, sna 2.7.1 and igraph 1.3.5, run on
this matrix on 2026-11-23. ``sna::brokerage`` heads its third and fourth column b_IO and b_OI; run on X→Y→Y it puts the one
two-path under b_OI, so that its fourth column is what Gould and Fernandez call gatekeeper (ABB), its third representative.
"""

from __future__ import annotations

import networkx as nx
import pytest

from trosol.measures import betweenness, brokerage, closeness, constraint, mixing, pagerank

NAMES = ["COUN", "COMM", "EDUC", "INDU", "MAYR", "WRO", "NEWS", "UWAY", "WELF", "WEST"]
ROWS = [
    "0100101010",
    "1011101110",
    "0101111001",
    "1100101000",
    "1111001111",
    "0010001010",
    "0101100000",
    "1101101010",
    "0100101000",
    "1110101000",
]
KNOKE = nx.DiGraph([(NAMES[i], NAMES[j]) for i, row in enumerate(ROWS) for j, tie in enumerate(row) if tie == "1"])
GROUPS = dict(zip(NAMES, ["gov", "other", "other", "other", "gov", "gov", "other", "welfare", "welfare", "welfare"], strict=True))


def test_the_data() -> None:
    assert (len(KNOKE), KNOKE.size()) == (10, 49)


def test_betweenness() -> None:
    expected = [
        0.6666666667, 12.3333333333, 11.6944444444, 0.8055555556, 17.8333333333,
        0.3333333333, 2.75, 0, 1.2222222222, 0.3611111111,
    ]  # fmt: skip
    assert betweenness(KNOKE).raw == pytest.approx(dict(zip(NAMES, expected, strict=True)), abs=1e-9)


def test_closeness_both_ways() -> None:
    """igraph's mode "in" and "out"; sna takes "out"."""
    inward = [0.6428571429, 0.9, 0.6428571429, 0.6923076923, 0.9, 0.4090909091, 1, 0.5294117647, 0.6923076923, 0.5625]
    outward = [0.6, 0.8181818182, 0.75, 0.6, 0.9, 0.5294117647, 0.5625, 0.6923076923, 0.5625, 0.6923076923]
    assert closeness(KNOKE).normalised == pytest.approx(dict(zip(NAMES, inward, strict=True)))
    assert closeness(KNOKE, direction="out").normalised == pytest.approx(dict(zip(NAMES, outward, strict=True)))


def test_constraint() -> None:
    expected = [
        0.4805511833, 0.4014463201, 0.3859868481, 0.4786189224, 0.3874008109,
        0.4543446181, 0.4242206090, 0.5137791763, 0.4355654417, 0.4857785336,
    ]  # fmt: skip
    assert constraint(KNOKE).raw == pytest.approx(dict(zip(NAMES, expected, strict=True)), abs=1e-9)


def test_pagerank() -> None:
    expected = [
        0.09473729558, 0.17352024482, 0.06917990459, 0.11683085439, 0.17590107142,
        0.02480048648, 0.15710444008, 0.05475980428, 0.08967592304, 0.04348997532,
    ]  # fmt: skip
    assert pagerank(KNOKE).raw == pytest.approx(dict(zip(NAMES, expected, strict=True)), abs=1e-9)


def test_brokerage_counts() -> None:
    expected = {
        "COUN": (0, 1, 0, 0, 1, 2),
        "COMM": (2, 3, 8, 6, 2, 21),
        "EDUC": (0, 2, 2, 3, 2, 9),
        "INDU": (0, 0, 2, 0, 0, 2),
        "MAYR": (0, 7, 4, 3, 13, 27),
        "WRO": (0, 0, 0, 0, 1, 1),
        "NEWS": (0, 1, 0, 5, 0, 6),
        "UWAY": (0, 0, 0, 0, 0, 0),
        "WELF": (0, 1, 0, 0, 1, 2),
        "WEST": (0, 0, 0, 0, 1, 1),
    }
    assert brokerage(KNOKE, GROUPS).counts == expected


def test_brokerage_expected_and_z() -> None:
    found = brokerage(KNOKE, GROUPS)
    assert found.expectations["COUN"] == pytest.approx(
        (0.2700713306, 2.430641975, 1.890499314, 1.890499314, 3.240855967, 9.722567901)
    )
    assert found.expectations["COMM"] == pytest.approx(
        (0.8102139918, 1.620427984, 2.430641975, 2.430641975, 2.430641975, 9.722567901)
    )
    assert found.deviations["MAYR"] == pytest.approx(
        (-0.5587790845, 2.6302971520, 1.1922737786, 0.6270813676, 4.5334370766, 3.5423259196)
    )
    assert found.deviations["NEWS"] == pytest.approx(
        (-0.8617850612, -0.4666331655, -1.2115604299, 1.2807038407, -1.3585659567, -0.7632238801)
    )


def test_mixing() -> None:
    """igraph's assortativity_nominal: −0.1417475728."""
    assert mixing(KNOKE, GROUPS).assortativity == pytest.approx(-0.1417475728)
