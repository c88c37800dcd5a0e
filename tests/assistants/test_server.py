"""The MCP server, asked by the SDK's own client: in process, and as an assistant starts it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from conftest import ROOT, WALES
from trosol.ecosystem import Ecosystem
from trosol.mcp import server

T = TypeVar("T")
TOOLS = {"find", "describe", "neighbours", "path", "gatekeepers", "leverage", "centrality", "scenario", "matrix", "ask", "query"}


def asked(ecosystem: Ecosystem, work: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
    async def connected() -> T:
        async with Client(server(ecosystem)) as client:
            return await work(client)

    return anyio.run(connected)


def text_of(content: Any) -> str:
    """The text of a content, where a protocol knows of pictures and sounds as well."""
    return str(content.text)


def call(ecosystem: Ecosystem, tool: str, **arguments: Any) -> dict[str, Any]:
    async def once(client: Client) -> dict[str, Any]:
        reply = await client.call_tool(tool, arguments)
        assert not reply.is_error, reply.content
        assert reply.structured_content is not None
        structured: dict[str, Any] = reply.structured_content
        return structured

    return asked(ecosystem, once)


def refusal(ecosystem: Ecosystem, tool: str, **arguments: Any) -> str:
    async def once(client: Client) -> str:
        reply = await client.call_tool(tool, arguments)
        assert reply.is_error
        return " ".join(getattr(part, "text", "") for part in reply.content)

    return asked(ecosystem, once)


def test_every_tool_only_reads_says_what_it_does_and_describes_its_output(wales: Ecosystem) -> None:
    async def look(client: Client) -> list[Any]:
        return (await client.list_tools()).tools

    tools = asked(wales, look)
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
        assert len(tool.description) > 40
        assert tool.output_schema["type"] == "object"


def test_an_assistant_finds_and_describes_and_can_cite(wales: Ecosystem) -> None:
    [first, *_] = call(wales, "find", text="comissioners")["found"]
    assert first["id"] == "commissioners"
    told = call(wales, "describe", name=first["id"])
    claims = wales.snapshot.claims_of("commissioners")
    assert told["claims_in_all"] == len(claims)
    assert {each["claim"] for each in told["claims"]} <= {claim.id for claim in claims}
    for each in told["claims"]:
        claim = wales.snapshot.records.claims[each["claim"]]
        assert each["mode"] == claim.mode
        assert each["places"]
        assert bool(each["rationale"]) or claim.mode == "stated"


def test_hedges_are_kept(wales: Ecosystem) -> None:
    from trosol.rdf.iris import TRO

    hedged = next(claim for claim in wales.snapshot.records.claims.values() if claim.property(TRO + "hedge"))

    async def read(client: Client) -> dict[str, Any]:
        [content] = (await client.read_resource(f"trosol://claim/{hedged.id}")).contents
        return dict(json.loads(text_of(content)))

    assert asked(wales, read)["hedge"] == hedged.property(TRO + "hedge")[0]


def test_neighbours_and_ways_are_those_of_the_library(wales: Ecosystem) -> None:
    around = call(wales, "neighbours", name="commissioners", most=200)
    assert [each["id"] for each in around["shown"]] == [each.id for each in wales.neighbours("commissioners")]
    ways = call(wales, "path", start="action-embed", goal="innovation-in-social-care", most=3)
    found = wales.pathways("action-embed", "innovation-in-social-care", most=3)
    assert [way["ids"] for way in ways["ways"]] == [list(route.nodes) for route in found.routes]
    assert all(len(way["claims"]) == len(way["ids"]) - 1 and all(way["claims"]) for way in ways["ways"])


def test_a_scenario_and_a_matrix_are_those_of_the_library(wales: Ecosystem) -> None:
    told = call(wales, "scenario", opened=["middle-managers"], strengthen=["scw-remit"], most=3)
    found = wales.scenario({"scw-remit": 1.0}, opened=["middle-managers"])
    assert (
        told["score"] == round(found.score, 3) and told["snapshot"] == wales.digest and told["goals_in_all"] == len(found.goals)
    )
    assert [each["id"] for each in told["goals"]][:3] == [row.id for row in found.goals[:3]]
    assert all(each["claims"] and each["sentence"] for each in told["goals"])
    assert "scw-remit" in refusal(wales, "scenario", strengthen=["scw-remit"], weaken=["scw-remit"])
    cells = call(wales, "matrix")
    assert [(each["row"], each["column"], each["status"]) for each in cells["cells"]] == [
        (each.row, each.column, each.status) for each in wales.matrix().cells
    ]


def test_who_holds_a_gate_comes_with_the_path(wales: Ecosystem) -> None:
    told = call(wales, "path", start="commissioners", goal="opportunity-to-innovate")
    found = wales.pathways("commissioners", "opportunity-to-innovate")
    assert told["gates_held"] == [each.sentence for each in found.blocks] and found.blocks[0].itself


def test_no_tier_without_claims_and_sentence(wales: Ecosystem) -> None:
    gates, levers = call(wales, "gatekeepers"), call(wales, "leverage")
    assert gates["snapshot"] == levers["snapshot"] == wales.digest
    assert [card["id"] for card in gates["cards"]] == [card.id for card in wales.gatekeepers().cards]
    assert all(card["sentence"] and (card["named"] or card["blocks"]) for card in gates["cards"])
    assert all(
        row["sentence"] and row["interval"][0] <= row["interval"][1] for table in levers["tables"] for row in table["rows"]
    )


def test_leverage_gives_tables_with_tiers_and_claims(wales: Ecosystem) -> None:
    found = call(wales, "leverage", k=2, kinds=["action-areas", "challenge-areas"])
    assert found["snapshot"] == wales.digest
    assert [table["kind"] for table in found["tables"]] == ["action-areas", "challenge-areas"]
    for table in found["tables"]:
        assert table["tiers_sentence"] and 2 <= len(table["rows"]) <= table["rows_in_all"]
        assert all(row["claims"] and row["sentence"] and row["interval"][0] <= row["score"] for row in table["rows"])


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("which actions address risk?", "answered"),
        ("which vision mentions technology?", "notTranscribed"),
        ("what is the airspeed of a swallow?", "notUnderstood"),
    ],
)
def test_asking_tells_silence_from_no(question: str, status: str, wales: Ecosystem) -> None:
    found = call(wales, "ask", question=question)
    assert found["status"] == status
    assert bool(found["claims"]) == (status == "answered")


def test_a_query_is_answered_within_limits_or_refused_in_words(wales: Ecosystem) -> None:
    rows = call(wales, "query", sparql="SELECT ?c { ?c a tro:Claim }")
    assert len(rows["rows"]) == 200
    assert rows["cut"] is True
    assert call(wales, "query", sparql="ASK { ?s ?p ?o }")["rows"] == [["yes"]]
    for text in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL", "SELECT {", "{" * 3000):
        said = refusal(wales, "query", sparql=text)
        assert "Traceback" not in said
        assert len(said) < 600
    slow = refusal(wales, "query", sparql="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert "2 seconds" in slow


def test_what_is_unknown_is_told_with_the_nearest(wales: Ecosystem) -> None:
    assert "commissioners" in refusal(wales, "describe", name="comissioners")
    assert "commissioners" in refusal(wales, "path", start="comissioners", goal="innovation-in-social-care")
    assert refusal(wales, "gatekeepers", voice="nobody")


def test_resources_and_prompts(wales: Ecosystem) -> None:
    async def look(client: Client) -> dict[str, str]:
        found = {}
        for resource in (await client.list_resources()).resources:
            [content] = (await client.read_resource(resource.uri)).contents
            found[str(resource.uri)] = text_of(content)
        prompts = (await client.list_prompts()).prompts
        assert {each.name for each in prompts} == {"strategist", "leader", "researcher"}
        for each in prompts:
            made = await client.get_prompt(each.name, {"question": "Who holds the gates?"})
            assert "Who holds the gates?" in text_of(made.messages[0].content)
            assert "band" in text_of(made.messages[0].content)
        return found

    found = asked(wales, look)
    assert json.loads(found["trosol://ecosystem"])["snapshot"] == wales.digest
    assert len(json.loads(found["trosol://questions"])) == len(wales.questions)
    import rdflib

    assert len(rdflib.Graph().parse(data=found["trosol://ontology"], format="turtle")) == len(
        set(wales.snapshot.vocabulary.triples)
    )


def test_an_assistant_that_starts_it_gets_an_answer() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    started = StdioServerParameters(command=sys.executable, args=["-m", "trosol", "mcp", WALES], env=env)

    async def once() -> dict[str, Any] | None:
        async with Client(started, read_timeout_seconds=60) as client:
            reply: Any = await client.call_tool("ask", {"question": "which actions address risk?"})
            told: dict[str, Any] | None = reply.structured_content
            return told

    found = anyio.run(once)
    assert found is not None
    assert found["status"] == "answered"
