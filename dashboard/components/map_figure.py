"""A map with all that belongs to it: what it says, the picture, its legend, the same as a table, and everything to save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import streamlit as st

import selection
import session
import url_state
from components.network_frame import legend, network_view
from screen_parts import lacks, table
from trosol.extras import can_use
from trosol.views.charts import vega_lite
from trosol.views.maps.map_view import network_map
from trosol.views.maps.picture import Picture
from trosol.views.maps.static_map import drawing
from trosol.views.maps.vis_network import standalone_page
from trosol.views.plain_words import plain
from widget_keys import key_of, place
from words import _, language

__all__ = ["claims_map", "drawn_map", "twin"]


def drawn_map(
    name: str, picture: Picture, title: str, chosen: str | None = None, *, as_list: bool = False, opened: bool = False
) -> str | None:
    """Show a map. ``name``: unique on the screen, and the name of the files. Returns the id that was picked, or None."""
    picked = network_view(picture, place("map", name), title, chosen, as_list=as_list)
    legend(picture)
    twin(name, picture, title, opened=opened)
    return picked


def twin(name: str, picture: Picture, title: str, *, opened: bool = False) -> None:
    """The same as a table, and everything to save."""
    kinds = (("SVG", "image/svg+xml", vega_lite.svg), ("PNG", "image/png", vega_lite.png))
    where = place("twin", name)
    with st.expander(_("The same as a table, and downloads"), expanded=opened):
        columns = [_("From"), _("Relation"), _("To"), _("Effect on the second"), _("Claims")]
        table(name, columns, picture.table(language=language()), says=title)
        with st.container(horizontal=True):
            st.download_button(
                _("Download the picture as a page"),
                lambda: standalone_page(picture, f"Trosol: {title}", language=language()),
                f"trosol-{name}.html",
                "text/html",
                on_click="ignore",
                key=key_of(*where, "page"),
            )
            for kind, mime, draw in kinds if can_use("pictures") else ():
                st.download_button(
                    _("Download the picture as {kind}", kind=kind),
                    partial(_drawn, picture, draw),
                    f"trosol-{name}.{kind.lower()}",
                    mime,
                    on_click="ignore",
                    key=key_of(*where, kind),
                )
        lacks("pictures", "SVG, PNG")


def _drawn(picture: Picture, draw: Callable[[dict[str, Any]], str | bytes]) -> str | bytes:
    return draw(drawing(picture))


def claims_map(name: str, ids: Iterable[str], title: str, *, columns: str = "role") -> None:
    """A map of some claims; a click opens what was picked."""
    snapshot = session.snapshot()
    drawn = [snapshot.records.claims[key] for key in ids]
    if not drawn:
        return
    picture = network_map(snapshot, drawn, title, columns=columns, language=language())
    if picture.shown < picture.total:
        st.markdown(_("Showing {shown} of {total}: those with most claims.", shown=picture.shown, total=f"{picture.total:,}"))
    picked = drawn_map(name, picture, plain(title))
    if picked in snapshot.records.entities:
        selection.select(picked)
        url_state.go("entity")
