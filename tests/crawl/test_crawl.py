"""Everything on the screens is tried once: no exception, no error box, no dead link, no empty page. (Streamlit AppTest, no browser.)

The quick part goes through what people meet first; ``-m slow`` goes through all of it.
"""

from __future__ import annotations

from collections import Counter

import pytest

from crawl.walker import Address, Walker, faults_of
from picked import few_first
from screens import SCREENS
from trosol import Ecosystem

SHIPPED = ("circular-textiles-vellana", "wales-social-care-2022")
LANGUAGES = ("", "cy")


def told(walker: Walker) -> str:
    return "\n".join(str(fault) for fault in walker.faults)


def first_met(ecosystem: str) -> list[str]:
    """Items with most claims, and one of each status."""
    records = Ecosystem.load(ecosystem).snapshot.records
    claims = Counter(end for claim in records.claims.values() for end in (claim.subject, claim.object))
    most = [key for key, _number in claims.most_common() if key in records.entities][:5]
    one_each = {entity.status: key for key, entity in records.entities.items()}
    return list(dict.fromkeys([*most, *one_each.values()]))


@pytest.mark.parametrize("ecosystem", few_first(SHIPPED, SHIPPED[:1]))
def test_items_that_people_meet_first(ecosystem: str) -> None:
    walker = Walker(ecosystem)
    for key in first_met(ecosystem):
        walker.item(key)
    assert not walker.faults, told(walker)
    assert walker.runs > 10


def test_the_first_click_from_home() -> None:
    walker = Walker(SHIPPED[0])
    walker.everything(("home",))
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
@pytest.mark.parametrize("ecosystem", SHIPPED)
def test_everything(ecosystem: str) -> None:
    walker = Walker(ecosystem)
    walker.everything()
    assert not walker.faults, told(walker)
    assert walker.runs > 300


def test_faults_are_seen() -> None:
    """So that the walk cannot pass because it sees nothing."""
    from streamlit.testing.v1 import AppTest

    def page(script: str) -> list[str]:
        app = AppTest.from_string("import streamlit as st\n" + script).run()
        return [fault.partition(":")[0] for fault in faults_of(app, "Home")]

    words = "st.title('A screen')\nst.markdown('one two three four five six seven eight nine ten eleven twelve')\n"
    assert page(words) == []
    assert page(words + "1 / 0") == ["exception"]
    assert page(words + "st.button('a', key='k')\nst.button('b', key='k')") == ["exception"]
    assert page(words + "st.error('no')") == ["error box"]
    assert page("st.title('A screen')") == ["an empty page"]
    assert page(words[len("st.title('A screen')\n") :]) == ["no title"]
    assert page(words.replace("A screen", "Home")) == ["Home instead of the screen"]
    assert page(words + "st.markdown('[there](nowhere?x=1)')") == ["a dead link"]
    assert page(words + "st.markdown('[there](https://example.org)')") == []
