"""How the map's view stands in the address, also as earlier versions wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["NAMES", "OLD", "from_address", "to_address"]

NAMES = {
    "mode": "view",
    "focus": "focus",
    "other": "other",
    "steps": "steps",
    "network": "network",
    "layout": "layout",
    "size": "size",
    "colour": "colour",
    "dots": "dots",
    "hide": "hide",
    "relations": "without",
    "open": "expanded",
    "added": "added",
    "removed": "removed",
}
"""What the page calls a choice, and the address; the selection is the session's and not among them, and ``open`` is the scenario's there."""

OLD = ("kind", "lanes", "kinds", "relations")
"""Names that earlier versions wrote."""

_MODES = {"between": "path", "inside": "network"}
_LAYOUTS = {"horizon": "horizons", "free": "force"}
_LONGEST = 4000


def from_address(
    address: Mapping[str, str], selected: str | None, kinds: Iterable[str] = (), relations: Iterable[str] = ()
) -> dict[str, str]:
    """What the page begins with. ``kinds`` and ``relations``: all that there are; earlier versions named those to show.

    >>> from_address({"view": "between", "other": "b", "lanes": "free"}, "a")
    {'mode': 'path', 'other': 'b', 'layout': 'force', 'entity': 'a'}
    >>> from_address({"view": "inside", "kind": "Barrier", "relations": "hinders"}, None, (), ("helps", "hinders"))
    {'mode': 'network', 'network': 'kind:Barrier', 'relations': 'helps'}
    """
    at = {name: address[key] for name, key in NAMES.items() if address.get(key)}
    if at.get("mode") == "inside" and address.get("kind"):
        at["network"] = f"kind:{address['kind']}"
    if "mode" in at:
        at["mode"] = _MODES.get(at["mode"], at["mode"])
    if "layout" not in at and address.get("lanes") in _LAYOUTS:
        at["layout"] = _LAYOUTS[address["lanes"]]
    for old, new, known in (("kinds", "hide", kinds), ("relations", "relations", relations)):
        wanted = address.get(old, "").split(".")
        if new not in at and any(each in wanted for each in known):
            at[new] = ".".join(each for each in known if each not in wanted)
    if selected:
        at["entity"] = selected
    return at


def to_address(state: Mapping[str, object]) -> dict[str, str]:
    """What the page told, by names of the address: empty where a name is to be taken out."""
    return {key: str(state.get(name) or "")[:_LONGEST] for name, key in NAMES.items()} | dict.fromkeys(OLD, "")
