"""What data scientists see of a result: one line where it is printed, a table in a notebook, a data frame where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from trosol.errors import shorten
from trosol.plain import JSON, ToJson, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result", "Rows", "TableRow", "frame_of", "html_of"]

_T = TypeVar("_T")
_SHOWN = 20
"""Rows of a table in a notebook; a frame has all of them."""


class Rows(tuple[_T, ...]):
    """A tuple of dataclasses that is also a table.

    >>> from trosol.errors import Where
    >>> Rows([Where("claims.csv", 2)])
    Rows(1 Where)
    >>> Rows([Where("claims.csv", 2)]) == (Where("claims.csv", 2),)
    True
    """

    kind: type[Any] | None

    def __new__(cls, rows: Iterable[_T] = (), kind: type[Any] | None = None) -> Rows[_T]:
        """Take the rows; ``kind``: their class, which an empty table has its columns from."""
        made = super().__new__(cls, rows)
        made.kind = kind or (type(made[0]) if made else None)
        return made

    def to_frame(self) -> pd.DataFrame:
        """One row each: a column for each field, lists where there are several values; indexed by ``id`` where there is one."""
        return frame_of([_cells(row) for row in self], [each.name for each in fields(self.kind)] if self.kind else [])

    def _repr_html_(self) -> str:
        """The first of them in a notebook."""
        return html_of([_cells(row) for row in self])

    def __repr__(self) -> str:
        """How many there are, and of what."""
        return f"Rows({len(self)}{f' {self.kind.__name__}' if self.kind else ''})"


class TableRow(ToJson):
    """What a dataclass inherits from to be a row of a table: its repr is one short line."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Let an empty table know what its rows would be."""
        whole: Any = type(self)
        for name, kind in _tables(whole):
            object.__setattr__(self, name, Rows(getattr(self, name), kind))

    def __repr__(self) -> str:
        """Class, id and label, or the first texts and numbers."""
        values: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
        named = [key for key in ("id", "label", "rank") if key in values]
        told = {key: values[key] for key in named or values if isinstance(values[key], (str, int, float)) and values[key] != ""}
        shown = ", ".join(f"{key}={shorten(repr(value), 40)}" for key, value in list(told.items())[:4])
        return f"{type(self).__name__}({shown})"


class Result(TableRow):
    """What a dataclass inherits from to be a whole result.

    ``_table`` names the attribute whose rows it shows first of all, ``_noun`` what these are, where that is not the name.
    """

    __slots__ = ()
    _table: ClassVar[str] = ""
    _noun: ClassVar[str] = ""

    def to_frame(self) -> pd.DataFrame:
        """The rows of its first table."""
        frame: pd.DataFrame = self._first().to_frame()
        return frame

    def _first(self) -> Any:
        found = attrgetter(self._table)(self)
        return found if hasattr(found, "to_frame") else Rows(found)

    def _repr_html_(self) -> str:
        """What it says, and its first table."""
        text = next(filter(None, (getattr(self, name, "") for name in ("not_enough", "sentence"))), "")
        return f"{f'<p>{escape(text)}</p>' if text else ''}{self._first()._repr_html_()}"

    def __repr__(self) -> str:
        """How many rows, how many of them are shown, and of which content."""
        table = self._first()
        rows = table if isinstance(table, tuple) else table._first()
        told = [f"{len(rows)} {self._noun or self._table.rpartition('.')[2]}"]
        of = {name: _attribute(self, table, name) for name in ("k", "snapshot")}
        told += [f"{min(of['k'], len(rows))} shown"] if isinstance(of["k"], int) else []
        digest = getattr(of["snapshot"], "digest", of["snapshot"])
        told += [f"snapshot {digest[:5]}…"] if digest else []
        return f"{type(self).__name__}({', '.join(told)})"


def _attribute(made: Any, table: Any, name: str) -> Any:
    return getattr(made, name, getattr(table, name, None))


@cache
def _tables(kind: Any) -> tuple[tuple[str, type[Any] | None], ...]:
    """Fields that are tables, with the class of their rows."""
    if not any("Rows[" in str(each.type) for each in fields(kind)):
        return ()
    hints = get_type_hints(kind)
    return tuple((each.name, get_args(hints[each.name])[0]) for each in fields(kind) if get_origin(hints[each.name]) is Rows)


def _cells(row: Any) -> dict[str, Any]:
    """A row by column. What is in a single dataclass stands in columns of its own; a result of its own is no cell."""
    found: dict[str, Any] = {}
    for each in fields(row):
        value = getattr(row, each.name)
        said = each.metadata.get(JSON)
        if isinstance(value, Result):
            continue
        if said and said.inline and said.made:
            found.update(said.made(value))
            continue
        if is_dataclass(value):
            found.update({f"{each.name}_{key}": cell for key, cell in _cells(value).items()})
        else:
            found[each.name] = plain(value)
    return found


def frame_of(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """A data frame of rows by column; of none, with these columns. Indexed by ``id`` where each has its own."""
    import pandas as pd

    frame = pd.DataFrame.from_records(rows) if rows else pd.DataFrame(columns=columns)
    return frame.set_index("id") if "id" in frame and frame["id"].is_unique else frame


def html_of(rows: list[dict[str, Any]]) -> str:
    """A table for notebooks: texts and numbers as they are, of lists how many."""
    if not rows:
        return "<p>None.</p>"
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if not isinstance(rows[0].get(name), Mapping)]
    head = "".join(f"<th scope='col'>{escape(name.replace('_', ' '))}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{_text(row.get(name))}</td>' for name in names)}</tr>" for row in rows[:_SHOWN])
    more = f"<p>{len(rows) - _SHOWN} more in <code>to_frame()</code>.</p>" if len(rows) > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, Mapping)):
        return str(len(value))
    return f"{value:.3g}" if isinstance(value, float) else escape(str(value))
