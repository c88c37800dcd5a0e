"""A recommendation never names what is claimed to hurt more than it helps."""

from __future__ import annotations

from dataclasses import replace

from trosol import Ecosystem, findings
from trosol.findings.leverage.sentences import start_sentence


def test_what_hurts_more_than_it_helps_is_not_recommended() -> None:
    snapshot = Ecosystem.load("circular-textiles-vellana").snapshot
    tables = [table for table in findings.leverage(snapshot, draws=20, worlds=64).kinds if table.first]
    assert tables
    for table in tables:
        harmful = {row.id for row in table.first if not row.both_ways}
        rows = [replace(row, hurts=(("some-goal", 2 * row.score + 1),)) if row.id in harmful else row for row in table.ranking]
        turned = replace(table, ranking=type(table.ranking)(rows, type(rows[0])))
        before, after = (start_sentence(each, "Actions", lambda key: f"<{key}>") for each in (table, turned))
        assert before
        assert after
        assert all(f"<{key}>" not in after for key in harmful)
