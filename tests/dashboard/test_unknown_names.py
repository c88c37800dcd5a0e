"""An address that names what is not here says so, on every screen, and leads on."""

from __future__ import annotations

import pytest

from screens import labels, open_screen, text_of


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("entity", {"entity": "nobody", "push": "nobody~plus"}),
        pytest.param("scenarios", {"push": "nobody~plus"}, marks=pytest.mark.exhaustive),
        pytest.param("scenarios", {"open": "nobody~risk"}, marks=pytest.mark.exhaustive),
        pytest.param("map", {"view": "path", "focus": "commissioners", "other": "nobody"}, marks=pytest.mark.exhaustive),
        pytest.param("overview", {"cell": "challenge-requirements~nobody"}, marks=pytest.mark.exhaustive),
        pytest.param("gatekeepers", {"entity": "nobody.*x*"}, marks=pytest.mark.exhaustive),
    ],
)
def test_it_says_which_and_can_be_taken_out(screen: str, query: dict[str, str]) -> None:
    app = open_screen(screen, **query)
    assert "There is no item with id nobody here." in text_of(app)
    assert "Nothing is chosen yet" not in text_of(app)
    assert "Scenario" not in labels(app)
    next(button for button in app.button if button.label == "Take it out of the address").click().run()
    assert not app.exception
    assert "There is no item with id" not in text_of(app)
    assert "nobody" not in str(dict(app.query_params))


def test_a_known_address_says_nothing_of_it() -> None:
    app = open_screen("entity", entity="commissioners", push="commissioners~plus")
    assert "There is no item with id" not in text_of(app)
    assert "Scenario" in labels(app)
