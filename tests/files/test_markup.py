"""XML that the look lets through, no reader behind it reads as anything else: looked for in what stands before, between and around it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile.rdf_files import RDFXML, THING, laughs
from trosol.errors import TrosolError
from trosol.files.markup import wrong_markup
from trosol.rdf.engine import parse

BOMB = laughs(2) + RDFXML % (THING % "&a2;")
PLAIN = RDFXML % (THING % "here")
BEFORE = st.lists(
    st.sampled_from(
        [
            *("\n", " ", "\t", "\ufeff", "\0", "x", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="utf-8"?>'),
            *(
                "<?xml version='1.1'?>",
                "<?xml?>",
                "<?XML version='1.0'?>",
                "<?a > ?>",
                "<?a <!DOCTYPE ?>",
                "<!-- -->",
                "<!-- -- -->",
            ),
            *("<!---->", "<!-- > -->", "<!-->", "<!--->", "--><!--", "<![CDATA[ ]]>", "]]>", "&amp;", "<!ELEMENT a ANY>"),
        ]
    ),
    max_size=4,
).map("".join)
ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1", "cp037", "cp500"]
)


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


@settings(max_examples=400, deadline=None)
@given(BEFORE, ENCODINGS, st.sampled_from(["DOCTYPE", "doctype", "DocType"]))
def test_entities_reach_the_engine_behind_nothing(before: str, encoding: str, word: str) -> None:
    content = encoded(before + BOMB.replace("DOCTYPE", word), encoding)
    with pytest.raises(TrosolError):
        parse(content, where="a.rdf", ending=".rdf", brought=True)


@settings(max_examples=400, deadline=None)
@given(BEFORE, ENCODINGS, st.integers(0, len(PLAIN)), BEFORE)
def test_what_is_let_through_is_read_in_the_same_way(before: str, encoding: str, at: int, within: str) -> None:
    """What the look accepts is well-formed for another reader, and the engine sees one document and the text that it holds."""
    content = encoded(before + PLAIN[:at] + within + PLAIN[at:], encoding)
    if wrong_markup(content):
        with pytest.raises(TrosolError):
            parse(content, where="a.rdf", ending=".rdf", brought=True)
        return
    try:
        tree = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        # The look tells names as they are written, prefix and all: a prefix that nobody declared is for the readers to refuse.
        assert "unbound prefix" in str(error)
        with pytest.raises(TrosolError):
            parse(content, where="a.rdf", ending=".rdf", brought=True)
        return
    try:
        triples = parse(content, where="a.rdf", ending=".rdf", brought=True)
    except TrosolError:
        return  # it may read less, never more
    texts = {"".join(node.itertext()) for node in tree.iter() if node.tag.endswith("}says")}
    said: list[Any] = [triple.object for triple in triples if triple.predicate.value.endswith("/says")]
    assert {each.value for each in said} <= texts


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\n<?xml version='1.0'?><a/>", "well-formed"),
        (b"<!-- a -- b --><a/>", "well-formed"),
        (b"<a b='1' b='2'/>", "duplicate attribute"),
        (b"<a/>junk", "junk"),
        (b"<a/><a/>", "junk"),
        (b"", "no element"),
        (b"<a>&b;</a>", "undefined entity"),
        (b"<?xml version='1.1'?><a/>", "1.0 is what is read"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-1'?><a/>", "it is not, or that is not read"),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "that is not read"),
        (b"<?xml version='1.0' encoding='koi8-r'?><a/>", "that is not read"),
        ("<a/>".encode("utf-32"), "encoding"),
        ("<a/>".encode("utf-16-le"), "encoding"),
        ("<a/>".encode("cp037"), "well-formed"),
        (b"<a>\x01</a>", "well-formed"),
    ],
)
def test_what_the_look_refuses_and_why(content: bytes, reason: str) -> None:
    assert reason in wrong_markup(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_programs_write(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    assert not wrong_markup(
        f'<?xml version="1.0" encoding="{name}" standalone="yes"?><?style x?><!-- é --><a b="é">é</a>'.encode(encoding)
    )
