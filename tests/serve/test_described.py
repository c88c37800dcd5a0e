"""Everything that the OpenAPI description promises holds for requests that a program makes up (schemathesis)."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from trosol.ecosystem import Ecosystem
from trosol.serve import Access, application

pytestmark = pytest.mark.exhaustive
WALES = Ecosystem.load("wales-social-care-2022")
APP = application(WALES, Access(hosts=("testserver", "127.0.0.1")))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)
# That there is no such class, thing or group is told by the answer: no description can list them all beforehand.
# Findings take seconds for each made-up lens: their parameters are tried by the slow run.
QUICK = SCHEMA.exclude(path_regex="/api/findings/.+")


@QUICK.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_entities_and_questions(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


@pytest.mark.slow
@SCHEMA.include(path_regex="/api/findings/.+").parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_findings(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
