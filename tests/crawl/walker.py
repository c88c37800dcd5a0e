"""Goes through the dashboard as somebody would who tries everything once, and writes down what is broken.

The rules, in one place:

1. Every screen of the menu is opened, and what is on it is tried: each button, each option of each choice, each last page.
2. Of a choice with more than ``FEW`` options the first, the middle and the last are taken.
3. Of what leads to items, ``LIKE`` of each kind of place on a screen are followed; of the others the item has to be one that there
   is. (The page of every item is opened by itself: :meth:`Walker.item`.)
4. What a button or another view leads to is gone through as well, where it has another *shape* (screen and views, whatever items
   are chosen), up to ``DEEP`` steps from the menu. What other choices lead to is looked at.
5. What stands above every screen (search, filters, what is chosen) is tried on one (``ASIDE``), as it is opened from the menu.
6. Whatever is broken on a page (:func:`faults_of`) is a fault, with the way that led there; so is an end without a way on.
7. The page of an item says its name, how many claims there are about it, and where one of them stands in the source.

Left out by name: files to bring, the switch of language (each language has a walk of its own), and downloads.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import unquote

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from screens import APP, SCREENS, text_of
from trosol import Ecosystem
from trosol.language import say_in
from trosol.views.plain_words import plain
from trosol.views.tables.statements import place_of
from url_state import CARRIED, PLAN

__all__ = ["Address", "Fault", "Walker", "english_of", "faults_of"]

FEW = 8
LIKE = 3
DEEP = 2
ASIDE = "priorities"
_PATIENCE = 240
_LEAST_WORDS = 12
_ABOVE = ("ask-bar", "lens-")
"""Keys, or their beginnings, of the choices that stand above every screen."""
_ABOVE_TOO = {"chip", "off"}
_OF_PLANS = ("scenarios", "brief")
"""Screens that are others where a scenario is being tried; elsewhere it only goes along."""
_WITHOUT_PICTURE = {"trosol_page", "trosol_library"}
_LEFT_OUT = {"language"}
_CHOICES = ("selectbox", "radio", "button_group", "select_slider", "multiselect", "toggle", "checkbox", "pagination")
TO_ITEMS = {"claims", "list", "ranking", "lane", "shortfalls", "start", "differ", "row", "try", "gate-row", "gate", "cell"}
_ONE_OF_A_KIND = {"basket"}
"""Kinds of places whose buttons lead to the item that their key ends with."""
_LINK = re.compile(r"(?<!\\)\]\((?!https?://|mailto:)([^)\s]*)\)|<a [^>]*href=\"(?!https?://|mailto:)([^\"]*)\"")
_HEADING = re.compile(r"<h1\b[^>]*>([^<]*\w[^<]*)</h1>")
_NOT_FOUND = re.compile(r"\bpage not found\b|\bcannot be shown\b|\btraceback\b", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """Where a screen is: its name in the menu, and what its address holds."""

    screen: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.screen + ("?" + "&".join(f"{key}={value}" for key, value in self.query) if self.query else "")


@dataclass(frozen=True)
class Fault:
    """What is broken, and how one gets there."""

    way: str
    what: str

    def __str__(self) -> str:
        return f"{self.way}: {self.what}"


@dataclass(frozen=True)
class _Step:
    """Something to try: how it is told, what it is the same as, and how it is done."""

    told: str
    alike: tuple[str, ...]
    do: Callable[[], Any]
    item: str = ""
    leaf: bool = False


def faults_of(app: AppTest, home: str = "") -> Iterator[str]:
    """What is broken on a page as it stands. ``home``: the title of Home, where another screen was asked for."""
    for error in app.exception:
        yield f"exception: {error.message}"
    for box in app.error:
        yield f"error box: {box.value}"
    titles = titles_of(app)
    if not titles and not app.exception:
        yield "no title"
    if home and titles and titles[0] == home:
        yield "Home instead of the screen"
    text = text_of(app)
    if len(re.findall(r"\w+", text)) < _LEAST_WORDS and not app.exception:
        yield f"an empty page: {text!r}"
    if found := _NOT_FOUND.search(text):
        yield f"it says {found.group()!r}"
    yield from _empty_pictures(app)
    if not app.exception and not any(button.key == "next-step" for button in app.button):
        yield "a dead end: no way on"
    yield from _dead_links(app, text)


def titles_of(app: AppTest) -> list[str]:
    """What the page says it is, seen or only read aloud: its titles, and headings of the first rank in HTML."""
    html = (unescape(heading) for part in app.get("html") for heading in _HEADING.findall(part.proto.body))
    return [*(str(title.value) for title in app.title), *html]


def english_of(titles: list[str], language: str) -> list[str]:
    """Those of the titles that are English where the reader's language has other words for it."""
    return [title for title in titles if say_in(language or "en", title) != title]


def _dead_links(app: AppTest, text: str) -> Iterator[str]:
    pages = {str(page.get("url_pathname", "")) for page in app._registered_pages.values()}
    for link in app.get("page_link"):
        if link.proto.page not in pages:
            yield f"a dead link in the menu: {link.proto.page!r}"
    for match in _LINK.finditer(text):
        target = (match.group(1) or match.group(2) or "").partition("?")[0].strip("/")
        if target not in pages:
            yield f"a dead link: {match.group()!r}"


def _empty_pictures(app: AppTest) -> Iterator[str]:
    for picture in app.get("bidi_component"):
        if (
            picture.proto.component_name not in _WITHOUT_PICTURE
            and _draws_nothing(json.loads(picture.proto.json or "{}"))
            and not app.info
        ):
            yield f"an empty picture without a reason: {picture.proto.component_name}"
    for chart in app.get("vega_lite_chart"):
        if not re.search(r'"values": ?\[ ?\{', chart.proto.spec):
            yield "an empty chart"


def _draws_nothing(data: Any) -> bool:
    """Whether there is a picture in what a component is given, and nothing in it."""
    if not isinstance(data, dict):
        return False
    if isinstance(data.get("nodes"), list):
        return not data["nodes"]
    return any(_draws_nothing(value) for value in data.values())


@dataclass
class Walker:
    """One person with one session. ``language``: what the screens are in."""

    ecosystem: str
    language: str = ""
    script: str = APP
    deep: int = DEEP
    faults: list[Fault] = field(default_factory=list)
    runs: int = 0
    _home: str = ""
    _tried: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin at Home."""
        self.snapshot = Ecosystem.load(self.ecosystem).snapshot
        self.items = self.snapshot.records.entities
        self._about = defaultdict[str, list[str]](list)
        for claim in self.snapshot.records.claims.values():
            for end in {claim.subject, claim.object}:
                self._about[end].append(claim.id)
        self.app = AppTest.from_file(self.script, default_timeout=_PATIENCE)
        self.open(Address("overview"))
        self._home = str(self.app.title[0].value)

    def open(self, address: Address) -> AppTest:
        """Go to an address, as by a link that somebody sent."""
        carried = {"ecosystem": self.ecosystem, "lang": self.language}
        if self.runs:
            self.app.switch_page(f"screens/{address.screen}.py")
        self.app.query_params.clear()
        self.app.query_params.update({key: value for key, value in (*carried.items(), *address.query) if value})
        # As a page that is opened: no widget of what was open before says anything.
        return self._run(WidgetStates())

    def _run(self, said: WidgetStates | None = None) -> AppTest:
        """Run what is open. ``said``: what the widgets say; None: what all that are on the page do."""
        self.runs += 1
        if said is None:
            self.app.run()
        else:
            self.app._run(said)
        self.app._page_hash = ""  # from here on it stays where a click led
        return self.app

    @property
    def here(self) -> Address:
        """Where the last click led."""
        page = self.app._registered_pages[self.app._finished_page_script_hash]
        screen = str(page["url_pathname"] or "overview").replace("-", "_")
        query = {
            k: v if isinstance(v, str) else v[-1] for k, v in self.app.query_params.items() if k not in ("ecosystem", "lang")
        }
        return Address(screen if screen in SCREENS else "overview", tuple(sorted(query.items())))

    def judge(self, way: str) -> None:
        """Write down what is broken on the page that is open."""
        home = "" if self.here.screen == "overview" else self._home
        self.faults += [Fault(way, what) for what in faults_of(self.app, home)]
        if self.here.screen != "entity":  # its title is the name of an item, in the words of the data
            self.faults += [
                Fault(way, f"an English title: {title!r}") for title in english_of(titles_of(self.app), self.language)
            ]

    def item(self, key: str) -> None:
        """One item: its page, that it says what it has to, and its last pages."""
        self.open(Address("entity", (("entity", key),)))
        self.judge(f"entity?entity={key}")
        self.faults += [Fault(f"entity?entity={key}", what) for what in self._unsaid(key)]
        for number in range(len(self.app.get("pagination"))):
            pager: Any = self.app.get("pagination")[number]
            pager.set_value(pager.proto.num_pages)
            # Alone: the test API asks other widgets for their words where no session tells the language.
            self._run(WidgetStates(widgets=[pager._widget_state]))
            self.judge(f"entity?entity={key}, last page of {pager.key}")

    def _unsaid(self, key: str) -> Iterator[str]:
        """What the page of an item does not say, though it should."""
        if self.app.exception:
            return
        claims = [self.snapshot.records.claims[each] for each in self._about[key]]
        if plain(self.items[key].label(self.language or "en")) not in [str(title.value) for title in self.app.title]:
            yield "its name is not its title"
        if str(len(claims)) not in [str(metric.value) for metric in self.app.metric[:1]]:
            yield f"it does not say that there are {len(claims)} claims"
        places = {plain(place_of(self.snapshot, piece)) for claim in claims for piece in claim.evidence} - {""}
        text = text_of(self.app)
        if claims and not any(f"`{claim.id}`" in text for claim in claims):
            yield "none of its claims"
        if places and not any(place in text for place in places):
            yield "no place in the source"

    def everything(self, screens: tuple[str, ...] = ()) -> None:
        """Every screen (or some), and all that can be reached from it under the rules."""
        todo = deque((Address(screen), 0) for screen in (screens or tuple(SCREENS)))
        shapes: set[tuple[str, ...]] = set()
        while todo:
            address, depth = todo.popleft()
            shape = self._shape(address)
            if shape in shapes:
                continue
            shapes.add(shape)
            self.open(address)
            self.judge(str(address))
            for told in self._untried(address):
                here = self._try(address, told)
                if here is not None and not told.leaf and depth < self.deep and (not screens or here.screen in screens):
                    todo.append((here, depth + 1))

    def _untried(self, address: Address) -> list[_Step]:
        found: list[_Step] = []
        of_items = Counter[tuple[str, ...]]()
        for step in self._steps(address):
            if step.item:
                of_items[step.alike[:-1]] += 1
                if step.item not in self.items:
                    self.faults.append(Fault(str(address), f"{step.told} leads to {step.item!r}, which is not there"))
                if of_items[step.alike[:-1]] > LIKE:
                    continue
            if step.alike not in self._tried:
                self._tried.add(step.alike)
                found.append(step)
        return found

    def _try(self, address: Address, wanted: _Step) -> Address | None:
        """Open the address anew, do the step there, and judge what comes. None where it is gone meanwhile."""
        self.open(address)
        step = next((each for each in self._steps(address) if each.alike == wanted.alike), None)
        if step is None:
            return None
        step.do()
        self._run()
        self.judge(f"{address}, then {step.told}")
        return self.here

    def _steps(self, address: Address) -> Iterator[_Step]:
        """All that can be tried on the page that is open."""
        state = self._shape(address)
        tried_here = address == Address(ASIDE)
        yield from self._buttons(address.screen, state)
        for kind in _CHOICES:
            for box in self.app.get(kind):
                if tried_here or not str(box.key or "").startswith(_ABOVE):
                    for step in _tries(box, state):
                        yield replace(step, leaf=kind != "button_group")

    def _buttons(self, screen: str, state: tuple[str, ...]) -> Iterator[_Step]:
        for button in self.app.button:
            parts = (button.key or "").split("~")
            if button.key in _LEFT_OUT or button.proto.disabled:
                continue
            if parts[0] in _ONE_OF_A_KIND:
                yield _Step(f"“{button.label}”", (*parts[:1], screen, parts[-1]), button.click)
            elif parts[0] in _ABOVE_TOO:
                yield _Step(f"“{button.label}”", ("above", button.key or ""), button.click)
            elif parts[0] in TO_ITEMS:
                yield _Step(f"“{button.label}”", ("item", screen, parts[0], parts[-1]), button.click, unquote(parts[-1]))
            else:
                yield _Step(f"“{button.label}”", ("button", *state, button.key or button.label), button.click)

    def _shape(self, address: Address) -> tuple[str, ...]:
        """The screen in its state, whatever items are chosen: an address differs in shape where another choice was made."""
        told = ((key, "…" if value in self.items else _kind_of(value)) for key, value in address.query)
        ignored = {*CARRIED, "cell"} - (set(PLAN) if address.screen in _OF_PLANS else set())
        return (address.screen, *(f"{key}={value}" for key, value in told if key not in ignored and not key.startswith("page~")))


def _tries(box: Any, state: tuple[str, ...]) -> Iterator[_Step]:
    """What can be done with a choice, and what that is the same as in another state of the screen."""
    name = str(box.key or getattr(box, "label", ""))
    if box.type in ("toggle", "checkbox"):
        yield _Step(f"“{box.label}” turned", ("turned", *state, name), lambda: box.set_value(not box.value))
    elif box.type == "pagination":
        yield _Step(f"last page of {name}", ("page", *state, name), lambda: box.set_value(box.proto.num_pages))
    else:
        # The state without what the choice itself put there.
        bare = tuple(each for each in state if not each.startswith(f"{name}="))
        number = len(box.options)
        for at in sorted({0, number - 1} - {-1}) if box.type == "multiselect" else _some(number):
            shown = box.options[at]
            yield _Step(f"{name} = {shown!r}", (box.type, *bare, name, str(at)), partial(_sent, box, shown))


def _kind_of(value: str) -> str:
    """Views and choices are single words; ids, lists of ids and texts are not told apart."""
    return value if re.fullmatch(r"[a-z]{1,14}|\d", value) else "…"


def _some(number: int) -> list[int]:
    return list(range(number)) if number <= FEW else sorted({0, number // 2, number - 1})


def _sent(box: Any, shown: str) -> None:
    """Choose as a browser does: it sends what is shown. (The test API would format the words that are shown once more.)"""

    class Sent(type(box)):  # type: ignore[misc]
        @property
        def _widget_state(self) -> WidgetState:
            state = WidgetState(id=self.id)
            if self.type in ("selectbox", "radio"):
                state.string_value = shown
            else:
                state.string_array_value.data[:] = [shown]
            return state

    box.__class__ = Sent
