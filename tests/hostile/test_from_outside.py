"""What testers found who had seen nothing of the code: each here with the right outcome."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from builders import DATASET, tiny
from conftest import ROOT
from ports import HANG
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files.atomic import write_atomically
from trosol.mcp import lines
from trosol.read.dataset import MAX_KEY_PARTS, parse_toml

TRO = "@prefix tro: <https://w3id.org/trosol/ontology/> . @prefix sign: <https://w3id.org/trosol/sign/> .\n"
RDFS = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"


def codes(do: Any, *given: Any) -> list[str]:
    with pytest.raises(TrosolError) as caught:
        do(*given)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_an_output_into_a_pipe_or_device_is_written_into_it_and_never_replaces_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert codes(write_atomically, pipe, b"x") == ["file-unwritable"]  # nobody reads it
    came: list[bytes] = []
    reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    while reader.is_alive():
        try:
            write_atomically(pipe, b"said")
            break
        except TrosolError:
            continue
    reader.join(HANG)
    assert came == [b"said"] and stat.S_ISFIFO(pipe.stat().st_mode)
    # A link, so that nothing is at stake where whoever tests may write everywhere.
    (tmp_path / "null").symlink_to(os.devnull)
    write_atomically(tmp_path / "null", b"x")
    assert (tmp_path / "null").is_symlink() and stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_key_of_many_parts(tmp_path: Path) -> None:
    def key(parts: int) -> bytes:
        return ".".join(["a"] * parts).encode() + b" = 1\n"

    assert parse_toml(key(MAX_KEY_PARTS))
    for content in (key(MAX_KEY_PARTS + 1), b"[" + key(200)[:-5] + b"]\n", b'x = {"a" . ' + key(90).strip() + b"}\n"):
        with pytest.raises(ValueError, match="parts"):
            parse_toml(content)
    tiny(tmp_path / "t", dataset=DATASET + key(30_000).decode())
    assert codes(Ecosystem.load, tmp_path / "t") == ["dataset-bad"]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("tro:stifles tro:sign sign:positive .", True),
        ("tro:stifles rdfs:subPropertyOf tro:strengthens .", True),
        ("tro:Friction rdfs:subClassOf tro:Outcome .", True),
        ('tro:stifles rdfs:label "étouffe"@fr .', False),
        ('tro:stifles rdfs:comment "as heard"@en .', False),
    ],
)
def test_a_module_cannot_change_what_shipped_terms_mean(tmp_path: Path, said: str, refused: bool) -> None:
    folder = tiny(tmp_path / "t")
    (folder / "modules").mkdir()
    (folder / "modules" / "own.ttl").write_text(TRO + RDFS + said, encoding="utf-8")
    if refused:
        assert "term-changed" in codes(Ecosystem.load, folder)
    else:
        assert Ecosystem.load(folder)


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ('"a\\u0000b"@en', "character"),
        ('"\\u001B[31m"@en', "character"),
        ('"Nurses"@en , "B"@en', "text-twice"),
        ('"Nurses"@EN , "B"@en', "text-twice"),
    ],
)
def test_texts_in_rdf_are_held_to_the_rules_of_tables(tmp_path: Path, instead: str, code: str) -> None:
    text = export(Ecosystem.load(tiny(tmp_path / "t")).snapshot, "turtle").decode()
    assert '"Nurses"@en' in text
    (tmp_path / "odd.ttl").write_text(text.replace('"Nurses"@en', instead, 1), encoding="utf-8")
    assert code in codes(Ecosystem.load, tmp_path / "odd.ttl")


def question(folder: Path, name: str, query: str) -> None:
    (folder / "questions").mkdir(exist_ok=True)
    text = f"# Question: What is it, {name}?\n# Audience: leader\n{query}\n"
    (folder / "questions" / f"{name}.rq").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_a_question_whose_answer_is_another_each_time_is_refused(tmp_path: Path, function: str) -> None:
    folder = tiny(tmp_path / "t")
    question(folder, "odd", f"SELECT ?answer {{ BIND({function} AS ?answer) }}")
    assert codes(lambda: Ecosystem.load(folder).questions) == ["question-header"]


def test_expected_answers_have_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol.questions import expected

    folder = tiny(tmp_path / "t")
    question(folder, "odd", "SELECT ?answer { BIND(1 AS ?answer) }")
    rows = "question,filled,status,answers,exact\n" + "odd,,answered,1,\n" * 5
    (folder / "questions" / "expected.csv").write_text(rows, encoding="utf-8")
    from trosol.read.sources import read_ecosystem

    assert not expected.check_questions(read_ecosystem(folder))
    monkeypatch.setattr(expected, "MAX_SECONDS", -1.0)
    [told] = expected.check_questions(read_ecosystem(folder))
    assert told.code == "expected-row" and "5 rows" in told.message


def test_a_file_whose_name_other_systems_cannot_hold_is_given_to_nobody(tmp_path: Path) -> None:
    from trosol.files import open_folder
    from trosol.files.ecosystem_files import belonging

    folder = tiny(tmp_path / "t")
    (folder / "modules").mkdir()
    for name in ("x\\..\\win.ttl", "a:b.ttl", "run.py"):
        (folder / "modules" / name).write_text("", encoding="utf-8")
    found, problems = belonging(open_folder(folder))
    assert not [name for name in found if name.startswith("modules")]
    assert [problem.code for problem in problems] == ["name-bad"] * 3


def test_a_table_that_differs_in_capitals_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny(tmp_path / "t")
    (folder / "CLAIMS.CSV").write_text("id\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "CLAIMS.CSV" in capsys.readouterr().out


def test_the_longest_name_of_a_message() -> None:
    def message(key: str, length: int) -> bytes:
        return f'{{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{{"{key}":"{"z" * length}"}}}}'.encode()

    for key in ("name", "uri"):
        assert lines.checked(message(key, lines.MAX_NAME))
        with pytest.raises(lines.LineRefused):
            lines.checked(message(key, lines.MAX_NAME + 1))


def test_the_endpoint_refuses_parameters_that_it_does_not_know_and_sends_long_answers_piece_by_piece(wales: Ecosystem) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    client = TestClient(application(wales), base_url="http://127.0.0.1")
    for path in ("gatekeepers?min_confidance=high", "pathways?from=a&to=b&stated-only=true", "portfolio?horizons=x"):
        reply = client.get(f"/api/findings/{path}")
        assert (reply.status_code, reply.json()["code"]) == (400, "request-value"), path
    whole = client.get("/data?format=ntriples")
    assert whole.status_code == 200 and int(whole.headers["content-length"]) == len(whole.content) > 1_000_000
    assert client.get("/data?format=ntriples").content == whole.content


@pytest.mark.parametrize("template", ["<urn:a> <urn:b/1> 'a'", "<urn:a> <urn:b/> 'a'", "<urn:a> <urn:b/c> '\\u0001'"])
def test_rdf_xml_that_no_reader_takes_is_not_given(wales: Ecosystem, template: str) -> None:
    from trosol.errors import WrongUse
    from trosol.sparql import pool_of

    with pytest.raises(WrongUse) as caught:
        pool_of(wales.snapshot).write(f"CONSTRUCT {{ {template} }} {{}}", "json", "rdfxml")
    assert caught.value.problems[0].code in ("form-unknown", "query-syntax")


def test_a_request_to_the_dashboard_that_says_its_length_twice_is_refused() -> None:
    from trosol.web import Guard, Own

    guard = Guard(lambda *_: None, Own.of(8501, ()), {})  # type: ignore[arg-type]
    headers = [(b"host", b"127.0.0.1:8501"), (b"content-length", b"4"), (b"transfer-encoding", b"chunked")]
    refusal = guard._refusal({"type": "http", "method": "GET", "path": "/", "headers": headers})
    assert refusal is not None and refusal.status == 400


def test_start_py_takes_no_working_folder_from_the_environment() -> None:
    text = (ROOT / "start.py").read_text(encoding="utf-8")
    assert 'filter(os.path.isabs, os.environ.get("PYTHONPATH", "")' in text
