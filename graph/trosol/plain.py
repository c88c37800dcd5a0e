"""A dataclass as plain values that JSON can hold: its fields in order, and what is said on a field where one differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

__all__ = ["JSON", "ToJson", "as_json", "plain", "plain_fields"]

JSON = "json"
"""Where the metadata of a field has what is said of it."""
_ATOMS = (str, int, float, bool, type(None))


class _Said(NamedTuple):
    key: str | None = None
    digits: int | None = None
    pairs: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    made: Callable[[Any], Any] | None = None
    before: tuple[str, ...] = ()
    inline: bool = False
    if_any: bool = False
    never: bool = False


def as_json(
    key: str | None = None,
    *,
    digits: int | None = None,
    pairs: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    made: Callable[[Any], Any] | None = None,
    before: tuple[str, ...] = (),
    inline: bool = False,
    if_any: bool = False,
    never: bool = False,
) -> Mapping[str, Any]:
    """Metadata of a field that is written in another way: ``field(metadata=as_json(digits=3))``.

    ``key``: another name. ``digits``: numbers in it are rounded. ``pairs``: each of its tuples is a mapping with these keys. ``only``:
    these keys of what is in it. ``made``: what comes of the value, before anything else. ``before``: attributes of the object that
    stand before it (``"grouped.by"`` is called ``by``). ``inline``: its own keys stand in place of it, none where there is none.
    ``if_any``: left out where it is None. ``never``: always left out.
    """
    return {
        JSON: _Said(
            key=key, digits=digits, pairs=pairs, only=only, made=made, before=before, inline=inline, if_any=if_any, never=never
        )
    }


class ToJson:
    """What a dataclass inherits from to have ``to_json``."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """ToJson values: tuples as lists, sets sorted, what is in it likewise."""
        return plain_fields(self)


def plain(value: Any) -> Any:
    """Any value as JSON can hold it.

    >>> plain({"a": (1, 2), "b": frozenset("yx")})
    {'a': [1, 2], 'b': ['x', 'y']}
    """
    if isinstance(value, _ATOMS):
        return value
    if isinstance(value, ToJson):
        return value.to_json()
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Set):
        return [plain(each) for each in sorted(value)]
    if hasattr(value, "to_json"):
        return value.to_json()
    return plain_fields(value) if is_dataclass(value) else value


def plain_fields(made: object) -> dict[str, Any]:
    """The fields of a dataclass, in order, under their names, and what is said on them."""
    found: dict[str, Any] = {}
    kind: Any = type(made)
    for name, said in _fields(kind):
        value = getattr(made, name)
        if said is None:
            found[name] = plain(value)
            continue
        for path in said.before:
            found[path.rpartition(".")[2]] = plain(attrgetter(path)(made))
        if said.never or (value is None and (said.if_any or said.inline)):
            continue
        shown = _shown(value, said)
        found.update(shown if said.inline else {said.key or name: shown})
    return found


@cache
def _fields(kind: Any) -> tuple[tuple[str, _Said | None], ...]:
    return tuple((each.name, each.metadata.get(JSON)) for each in fields(kind))


def _shown(value: Any, said: _Said) -> Any:
    if said.made:
        value = said.made(value)
    if said.pairs:
        value = [dict(zip(said.pairs, each, strict=True)) for each in value]
    shown = plain(value)
    if said.only:
        return _only(shown, said.only)
    return shown if said.digits is None else _rounded(shown, said.digits)


def _only(shown: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(shown, list):
        return [_only(each, keys) for each in shown]
    return shown and {key: shown[key] for key in keys}


def _rounded(shown: Any, digits: int) -> Any:
    if isinstance(shown, list):
        return [_rounded(each, digits) for each in shown]
    if isinstance(shown, dict):
        return {key: _rounded(each, digits) for key, each in shown.items()}
    return None if shown is None else round(shown, digits)
