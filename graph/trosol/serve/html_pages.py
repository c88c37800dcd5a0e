"""The few pages that people see at these addresses: plain, without script, everything from data escaped."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from trosol import __version__
from trosol.ecosystem import Ecosystem
from trosol.model.records import in_language
from trosol.serve.forms import ROWS
from trosol.views.tables.entity_view import entity_card
from trosol.views.tables.statements import statement

__all__ = ["Pages"]

_ASSETS = Path(__file__).with_name("assets")
_EXAMPLE = """SELECT ?answer ?label WHERE {
  ?answer a tro:ChallengeArea ; skos:prefLabel ?label .
} LIMIT 20"""


class Pages:
    """Pages of one ecosystem."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Nothing is made before it is asked for."""
        self._ecosystem = ecosystem
        self._templates = Environment(
            loader=FileSystemLoader(_ASSETS), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    @cached_property
    def style(self) -> bytes:
        """The one style sheet."""
        return (_ASSETS / "style.css").read_bytes()

    def start(self) -> Response:
        """What there is, with links."""
        records = self._ecosystem.snapshot.records
        counts = {"entities": len(records.entities), "claims": len(records.claims), "pieces of evidence": len(records.evidence)}
        return self._page("start.html", counts=counts, first=next(iter(records.entities), ""))

    def query(self) -> Response:
        """A form to type a query in."""
        return self._page("query.html", example=_EXAMPLE, forms=tuple(ROWS))

    def entity(self, key: str, language: str) -> Response:
        """A thing with its claims."""
        return self._page("entity.html", language, card=entity_card(self._ecosystem.snapshot, key, language))

    def claim(self, key: str) -> Response:
        """A claim with its evidence."""
        snapshot = self._ecosystem.snapshot
        return self._page("claim.html", one=statement(snapshot, snapshot.records.claims[key], "en"))

    def ontology(self) -> Response:
        """Classes and relations with their meanings."""
        ontology = self._ecosystem.ontology
        classes = sorted(ontology.classes.values(), key=lambda term: term.label("en"))
        relations = sorted(ontology.properties.values(), key=lambda term: term.label("en"))
        return self._page("ontology.html", classes=classes, relations=relations)

    def _page(self, name: str, language: str = "en", **values: Any) -> Response:
        dataset = self._ecosystem.dataset
        page = self._templates.get_template(name).render(
            language=language,
            title=in_language(dataset.title, language) or dataset.name,
            dataset=dataset,
            digest=self._ecosystem.digest,
            version=__version__,
            **values,
        )
        return HTMLResponse(page, headers={"Content-Language": language})
