"""A view of the map as a page that pages of others may show: no session, no controls, nothing to write; what an address asks for, or as much of it as there is."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from components.map_address import from_address
from components.map_content import ALONG, MapContent
from components.map_scores import score
from lens_controls import lens_of
from process_wide import FINDINGS
from session import loaded, started_with
from trosol import findings
from trosol.language import LANGUAGES
from trosol.resources import shipped_ecosystems
from trosol.views.maps.explorer_page import explorer_standalone
from trosol.views.maps.story import Story, unpacked
from trosol.views.tables.item_details import details_of

__all__ = ["embedded_map"]

_LONGEST = 40_000


def embedded_map(query: str) -> bytes:
    """The page for the query of an address of the map."""
    asked = dict(parse_qsl(query[:_LONGEST]))
    wanted, language = asked.get("ecosystem", ""), asked.get("lang", "")
    whole = loaded(wanted if wanted in (*shipped_ecosystems(), started_with()) else started_with())
    spoken = language if language in LANGUAGES else "en"
    content = MapContent(whole, lens_of(whole.snapshot, lambda name: asked.get(name, "")), spoken)
    data, entity = content.data, asked.get("entity", "")
    at = from_address(
        asked,
        entity if entity in whole.snapshot.records.entities else None,
        [group.key for group in data.kinds],
        [group.key for group in data.relations],
    )

    def ask(name: str, *first: Any, **parameters: Any) -> Any:
        options = {**parameters, "lens": content.lens}
        if name in findings.THROUGH:
            options["through"] = FINDINGS
        return FINDINGS.begin(whole.snapshot, getattr(findings, name), first, options).result()

    story = unpacked(asked.get("story", ""))
    shown = [at, *(view.at for view in story.views)]
    names = sorted({view[key] for view in shown for key in ("size", "colour") if view.get(key)})
    scores = {name: found for name in names if (found := score(data, content.first, name, spoken, ask))}
    details = None
    if len(content.claims) > ALONG:
        chosen = dict.fromkeys(view["entity"] for view in shown if view.get("entity") in whole.snapshot.records.entities)
        details = details_of(whole.snapshot, list(chosen), content.claims, spoken).to_json()
    text = explorer_standalone(
        content.text(()),
        data.title,
        at,
        spoken,
        story=story if story != Story() else None,
        whole="map?" + urlencode(asked),
        extra={"scores": scores, "details": details},
    )
    return text.encode()
