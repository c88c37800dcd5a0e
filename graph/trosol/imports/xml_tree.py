"""XML as a tree of plain elements, read within bounds: no document type, no entity, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trosol.files.markup import Markup, MarkupBounds, WrongMarkup
from trosol.imports.drawn_map import unreadable

__all__ = ["Element", "tree"]

_BOUNDS = MarkupBounds(elements=1_500_000, attributes=3_000_000, depth=60)


@dataclass(slots=True)
class Element:
    """An element by its local name, with its attributes (local names), its text and what is in it."""

    name: str
    said: Mapping[str, str]
    inside: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator[Element]:
        """Those right inside that have one of these names."""
        return (one for one in self.inside if one.name in names)

    def first(self, *path: str) -> Element | None:
        """The first that lies there: a name a step, ``*`` for any."""
        here: Element | None = self
        for step in path:
            here = next((one for one in here.inside if step in ("*", one.name)), None) if here else None
        return here

    def below(self) -> Iterator[Element]:
        """All inside, however deep."""
        waiting = self.inside[::-1]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.inside))


def tree(content: bytes, name: str, form: str) -> Element:
    """The root element. Raises :class:`TrosolError` for what is no XML, or more of it than a map has."""
    top = Element("", {})
    path = [top]
    texts: list[list[str]] = [[]]

    def start(tag: str, said: Mapping[str, str]) -> None:
        one = Element(tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in said.items()})
        path[-1].inside.append(one)
        path.append(one)
        texts.append([])

    def text(part: str) -> None:
        texts[-1].append(part)

    def end(_tag: str) -> None:
        path.pop().text = "".join(texts.pop())

    try:
        look = Markup(start, end, text, _BOUNDS)
        look.feed(content)
        look.close()
    except WrongMarkup as error:
        raise unreadable(name, form, error.reason) from None
    return top.inside[0]
