"""Everything on the screens is tried once: no exception, no error box, no dead link, no empty page. (Streamlit AppTest, no browser.)

The quick part goes through what people meet first; ``-m slow`` goes through all of it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from crawl.walker import Address, Walker, english_of, faults_of
from picked import few_first
from screens import SCREENS
from trosol import Ecosystem

SHIPPED = ("circular-textiles-vellana", "wales-social-care-2022")
LANGUAGES = ("", "cy")


def told(walker: Walker) -> str:
    return "\n".join(str(fault) for fault in walker.faults)


def first_met(ecosystem: str, most: int) -> list[str]:
    """Items with most claims, and one of each status."""
    records = Ecosystem.load(ecosystem).snapshot.records
    claims = Counter(end for claim in records.claims.values() for end in (claim.subject, claim.object))
    busiest = [key for key, _number in claims.most_common() if key in records.entities][:most]
    one_each = {entity.status: key for key, entity in records.entities.items()}
    return list(dict.fromkeys([*busiest, *one_each.values()]))


@pytest.mark.parametrize(("ecosystem", "most"), few_first([(SHIPPED[0], 5), (SHIPPED[1], 5), (SHIPPED[0], 1)], [(SHIPPED[0], 1)]))
def test_items_that_people_meet_first(ecosystem: str, most: int) -> None:
    walker = Walker(ecosystem)
    for key in first_met(ecosystem, most):
        walker.item(key)
    assert not walker.faults, told(walker)
    assert walker.runs > 2 * most


@pytest.mark.exhaustive
def test_the_first_click_from_the_overview() -> None:
    walker = Walker(SHIPPED[0], deep=0)
    walker.everything(("overview",))
    assert not walker.faults, told(walker)
    assert walker.runs > 30


def test_every_screen_in_the_other_language() -> None:
    walker = Walker(SHIPPED[0], "cy")
    for screen in SCREENS:
        walker.open(Address(screen))
        walker.judge(screen)
    assert not walker.faults, told(walker)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ecosystem", SHIPPED)
def test_every_item(ecosystem: str, language: str) -> None:
    walker = Walker(ecosystem, language)
    for key in walker.items:
        walker.item(key)
    assert not walker.faults, told(walker)
    assert walker.runs > len(walker.items)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("ecosystem", "language"), list(zip(SHIPPED, reversed(LANGUAGES), strict=True)))
def test_everything(ecosystem: str, language: str) -> None:
    walker = Walker(ecosystem, language)
    walker.everything()
    assert not walker.faults, told(walker)
    assert walker.runs > 300


BROKEN = {
    "a claim twice": (
        "entity",
        "        for line in shown[pager",
        "        show_statement(shown[0], where, key)\n        for line in shown[pager",
        "exception",
    ),
    "an error that is swallowed": (
        "entity",
        "for line in shown[pager(where, len(shown), 12)]:",
        "for line in []:",
        "none of its claims",
    ),
    "a wrong number": (
        "entity",
        '_("Claims"),\n    len(card.statements),',
        '_("Claims"),\n    0,',
        "it does not say",
    ),
    "another item": ("entity", "st.title(plain(card.label))", "st.title(plain(card.id))", "its name"),
    "a map without anything": (
        "entity",
        "picture = focus_map(snapshot, key, 1, language=language())",
        'picture = network_map(snapshot, (), "")',
        "an empty picture",
    ),
    "a link to nowhere": ("entity", "if card.places:", 'st.markdown("[more](nowhere)")\nif card.places:', "a dead link"),
    "no way on": ("entity", 'next_step(\n    _("What does {name} reach', 'str(\n    _("What does {name} reach', "a dead end"),
}
"""What is broken on purpose: on which screen, which lines become which others, and how the fault is told."""


@pytest.mark.parametrize("name", few_first(BROKEN, ("a claim twice", "a map without anything", "no way on")))
def test_a_copy_that_is_broken_on_purpose_is_found_out(name: str, tmp_path: Path) -> None:
    screen, before, after, fault = BROKEN[name]
    copy = tmp_path / "dashboard"
    shutil.copytree(ROOT / "dashboard", copy, ignore=shutil.ignore_patterns("__pycache__"))
    page = copy / "screens" / f"{screen}.py"
    whole = page.read_text(encoding="utf-8")
    assert before in whole
    broken = whole.replace(before, after, 1).replace("import focus_map", "import focus_map, network_map")
    if name == "no way on":
        broken = broken[: broken.rindex("str(\n")]
    page.write_text(broken, encoding="utf-8")
    walker = Walker(SHIPPED[0], script=str(copy / "app.py"))
    walker.item("loan-guarantee" if "loan-guarantee" in walker.items else next(iter(walker.items)))
    assert any(each.what.startswith(fault) for each in walker.faults), told(walker)


def test_faults_are_seen() -> None:
    """So that the walk cannot pass because it sees nothing."""
    from streamlit.testing.v1 import AppTest

    def page(script: str) -> list[str]:
        app = AppTest.from_string("import streamlit as st\n" + script).run()
        return [fault.partition(":")[0] for fault in faults_of(app, "Home")]

    way_on = "st.button('on', key='next-step')\n"
    words = way_on + "st.title('A screen')\nst.markdown('one two three four five six seven eight nine ten eleven twelve')\n"
    assert page(words) == []
    assert page(words + "1 / 0") == ["exception"]
    assert page(words + "st.button('a', key='k')\nst.button('b', key='k')") == ["exception"]
    assert page(words + "st.error('no')") == ["error box"]
    assert page(way_on + "st.title('A screen')") == ["an empty page"]
    assert page(words.replace("st.title('A screen')", "")) == ["no title"]
    assert page(words.replace("st.title('A screen')", "st.html('<h1 class=\"unseen\">A screen</h1>')")) == []
    assert page(words.replace("st.title('A screen')", "st.html('<h1> </h1>')")) == ["no title"]
    assert english_of(["Priorities", "Blaenoriaethau", "Map", "A name of the data"], "cy") == ["Priorities"]
    assert english_of(["Priorities"], "") == []
    assert page(words.replace(way_on, "")) == ["a dead end"]
    assert page(words + "st.vega_lite_chart(spec={'layer': [{'data': {'values': []}, 'mark': 'bar'}]})") == ["an empty chart"]
    assert page(words.replace("A screen", "Home")) == ["Home instead of the screen"]
    assert page(words + "st.markdown('[there](nowhere?x=1)')") == ["a dead link"]
    assert page(words + "st.markdown('[there](https://example.org)')") == []
