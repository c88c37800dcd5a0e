"""networkx's own tests of the measures that we share, answered by ours: the same numbers, or a reason for each that differs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from oracle.networkx_adapter import ADAPTERS

_A = "networkx.algorithms"
_C = f"{_A}.centrality.tests"
SUITE = (
    f"{_C}.test_betweenness_centrality",
    f"{_C}.test_betweenness_centrality_subset",
    f"{_C}.test_closeness_centrality",
    f"{_C}.test_current_flow_betweenness_centrality",
    f"{_C}.test_degree_centrality",
    f"{_C}.test_eigenvector_centrality",
    f"{_C}.test_harmonic_centrality",
    f"{_C}.test_katz_centrality",
    f"{_C}.test_load_centrality",
    f"{_A}.link_analysis.tests.test_pagerank",
    f"{_A}.tests.test_structuralholes",
    f"{_A}.tests.test_core",
    f"{_A}.tests.test_bridges",
    f"{_A}.components.tests.test_biconnected",
    f"{_A}.tests.test_cluster",
    f"{_A}.tests.test_reciprocity",
    f"{_A}.tests.test_distance_measures",
    f"{_A}.assortativity.tests.test_correlation",
    f"{_A}.bipartite.tests.test_centrality",
    f"{_A}.bipartite.tests.test_project",
)
DIGITS = "compares to the last bit; ours have twelve digits"
KNOWN = {
    "test_betweenness_centrality.py::TestBetweennessCentrality::test_k_out_of_bounds_raises": DIGITS,
    "test_betweenness_centrality_subset.py::test_equivalence_non_subset": DIGITS,
    "test_closeness_centrality.py::TestIncrementalClosenessCentrality::test_incremental": DIGITS,
    "test_correlation.py::TestAttributeMixingCorrelation::test_attribute_assortativity_undirected": DIGITS,
    "test_correlation.py::TestAttributeMixingCorrelation::test_attribute_assortativity_directed": DIGITS,
    "test_centrality.py::TestBipartiteCentrality::test_closeness_centrality": DIGITS,
    "test_project.py::TestBipartiteWeightedProjection::test_project_weighted_newman": DIGITS,
    "test_katz_centrality.py::TestKatzEigenvectorVKatz::test_eigenvector_v_katz_random": "takes α = 1/λ, where the sum has no end: refused",
}


@pytest.mark.slow
def test_networkx_would_not_notice(tmp_path: Path) -> None:
    told = tmp_path / "adapted.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "oracle.networkx_adapter", "-c", os.devnull]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(ROOT / "graph"))),
        "TROSOL_ADAPTED": str(told),
    }
    done = subprocess.run(
        [*command, "--pyargs", *SUITE], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    result = json.loads(told.read_text(encoding="utf-8"))
    assert set(result["outcomes"].get("failed", ())) == set(KNOWN), done.stdout[-4000:]
    assert set(result["ours"]) == set(ADAPTERS)  # each of ours was asked
    assert len(result["outcomes"]["passed"]) > 500
