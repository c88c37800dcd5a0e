"""Every screen: nothing that axe-core finds wrong (WCAG 2.0 to 2.2, A and AA), and no scrolling sideways on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_core_python.sync_playwright import Axe

from browsing import PATIENCE, settled, until
from picked import few_first
from screens import SCREENS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
FURTHER = {
    "map-around": "map?view=around&entity=commissioners",
    "map-dots": "map?view=network&network=influence&dots=yes",
    "map-free": "map?view=network&lanes=free",
    "priorities-drives": "priorities?view=drives&entity=action-embed",
    "priorities-prompts": "priorities?view=prompts",
    "gatekeepers-doors": "gatekeepers?view=doors",
    "gatekeepers-gates": "gatekeepers?view=gates",
    "gatekeepers-together": "gatekeepers?view=together",
    "pathways-ways": "pathways?from=action-embed&to=innovation-in-social-care",
    "priorities-sets": "priorities?view=sets",
    "evidence-voices": "evidence?view=voices",
    "evidence-next": "evidence?view=next",
    "overview-cell": "?cell=challenge-risk~action-embed&entity=commissioners&claims=stated",
    "scenarios-pushed": "scenarios?push=action-embed~plus",
    "extend-bring": "extend?view=bring",
    "compare-other": "compare?with=circular-textiles-vellana",
    "scenarios-kept": "scenarios?push=action-embed~plus&push2=social-care-wales~plus",
}
PAGES = {
    **{name: "" if name == "overview" else name.replace("_", "-") for name in SCREENS},
    "entity": "entity?entity=commissioners",
    **FURTHER,
}


FIRST = ("priorities",)
"""Where people go first."""


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_nothing_in_windows_of_other_widths(name: str, browser: Browser, dashboard: str) -> None:
    """Each page in one of three widths, in the look and language that it is not tried in at 1400."""
    place = sorted(PAGES).index(name)
    other, width = place % 2 == 0, (390, 768, 1920)[place % 3]
    language = ("&" if "?" in PAGES[name] else "?") + "lang=cy" if other else ""
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme="dark" if other else "light")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{dashboard}/{PAGES[name]}{language}")
    page.locator(".st-key-next-step").wait_for()
    settled(page)
    found = Axe().run(page, context={"exclude": [["details:not([open]) > :not(summary)"]]}, options=RULES)["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)
    context.close()


@pytest.mark.parametrize("name", few_first(sorted(PAGES), FIRST))
def test_axe_finds_nothing_and_a_telephone_shows_all_of_it(name: str, browser: Browser, dashboard: str) -> None:
    """Light and English, or dark and Welsh: half of the pages each, so that both are seen on many screens."""
    other = sorted(PAGES).index(name) % 2 == 1
    language = ("&" if "?" in PAGES[name] else "?") + "lang=cy" if other else ""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, color_scheme="dark" if other else "light")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{dashboard}/{PAGES[name]}{language}")
    page.locator(".st-key-next-step").wait_for()
    settled(page)
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach((s, i) => { if (i < 3) s.click(); })")
    settled(page)
    until(page, "wanted => document.documentElement.lang === wanted", "cy" if other else "en")
    assert page.locator('[data-testid="stErrorElementStack"], [data-testid="stException"]').count() == 0
    # What is folded has a place all the same, and axe-core takes it to lie over what really stands there.
    found = Axe().run(page, context={"exclude": [["details:not([open]) > :not(summary)"]]}, options=RULES)["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    wide = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width > 0 && box.right > 394 && !part.closest('.trosol-table, iframe, svg, canvas, [role="radiogroup"], [role="tablist"], pre');
        }).slice(0, 3).map((part) => part.outerHTML.slice(0, 160))"""
    )
    assert not wide, wide
    context.close()
