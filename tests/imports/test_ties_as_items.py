"""Items that stand for a tie (a membership of W3C ORG, a role of schema.org, a class that a mapping names) come in as that tie."""

from __future__ import annotations

from pathlib import Path

import pytest

from imports.maps import brought, new_folder, records_of, said
from imports.vocabularies import W3C_ORG
from trosol import Ecosystem
from trosol.errors import TrosolError
from trosol.findings import brokers
from trosol.imports import Meanings, propose

TOP = """\
@prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> . @prefix time: <http://www.w3.org/2006/time#> .
"""
GROUPS = {"North": ["Mill", "Dyer", "Weaver"], "South": ["Shop", "Tailor", "Guild"]}
LINKS = [("Mill", "Dyer"), ("Weaver", "Dyer"), ("Dyer", "Shop"), ("Shop", "Tailor"), ("Dyer", "Guild"), ("Tailor", "Guild")]
CHAIR = "Dyer"


def _in_org() -> str:
    """Every membership as an item with a member, an organization and, for one, a role and a time; one is told from the member's side."""
    lines = [TOP, 'ex:chair a org:Role ; rdfs:label "Chair"@en .']
    for group, members in GROUPS.items():
        lines.append(f'ex:{group} a org:OrganizationalCollaboration ; rdfs:label "{group}" .')
        for name in members:
            lines.append(f'ex:{name} a org:Organization ; rdfs:label "{name}" .')
            more = "; org:role ex:chair ; org:memberDuring [ a time:Interval ]" if name == CHAIR else ""
            if name == "Shop":
                lines.append(f"ex:{name} org:hasMembership [ a org:Membership ; org:organization ex:{group} ] .")
            else:
                lines.append(f"ex:m-{name} a org:Membership ; org:member ex:{name} ; org:organization ex:{group} {more} .")
    lines += [f"ex:{a} org:linkedTo ex:{b} ." for a, b in LINKS]
    return "\n".join(lines)


def _in_tables() -> tuple[str, str]:
    kinds = [(group, "Network") for group in GROUPS] + [(name, "Organisation") for names in GROUPS.values() for name in names]
    ties = [(name, group, "memberOf") for group, names in GROUPS.items() for name in names] + [
        (a, b, "actorTie") for a, b in LINKS
    ]
    things = "Label,Type\nChair,ActorRole\n" + "".join(f"{label},{kind}\n" for label, kind in kinds)
    return things, "From,To,Type\n" + "".join(f"{','.join(tie)}\n" for tie in ties)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same ecosystem, from W3C ORG (its ontology placed below ours first) and from two tables."""
    made = {}
    for name in ("org", "tables"):
        place = tmp_path_factory.mktemp(name)
        made[name] = folder = new_folder(place)
        types = {"OrganizationalCollaboration": "TargetGroup", "Network": "TargetGroup"}
        meanings = Meanings(voice="Workshop", voice_type="Voice", undirected="as drawn", types=types)
        if name == "org":
            (place / "org.ttl").write_text(W3C_ORG, encoding="utf-8")
            propose([place / "org.ttl"], folder, terms_only=True, hanging=True, unfinished=True).write()
            brought(folder, place / "data.ttl", _in_org(), meanings)
        else:
            files = [place / "things.csv", place / "ties.csv"]
            for path, text in zip(files, _in_tables(), strict=True):
                path.write_text(text, encoding="utf-8")
            found = propose(files, folder, mapping=meanings)
            assert found.problems == ()
            found.write()
    return made


def test_memberships_of_org_give_the_gatekeepers_that_the_same_data_gives_as_tables(both: dict[str, Path]) -> None:
    found = []
    for folder in both.values():
        ecosystem = Ecosystem.load(folder)
        between = brokers(ecosystem.snapshot, by="target-group", resamples=20)
        assert not between.not_enough
        ranking = [
            (row.label, row.rank, row.score, {role: n.observed for role, n in row.roles.items()}) for row in between.ranking
        ]
        labels = {key: ecosystem.snapshot.entity(key).label() for key in ecosystem.snapshot.records.entities}
        edges = {(labels[a], labels[b]) for a, b in ecosystem.network("actors").edges()}
        groups = {labels[key]: labels[group] for key, group in between.grouped.member.items()}
        gates = [(row.label, len(row.by_rule)) for row in ecosystem.gatekeepers(draws=20).matrix]
        found.append((ranking, edges, groups, gates))
    assert found[0] == found[1]
    ranking, edges, groups, _ = found[0]
    assert ranking[0][0] == CHAIR
    assert {(a, b) for a, b in edges if (a, b) in LINKS} == set(LINKS)
    assert groups == {name: group for group, names in GROUPS.items() for name in names}


def test_a_membership_is_no_item_and_says_as_what(both: dict[str, Path]) -> None:
    records = records_of(both["org"])
    assert {entity.label() for entity in records.entities.values()} == {
        *("Chair", "Workshop", *GROUPS),
        *(name for names in GROUPS.values() for name in names),
    }
    told = [piece.paraphrase for piece in records.evidence.values() if "Chair" in piece.paraphrase and CHAIR in piece.paraphrase]
    assert told


@pytest.mark.exhaustive
def test_what_a_membership_says_besides_and_one_without_an_end_are_told(tmp_path: Path) -> None:
    text = _in_org() + "\n[] a org:Membership ; org:member ex:Mill ."
    found = brought(
        new_folder(tmp_path), tmp_path / "data.ttl", text, Meanings(voice="W", voice_type="Voice", types=TYPES, relations=TIES)
    )
    notes = "\n".join(found.left_out)
    assert "1 × memberDuring of a Membership" in notes
    assert "1 × Membership that does not name both ends" in notes


TYPES = {"OrganizationalCollaboration": "TargetGroup", "Organization": "Organisation", "Role": "ActorRole"}
TIES = {"linkedTo": "actorTie", "ex:sits": "memberOf"}


@pytest.mark.exhaustive
def test_a_role_of_schema_org_lies_between_two_mentions_of_one_relation(tmp_path: Path) -> None:
    text = TOP + (
        'ex:a a schema:Organization ; schema:name "Mill" ; schema:memberOf [ a schema:OrganizationRole ; schema:memberOf ex:b ; '
        'schema:roleName "Chair" ] . ex:b a schema:Organization ; schema:name "Guild" .'
    )
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "data.ttl", text, Meanings(voice="W", voice_type="Voice", types={"Organization": "Organisation"}))
    assert said(folder) == {("Mill", "memberOf", "Guild")}
    assert any("Role: Chair" in piece.paraphrase for piece in records_of(folder).evidence.values())


@pytest.mark.parametrize("name", [pytest.param("map.csv", marks=pytest.mark.exhaustive), "map.ttl"])
def test_a_mapping_says_which_items_of_any_map_stand_for_ties(tmp_path: Path, name: str) -> None:
    if name == "map.ttl":
        text = (
            TOP
            + 'ex:s a ex:Seat ; ex:who ex:a ; ex:in ex:b . ex:a a ex:Firm ; rdfs:label "Mill" . ex:b a ex:Firm ; rdfs:label "Guild" .'
        )
        folder = new_folder(tmp_path)
        meanings = Meanings(
            voice="W",
            voice_type="Voice",
            types={"Firm": "Organisation"},
            ties={"http://example.org/Seat": "who > in"},
            relations={"Seat": "memberOf"},
        )
        brought(folder, tmp_path / name, text, meanings)
    else:
        folder = new_folder(tmp_path)
        (tmp_path / "things.csv").write_text("Label,Type\nMill,Organisation\nGuild,Organisation\nA seat,Seat\n", encoding="utf-8")
        (tmp_path / name).write_text("From,To,Type\nA seat,Mill,who\nA seat,Guild,in\n", encoding="utf-8")
        meanings = Meanings(voice="W", voice_type="Voice", ties={"Seat": "who > in"}, relations={"Seat": "memberOf"})
        found = propose([tmp_path / "things.csv", tmp_path / name], folder, mapping=meanings)
        assert found.problems == ()
        found.write()
        assert '[ties]\n"Seat" = "who > in"' in found.mapping
    assert said(folder) == {("Mill", "memberOf", "Guild")}


def test_a_mapping_that_names_no_two_relations_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text("From,To\nA,B\n", encoding="utf-8")
    with pytest.raises(TrosolError, match="does not name two relations"):
        propose([tmp_path / "map.csv"], new_folder(tmp_path), mapping=Meanings(ties={"Seat": "who"}))
