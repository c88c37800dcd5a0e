"""Lines of a source and what they may say over HTTP: by id, in bounds, without the text where the server has a name of the network."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from builders import tiny
from trosol.coding.adding import add_source
from trosol.ecosystem import Ecosystem
from trosol.serve.application import Access, application
from trosol.serve.source_routes import MAX_LINES_ASKED


@pytest.fixture(scope="module")
def ecosystem(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    place = tmp_path_factory.mktemp("served")
    into = tiny(place / "eco")
    file = place / "two.txt"
    file.write_text("# Work\n" + "Nurses often work with managers.\n" * 300, encoding="utf-8")
    add_source(file, into, {})
    return Ecosystem.load(into)


def client(ecosystem: Ecosystem, *names: str) -> TestClient:
    hosts = (*Access().hosts, *names)
    return TestClient(application(ecosystem, Access(hosts)), base_url="http://127.0.0.1", headers={"host": "127.0.0.1"})


def test_lines_and_suggestions_over_http(ecosystem: Ecosystem) -> None:
    here = client(ecosystem)
    lines = here.get("/api/sources/two/lines?lines=1-3").json()
    assert [each["text"] for each in lines["lines"]][1] == "Nurses often work with managers."
    assert (lines["total"], lines["lines"][1]["heading"]) == (302, "Work")
    found = here.get("/api/sources/two/suggestions?lines=2").json()["suggestions"]
    assert {"nurses", "managers"} <= {each["id"] for each in found[0]["entities"]}
    assert here.get(f"/api/sources/two/lines?lines=1-{MAX_LINES_ASKED}").status_code == 200
    assert here.get(f"/api/sources/two/lines?lines=1-{MAX_LINES_ASKED + 1}").status_code == 400


def test_under_a_name_of_the_network_no_words_of_the_text_are_given(ecosystem: Ecosystem) -> None:
    known = client(ecosystem, "trosol.example.org")
    assert "often work with" not in known.get("/api/sources/two/lines?lines=1-3").text
    found = known.get("/api/sources/two/suggestions?lines=2").json()["suggestions"][0]
    assert not any(each["words"] for each in found["entities"])
    assert found["heading"] is None


@pytest.mark.parametrize(
    "path",
    [
        "talk/lines?lines=1",
        "..%2Ftwo/lines?lines=1",
        "two/lines?lines=x",
        "two/lines?lines=900",
        "two.txt/lines?lines=1",
        "two/lines",
    ],
)
def test_what_is_not_there_is_refused(path: str, ecosystem: Ecosystem) -> None:
    assert client(ecosystem).get(f"/api/sources/{path}").status_code in (400, 404, 422)
