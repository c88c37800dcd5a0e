"""Findings that the tests of briefs share, worked out once, with few draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from trosol.brief import Brief, brief
from trosol.ecosystem import Ecosystem
from trosol.findings.cache import Through, remembering, straight

FEW: dict[str, Any] = {"draws": 40, "worlds": 256}


@pytest.fixture(scope="package")
def through() -> Through:
    return remembering(straight)


@pytest.fixture(scope="package")
def made(wales: Ecosystem, through: Through) -> Callable[..., Brief]:
    """Makes briefs of Wales."""
    return lambda parts=("leverage", "gatekeepers"), **more: brief(wales.snapshot, parts, **{**FEW, "through": through, **more})


@pytest.fixture(scope="package")
def found(wales: Ecosystem, through: Through) -> Callable[..., Any]:
    """Works a finding of Wales out, as the briefs have it."""
    from trosol.networks.lens import Lens

    return lambda function, **more: through(wales.snapshot, function, Lens(), **more)
