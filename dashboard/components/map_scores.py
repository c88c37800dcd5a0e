"""Measures that the map can size and colour by: of centrality, and how many goals an item helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trosol.errors import TrosolError
from trosol.findings.centrality.measure_words import in_words
from trosol.findings.centrality.measured import MEASURES
from trosol.language import say_in
from trosol.views.maps.explorer_data import ExplorerData
from trosol.views.maps.explorer_page import scores_json

__all__ = ["offered", "score"]

_LEVERAGE = "leverage"


def offered(network: str, language: str) -> tuple[tuple[str, str], ...]:
    """Names and labels; none where there is no ranked network."""
    if not network:
        return ()
    return (
        (_LEVERAGE, say_in(language, "Leverage: goals helped")),
        *((name, in_words(name, language).label) for name in MEASURES),
    )


def score(data: ExplorerData, network: str, name: str, language: str, ask: Callable[..., Any]) -> dict[str, Any] | None:
    """Values of a measure, worked out in a ranked network; None for what is no measure. ``ask``: gets a finding by its name."""
    if not network or name not in (_LEVERAGE, *MEASURES):
        return None
    label = dict(offered(network, language))[name]
    try:
        if name == _LEVERAGE:
            found = ask("leverage")
            return scores_json(data, label, {row.id: row.score for row in found.rows})
        scores = ask("centrality", network, measures=(name,)).scores
        return scores_json(data, label, {key: values.get(name) for key, values in scores.items()})
    except TrosolError:
        return scores_json(data, label, {})
