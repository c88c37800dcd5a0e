"""A few terms of published vocabularies, by their addresses and in words of our own, and small ecosystems that are described in them."""

from __future__ import annotations

_TOP = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix tro: <https://w3id.org/trosol/ontology/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix gi2mo: <http://purl.org/gi2mo/ns#> .
"""

W3C_ORG = (
    _TOP
    + """
<http://www.w3.org/ns/org#> a owl:Ontology .
org:Organization a owl:Class, rdfs:Class ; rdfs:subClassOf foaf:Agent ; rdfs:label "Organization"@en, "organización"@es ; rdfs:comment "People who act as one body."@en .
org:FormalOrganization a owl:Class ; rdfs:subClassOf org:Organization ; rdfs:label "Formal Organization"@en ; rdfs:comment "One that the law knows."@en .
org:OrganizationalUnit a owl:Class ; rdfs:subClassOf org:Organization ; rdfs:label "Unit"@en ; rdfs:comment "A piece of another one."@en .
org:Role a owl:Class ; rdfs:label "Role"@en ; rdfs:comment "What somebody does in an organization."@en .
org:Membership a owl:Class ; rdfs:label "Membership"@en ; rdfs:comment "That somebody belongs, with a role and a time."@en .
org:Head a org:Role ; rdfs:label "Head"@en .
org:reportsTo a owl:ObjectProperty ; rdfs:label "reports to"@en ; rdfs:comment "Is accountable to."@en .
org:linkedTo a owl:ObjectProperty ; rdfs:domain org:Organization ; rdfs:range org:Organization ; rdfs:label "linked to"@en ; rdfs:comment "Is tied to in any way."@en .
org:memberOf a owl:ObjectProperty ; owl:inverseOf org:hasMember ; rdfs:label "member of"@en ; rdfs:comment "Belongs to."@en .
org:hasMember a owl:ObjectProperty ; rdfs:label "has member"@en ; rdfs:comment "The other end."@en .
org:headOf a owl:ObjectProperty ; rdfs:subPropertyOf org:memberOf ; rdfs:label "head of"@en ; rdfs:comment "Leads."@en .
org:unitOf a owl:ObjectProperty ; rdfs:subPropertyOf org:subOrganizationOf ; owl:inverseOf org:hasUnit ; rdfs:label "unit of"@en ; rdfs:comment "Is a piece of."@en .
org:hasUnit a owl:ObjectProperty ; rdfs:label "has unit"@en ; rdfs:comment "The other end."@en .
org:subOrganizationOf a owl:ObjectProperty ; rdfs:label "suborganization of"@en ; rdfs:comment "Is within."@en .
org:member a owl:ObjectProperty ; rdfs:domain org:Membership ; rdfs:label "member"@en ; rdfs:comment "Who belongs."@en .
org:identifier a owl:DatatypeProperty ; rdfs:label "identifier"@en ; rdfs:comment "A number."@en .
"""
)

SCHEMA = (
    _TOP
    + """
schema:Thing a rdfs:Class ; rdfs:label "Thing" ; rdfs:comment "Whatever there is." .
schema:Text a schema:DataType, rdfs:Class ; rdfs:label "Text" ; rdfs:comment "Words." .
schema:Person a rdfs:Class ; rdfs:subClassOf schema:Thing ; owl:equivalentClass foaf:Person ; rdfs:label "Person" ; rdfs:comment "Somebody." .
schema:Organization a rdfs:Class ; rdfs:subClassOf schema:Thing ; rdfs:label "Organization" ; rdfs:comment "A body." .
schema:LocalBusiness a rdfs:Class ; rdfs:subClassOf schema:Organization ; rdfs:label "LocalBusiness" ; rdfs:comment "A shop." .
schema:memberOf a rdf:Property ; schema:domainIncludes schema:Organization, schema:Person ; schema:rangeIncludes schema:Organization ; schema:inverseOf schema:member ; rdfs:label "memberOf" ; rdfs:comment "Belongs to." .
schema:funder a rdf:Property ; schema:domainIncludes schema:Organization ; schema:rangeIncludes schema:Organization, schema:Person ; rdfs:label "funder" ; rdfs:comment "Who pays." .
schema:parentOrganization a rdf:Property ; schema:domainIncludes schema:Organization ; schema:rangeIncludes schema:Organization ; rdfs:label "parentOrganization" ; rdfs:comment "What it is a piece of." .
schema:legalName a rdf:Property ; schema:domainIncludes schema:Organization ; schema:rangeIncludes schema:Text ; rdfs:label "legalName" ; rdfs:comment "Its name." .
"""
)

FOAF = (
    _TOP
    + """
<http://xmlns.com/foaf/0.1/> a owl:Ontology .
foaf:Agent a rdfs:Class, owl:Class ; rdfs:label "Agent" ; rdfs:comment "Whoever acts." .
foaf:Person a rdfs:Class, owl:Class ; rdfs:subClassOf foaf:Agent ; rdfs:label "Person" ; rdfs:comment "Somebody." ; owl:disjointWith foaf:Organization .
foaf:Organization a rdfs:Class, owl:Class ; rdfs:subClassOf foaf:Agent ; rdfs:label "Organization" ; rdfs:comment "A body." .
foaf:knows a rdf:Property, owl:ObjectProperty ; rdfs:domain foaf:Person ; rdfs:range foaf:Person ; rdfs:label "knows" ; rdfs:comment "Has met." .
foaf:fundedBy a rdf:Property, owl:ObjectProperty ; rdfs:label "funded by" ; rdfs:comment "Has money from." .
foaf:title a rdf:Property, owl:DatatypeProperty ; rdfs:label "title" ; rdfs:comment "Mr or Ms." .
"""
)

GI2MO = """\
<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
    <!ENTITY owl "http://www.w3.org/2002/07/owl#" >
    <!ENTITY gi2mo "http://purl.org/gi2mo/ns#" >
]>
<rdf:RDF xmlns="http://purl.org/gi2mo/ns#" xml:base="http://purl.org/gi2mo/ns" xmlns:owl="http://www.w3.org/2002/07/owl#"
     xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
    <owl:Ontology rdf:about="http://purl.org/gi2mo/ns"/>
    <owl:Class rdf:about="&gi2mo;Idea"><rdfs:label xml:lang="en">Idea</rdfs:label><rdfs:comment xml:lang="en">What somebody proposes.</rdfs:comment></owl:Class>
    <owl:Class rdf:about="&gi2mo;IdeaContest"><rdfs:label xml:lang="en">Idea Contest</rdfs:label></owl:Class>
    <owl:ObjectProperty rdf:about="&gi2mo;hasCreator"><rdfs:range rdf:resource="&owl;Thing"/><rdfs:label xml:lang="en">has creator</rdfs:label></owl:ObjectProperty>
    <owl:DatatypeProperty rdf:about="#title"/>
</rdf:RDF>
"""

SKOS_LIST = (
    _TOP
    + """
@prefix ex: <http://example.org/themes/> .
ex:themes a skos:ConceptScheme ; skos:prefLabel "Themes"@en .
ex:water a skos:Concept ; skos:inScheme ex:themes ; skos:topConceptOf ex:themes ; skos:prefLabel "Water"@en, "Dŵr"@cy ; skos:definition "Rain and rivers."@en .
"""
)

PUBLISHED = {"org.ttl": W3C_ORG, "schema.ttl": SCHEMA, "foaf.ttl": FOAF, "gi2mo.owl": GI2MO, "themes.ttl": SKOS_LIST}

TIES = [
    ("mill", "linkedTo", "dyer"),
    ("dyer", "linkedTo", "shop"),
    ("shop", "reportsTo", "guild"),
    ("dyer", "reportsTo", "guild"),
    ("weaver", "linkedTo", "dyer"),
    ("guild", "headOf", "council"),
    ("tailor", "linkedTo", "shop"),
]

IN_ORG = (
    _TOP
    + "".join(
        f'<http://example.org/{name}> a org:Organization ; rdfs:label "{name.capitalize()}" .\n'
        for name in sorted({end for tie in TIES for end in (tie[0], tie[2])})
    )
    + "".join(f"<http://example.org/{a}> org:{word} <http://example.org/{b}> .\n" for a, word, b in TIES)
)
"""An ecosystem in the words of W3C ORG alone."""

IN_OURS = "From,To,Type\n" + "".join(
    f"{b if word == 'reportsTo' else a},{a if word == 'reportsTo' else b},{'directs' if word != 'linkedTo' else 'actorTie'}\n".title()
    .replace("Directs", "directs")
    .replace("Actortie", "actorTie")
    for a, word, b in TIES
)
"""The same in Trosol's words."""
