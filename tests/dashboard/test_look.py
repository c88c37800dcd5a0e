"""The screens to look with: home, evidence, horizons, voices, and the map's ways to draw."""

from __future__ import annotations

from screens import labels, open_screen, tables, text_of


def test_evidence_tells_who_spoke_and_where_the_aim_was_missed() -> None:
    shown = text_of(app := open_screen("evidence"))
    assert "7 of the 10" in shown  # the report's table of qualitative reach: stakeholders
    assert "Participants, group not given" in tables(app)
    assert "never added up" in shown


def test_evidence_runs_the_checks_when_asked() -> None:
    app = open_screen("evidence")
    next(button for button in app.button if button.label == "Run the checks").click().run()
    assert not app.exception
    assert "structure" in app.success[0].value


def test_evidence_of_one_voice_counts_only_its_claims() -> None:
    everything, stakeholders = open_screen("evidence"), open_screen("evidence", voice="stakeholders")
    count = [int(app.metric[0].value.replace(",", "")) for app in (everything, stakeholders)]
    assert 0 < count[1] < count[0]
    assert "only what Stakeholders said" in labels(stakeholders)


def test_horizons_show_three_lanes_bridges_and_what_leads_nowhere() -> None:
    shown = text_of(open_screen("horizons"))
    for words in ("Horizon 1", "Horizon 2", "Horizon 3", "Bridges", "Stranded goals", "Trapped challenges"):
        assert words in shown
    assert "10 we know only that they exist" in shown  # the ten visions, of which the report gives no wording


def test_voices_say_whose_word_carries_what_and_refuse_where_a_voice_is_too_thin() -> None:
    shown = text_of(open_screen("voices", alone="stakeholders"))
    assert "claims" in shown
    assert "Not enough evidence" in shown


def test_what_has_nothing_in_common_is_not_compared() -> None:
    app = open_screen("compare", **{"with": "circular-textiles-vellana"})
    assert not app.exception
    assert "Not compared" in text_of(app)
    assert "Facts that differ" not in text_of(app)
