"""Findings that were worked out before, read back from disk: same content, same question, same code, same answer.

A finding depends on nothing but the snapshot, its parameters and the code, and so it can be kept under these three. It is
kept as JSON and read back into the same frozen dataclasses; whatever is not exactly what such a result looks like is
worked out anew. Nothing kept is ever run.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, get_args, get_origin, get_type_hints

from trosol.findings.fingerprint import fingerprint
from trosol.networks.lens import Lens
from trosol.store.disk_cache import Shelf, shelf
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.talk import Talk
from trosol.worded import Worded

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Through", "kept", "looked_up", "question", "recalled", "remembering", "straight"]

_P = ParamSpec("_P")
_R = TypeVar("_R")
_log = Talk(__name__)


class Through(Protocol):
    """A way to get a finding: :func:`straight`, :func:`kept`, or :func:`looked_up`."""

    def __call__(
        self, snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs
    ) -> _R:
        """The finding of the snapshot."""
        ...


def straight(snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs) -> _R:
    """The finding, worked out."""
    return finding(snapshot, *args, **options)


def remembering(through: Through) -> Through:
    """As ``through``, and what was got once is not got again: for a finding whose parts are made of the same others."""
    held: dict[str, Any] = {}

    def get(snapshot: Snapshot, finding: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
        asked = question(snapshot, finding, args, options)
        if asked is None:
            return through(snapshot, finding, *args, **options)
        if asked not in held:
            held[asked] = through(snapshot, finding, *args, **options)
        return held[asked]

    return get


def kept(snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs) -> _R:
    """The finding, from disk where it was kept there; else worked out and kept.

    ``finding``: any function of this package from a snapshot to a frozen dataclass, its arguments as it takes them:
    ``kept(snapshot, leverage, lens, k=5)``. Functions among the arguments (to show progress) say how to work, not what to
    find out, and are no part of the question. Raises what the finding raises.
    """
    return _through_disk(True, snapshot, finding, args, options)


def looked_up(
    snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs
) -> _R:
    """As :func:`kept`, and nothing is put on disk: for whoever works for strangers."""
    return _through_disk(False, snapshot, finding, args, options)


def _through_disk(
    put: bool, snapshot: Snapshot, finding: Callable[..., _R], args: tuple[Any, ...], options: Mapping[str, Any]
) -> _R:
    place, asked = shelf(), _asked(snapshot, finding, args, options)
    if place is None or asked is None:
        return finding(snapshot, *args, **options)
    found = _from(place, asked, finding)
    if found is not None:
        return found  # type: ignore[no-any-return]
    result = finding(snapshot, *args, **options)
    written = _written(result, asked) if put else None
    # Only what reads back as the same is kept: a result that JSON cannot hold is worked out every time.
    if written is not None and _read(written, asked, _kind(finding)) == result:
        place.put(_key(asked), written)
    return result


def recalled(
    snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs
) -> _R | None:
    """The finding from disk; None where it was not kept there."""
    place = shelf()
    asked = None if place is None else _asked(snapshot, finding, args, options)
    return None if place is None or asked is None else _from(place, asked, finding)


def _key(asked: str) -> str:
    return hashlib.sha256(asked.encode()).hexdigest()


def _from(place: Shelf, asked: str, finding: Callable[..., Any]) -> Any:
    text = place.get(_key(asked))
    if text is None:
        return None
    found = _read(text, asked, _kind(finding))
    if found is None:
        _log.warning("a kept result of %s is not what it should be and is worked out anew", finding.__name__)
    return found


def _asked(snapshot: Snapshot, finding: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]) -> str | None:
    """The whole question as one text, with the code that answers it; None as for :func:`question`, or where the code has changed."""
    code = fingerprint()
    if code is None:
        _log.warning("results are not kept: Trosol's own files have changed since it was started")
        return None
    return question(snapshot, finding, args, options, code)


def question(
    snapshot: Snapshot, finding: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any], code: str = ""
) -> str | None:
    """A question as one text: the finding, the content, and every parameter, given or not.

    Two questions have the same text if they are the same, however their parameters were given. None where there is something in
    it that has no stable text.
    """
    try:
        bound = inspect.signature(finding).bind(snapshot, *args, **options)
        bound.apply_defaults()
        given = {
            name: _plain(Lens() if name == "lens" and value is None else value)
            for name, value in bound.arguments.items()
            if not callable(value) and not (value is None and name == "advance")
        }
        name = f"{finding.__module__}.{finding.__qualname__}"
        return json.dumps({"finding": name, "given": given, "code": code}, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError):  # a wrong argument is for the finding to refuse
        return None


def _plain(value: Any) -> Any:
    """Plain values that tell two questions apart, and nothing else."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Snapshot):
        return {"snapshot": value.digest}
    if isinstance(value, Lens):
        return {"lens": value.to_json()}
    if isinstance(value, Mapping):  # as pairs: the order may show in the answer
        return {"pairs": [[_plain(key), _plain(each)] for key, each in value.items()]}
    if isinstance(value, Set):
        return {"set": sorted(map(str, value))}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no stable text")


@cache
def _kind(finding: Callable[..., Any]) -> Any:
    """What the finding returns, from its own signature."""
    return get_type_hints(finding)["return"]


@cache
def _converter() -> Converter:
    from cattrs import Converter

    made = Converter(forbid_extra_keys=True)
    made.register_unstructure_hook(str, lambda value: {"worded": value.how} if isinstance(value, Worded) else value)
    made.register_structure_hook(
        str, lambda value, _: Worded(_tuples(value["worded"])) if isinstance(value, dict) else str(value)
    )

    def is_table(kind: Any) -> bool:
        return get_origin(kind) is Rows

    def rows(kind: Any) -> Callable[[Any, Any], Rows[Any]]:
        of: Any = get_args(kind)[0]
        return lambda value, _: Rows((made.structure(each, of) for each in value), of)

    made.register_structure_hook_factory(is_table, rows)
    made.register_unstructure_hook_factory(is_table, lambda _: lambda value: [made.unstructure(each) for each in value])
    return made


def _tuples(value: Any) -> Any:
    """Lists of JSON as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _written(result: Any, asked: str) -> str | None:
    try:
        return json.dumps({"asked": asked, "result": _converter().unstructure(result)}, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return None


def _read(text: str, asked: str, kind: Any) -> Any:
    """The result in the text; None unless it answers this question and is, to the letter, what would be written for it."""
    try:
        content = json.loads(text)
        if content["asked"] != asked:
            return None
        found = _converter().structure(content["result"], kind)
    except Exception:  # whatever stands in a damaged or foreign file: it is no result
        return None
    return found if _written(found, asked) == text else None
