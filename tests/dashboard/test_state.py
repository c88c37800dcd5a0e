"""One state, in the address: it survives every hand-off, Back brings the one before, and sessions do not mix. (Streamlit AppTest, no browser.)"""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from one_or_more import one_or_more
from picked import few_first
from screens import APP, SCREENS, in_url, labels, open_screen, text_of
from trosol.web.moved_screens import MOVED
from url_state import CARRIED

STATE = {
    "entity": "action-embed",
    "claims": "stated",
    "confidence": "medium",
    "push": "action-embed~plus",
    "kept": "Platforms!action-platforms~plus!!",
    "parts": "leverage.gatekeepers",
    "plans": "scenario:action-convener=+",
    "items": "commissioners,challenge-risk",
}
"""Selection, two filters, the scenario, one that is kept, and what is in the basket."""

MENU = ("", "map", "priorities", "gatekeepers", "scenarios", "evidence", "brief")


def address_of(screen: str) -> str:
    return "" if screen == "overview" else screen.replace("_", "-")


@pytest.fixture(scope="module")
def state_seen() -> dict[str, AppTest]:
    """Every screen, opened once with the whole state."""
    return {screen: open_screen(screen, **STATE) for screen in SCREENS}


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """Where the links of the menu lead: their page, and what they carry."""
    from urllib.parse import parse_qsl

    return {link.proto.page: dict(parse_qsl(link.proto.query_string)) for link in app.get("page_link")}


@pytest.mark.exhaustive
@pytest.mark.parametrize("screen", few_first(SCREENS, [*SCREENS][1::4]))
def test_the_state_is_kept_on_each_screen_and_goes_along_to_each_other(screen: str, state_seen: dict[str, AppTest]) -> None:
    """All pairs: what stands in the links from a screen is what a click hands on, and each screen keeps what it is handed."""
    app = state_seen[screen]
    assert {key: in_url(app, key) for key in STATE} == STATE
    handed = links(app)
    assert set(MENU) <= set(handed)
    assert all({key: carried.get(key) for key in STATE} == STATE for carried in handed.values())
    shown = labels(app)
    assert "Embed innovation into practice and contracts" in [label.strip() for label in shown]
    assert "only what the text states" in shown and "medium confidence or more" in shown


@pytest.mark.parametrize("screen", few_first(SCREENS, [*SCREENS][::4]))
def test_the_step_at_the_end_of_a_screen_hands_the_selection_and_the_filters_on(screen: str) -> None:
    kept = {key: STATE[key] for key in ("entity", "claims", "parts")}
    app = open_screen(screen, **kept)
    next(button for button in app.button if button.key == "next-step").click().run()
    assert not app.exception
    assert {key: in_url(app, key) for key in kept} == kept


def old(app: AppTest, address: str) -> AppTest:
    """Open an address that has no screen of its own any more."""
    app._page_hash = next(key for key, page in app._registered_pages.items() if page["url_pathname"] == address)
    return app.run()


@pytest.mark.parametrize("name", MOVED)
def test_an_old_address_leads_on_with_what_it_asked_for(name: str) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    for key, value in {"entity": "commissioners", "voice": "stakeholders"}.items():
        app.query_params[key] = value
    old(app, name.replace("_", "-"))
    page, usual = MOVED[name]
    assert not app.exception
    there = app._registered_pages[app._finished_page_script_hash]
    assert there["url_pathname"] == address_of(page)
    assert in_url(app, "entity") == "commissioners" and in_url(app, "voice") == "stakeholders"
    assert {key: in_url(app, key) for key in usual} == dict(usual)


def test_what_is_not_in_the_address_is_nowhere_else() -> None:
    """As after Back: the same session, an address from before."""
    app = open_screen("ontology", **STATE)
    for key in STATE:
        del app.query_params[key]
    app.run()
    assert not any(in_url(app, key) for key in CARRIED)
    assert "only what the text states" not in labels(app)
    for key, value in STATE.items():
        app.query_params[key] = value
    app.run()
    assert {key: in_url(app, key) for key in STATE} == STATE


def test_a_view_follows_the_address_back() -> None:
    app = open_screen("ontology")
    app.button_group[0].set_value("relations").run()
    assert in_url(app, "view") == "relations"
    del app.query_params["view"]
    app.run()
    assert app.button_group[0].value == "classes"


@pytest.mark.exhaustive
@pytest.mark.parametrize("people", few_first([10, 4], [4]))
def test_sessions_do_not_mix(people: int) -> None:
    keys = ["commissioners", "leaders", "managers", "action-embed", "action-platforms"]
    asked = [
        {"entity": keys[n % 5], "claims": "stated" if n % 2 else "", "lang": "cy" if n % 3 == 0 else ""} for n in range(people)
    ]
    sessions = [open_screen("about", **{key: value for key, value in each.items() if value}) for each in asked]
    for _again in range(2):
        for app in sessions:
            app.run()
    for app, each in one_or_more(zip(sessions, asked, strict=True)):
        assert {key: in_url(app, key) for key in each} == each


def test_deselecting_and_clearing_a_filter_take_just_that_away() -> None:
    app = open_screen("about", **STATE)

    def press(key: str) -> None:
        next(button for button in app.button if button.key == key).click().run()

    press("off~entity~")
    assert not in_url(app, "entity") and in_url(app, "claims") == "stated"
    press("off~claims~")
    assert not in_url(app, "claims") and in_url(app, "confidence") == "medium"


def press(app: AppTest, key: str) -> AppTest:
    return next(button for button in app.button if button.key == key).click().run()


def in_brief(app: AppTest) -> list[str]:
    """What the brief is of, on its own screen."""
    return list(next(box for box in app.multiselect if box.key == "in-brief").value)


def menu_label(app: AppTest) -> str:
    return str(next(link.proto.label for link in app.get("page_link") if link.proto.page == "brief"))


def test_a_row_goes_into_the_brief_and_nothing_with_it() -> None:
    app = open_screen("brief")
    assert in_brief(app) == ["leverage", "gatekeepers"] and menu_label(app) == "Brief"
    assert not in_url(app, "parts"), "what is usual was put aside by nobody"
    app.switch_page("screens/priorities.py").run()
    press(app, "basket~action-convener~row")
    assert (in_url(app, "items"), in_url(app, "parts"), in_url(app, "plans")) == ("action-convener", "", "")
    app.switch_page("screens/brief.py").run()
    assert in_brief(app) == ["action-convener"] and menu_label(app) == "Brief (1)"
    box = next(box for box in app.multiselect if box.key == "in-brief")
    box.set_value([]).run()
    assert "Nothing is chosen yet" in text_of(app) and menu_label(app) == "Brief"


def test_a_second_scenario_stands_beside_the_first_in_the_brief() -> None:
    app = open_screen("scenarios", push="action-embed~plus")
    press(app, "basket~scenario:action-embed%3D%2B~scenarios")
    app.query_params["push"] = "challenge-metrics~minus"
    app.run()
    press(app, "basket~scenario:challenge-metrics%3D-~scenarios")
    both = ["scenario:action-embed=+", "scenario:challenge-metrics=-"]
    assert in_url(app, "plans") == "|".join(both)
    app.switch_page("screens/brief.py").run()
    assert in_brief(app) == both and menu_label(app) == "Brief (2)"


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "old, now",
    [
        ({"parts": "scenario.gatekeepers", "push": "action-embed~plus"}, ["gatekeepers", "scenario:action-embed=+"]),
        (
            {"parts": "pathways", "from": "action-embed", "to": "innovation-in-social-care"},
            ["pathways:action-embed:innovation-in-social-care"],
        ),
        ({"parts": "scenario"}, ["leverage", "gatekeepers"]),
    ],
)
def test_a_brief_of_an_old_address_has_what_it_had(old: dict[str, str], now: list[str]) -> None:
    assert in_brief(open_screen("brief", **old)) == now


@pytest.mark.exhaustive
@pytest.mark.parametrize("screen", ["overview", "priorities", "gatekeepers", "scenarios", "evidence"])
def test_each_button_puts_one_thing_aside(screen: str) -> None:
    """Every button for the basket on a screen: one more, and only that one taken out again."""
    begun = {"push": "action-embed~plus", "view": "next" if screen == "evidence" else ""}
    app = open_screen(screen, **{key: value for key, value in begun.items() if value})
    keys = [str(button.key) for button in app.button if str(button.key).startswith("basket~")]
    assert keys
    for number, key in enumerate(keys[:6], start=1):
        press(app, key)
        assert menu_label(app) == f"Brief ({number})", key
    press(app, keys[0])
    assert menu_label(app) == ("Brief" if len(keys) == 1 else f"Brief ({min(len(keys), 6) - 1})")


def test_an_item_is_put_aside_and_taken_out_again() -> None:
    app = open_screen("entity", entity="commissioners", items="leaders,nobody")
    key = "basket~commissioners~item"
    next(button for button in app.button if button.key == key).click().run()
    assert in_url(app, "items") == "leaders,commissioners"
    assert "Brief (2)" in [link.proto.label for link in app.get("page_link")]
    next(button for button in app.button if button.key == key).click().run()
    assert in_url(app, "items") == "leaders"


def test_a_scenario_is_kept_by_name_and_opened_again() -> None:
    app = open_screen("scenarios", push="action-embed~plus")
    next(box for box in app.text_input if box.key == "keep-as").set_value("Embed | first!").run()
    assert in_url(app, "kept") == "Embed   first!action-embed~plus!!"
    next(button for button in app.button if button.label == "Begin again").click().run()
    assert not in_url(app, "push")
    next(button for button in app.button if button.key == "kept~open~Embed   first").click().run()
    assert in_url(app, "push") == "action-embed~plus"
    next(button for button in app.button if button.key == "kept~go~Embed   first").click().run()
    assert not in_url(app, "kept")


def bar(app: AppTest) -> Any:
    return next(box for box in app.selectbox if box.key == "ask-bar")


def test_the_bar_finds_an_item_and_asks_a_question() -> None:
    app = open_screen("about", claims="stated")
    bar(app).select(next(option for option in bar(app).options if option.startswith("Commissioners ·"))).run()
    assert app.title[0].value == "Commissioners" and in_url(app, "entity") == "commissioners"
    assert in_url(app, "claims") == "stated"
    bar(app).select("Which actions address Risk?").run()
    assert app.title[0].value == "Ask" and in_url(app, "text") == "Which actions address Risk?"
    assert "Understood as" in text_of(app)


def test_which_challenge_first_with_which_action_and_who_is_in_the_way() -> None:
    """Answered on the overview itself; each answer is one click from a screen that says the same."""
    app = open_screen("overview")
    first = text_of(app)
    sees = [str(button.key) for button in app.button if str(button.key).startswith("see~")]
    assert sees == ["see~leverage~challenge-areas", "see~leverage~action-areas", "see~gatekeepers~"]
    for key in sees:
        app = open_screen("overview")
        next(button for button in app.button if button.key == key).click().run()
        bold = [str(part.value).strip("*") for part in app.markdown if str(part.value).startswith("**")]
        assert any(text in first and len(text.split()) > 8 for text in bold), key
