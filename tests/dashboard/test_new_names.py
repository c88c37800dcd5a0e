"""New names in the form of a claim: in any script, and two that are written alike."""

from __future__ import annotations

import sys

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from trosol.ecosystem import Ecosystem

sys.path.insert(0, str(ROOT / "dashboard"))
import session


def _form() -> None:
    import streamlit as st

    from components.claim_form import _made_new
    from trosol.coding.adding import NewEntity

    new: dict[str, NewEntity] = {}
    for typed in ("织工", "染工", "Watermen!", "Watermen?"):
        _made_new(f"voice-{typed}", typed, 1, new)
    st.session_state["made"] = [(each.id, each.label) for each in new.values()]


def test_new_names_in_any_script_and_two_of_one_id_are_kept_apart(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "snapshot", lambda: wales.snapshot)
    app = AppTest.from_function(_form).run()
    assert not app.exception
    assert len(app.selectbox) == 4
    for box in app.selectbox:
        box.select("ActorRole")
    app.run()
    assert not app.exception
    made = app.session_state["made"]
    assert [label for _, label in made] == ["织工", "染工", "Watermen!", "Watermen?"]
    assert [key for key, _ in made] == ["item", "item-2", "watermen", "watermen-2"]
