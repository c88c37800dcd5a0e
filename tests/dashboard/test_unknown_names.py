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


@pytest.mark.parametrize(
    ("screen", "query", "says"),
    [
        ("compare", {"with": "git", "revision": "ffffff"}, "There is no earlier state named ffffff here."),
        ("evidence", {"voice": "nobody", "ecosystem": "no.such~one"}, "There is no voice with id nobody here"),
        pytest.param(
            "evidence", {"horizon": "nobody", "goals": "nobody"}, "There is no goal with id nobody", marks=pytest.mark.exhaustive
        ),
    ],
)
def test_whatever_else_is_not_here_is_told_and_nothing_is_shown_in_its_place(
    screen: str, query: dict[str, str], says: str
) -> None:
    app = open_screen(screen, **query)
    assert says in text_of(app)
    if "ecosystem" in query:
        assert "There is no ecosystem named no.such~one here." in text_of(app).replace("\\", "")
    if screen == "compare":  # in a checkout, whose folders have earlier states, the newest is not shown instead
        assert "Facts that differ" not in text_of(app) or not any(box.label == "Which state" for box in app.selectbox)
        return  # taken out, the newest is compared, which takes its time
    next(button for button in app.button if button.label == "Take it out of the address").click().run()
    assert not app.exception and "There is no" not in text_of(app)


def test_a_known_address_says_nothing_of_it() -> None:
    app = open_screen("entity", entity="commissioners", push="commissioners~plus")
    assert "There is no item with id" not in text_of(app)
    assert "Scenario" in labels(app)
