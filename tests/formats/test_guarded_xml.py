"""The door to XML files: what a document can make a parser do is refused before it is done."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.formats.errors import FileError
from trackclock.formats.guarded_xml import Limits, read_xml, text_of

LIMITS = Limits(max_bytes=64 * 1024, max_nodes=200, max_depth=8)


def refusal(document: str | bytes) -> str:
    data = document.encode() if isinstance(document, str) else document
    with pytest.raises(FileError) as raised:
        read_xml(data, "a.xml", LIMITS, "give another")
    assert "\n" not in str(raised.value)
    assert raised.value.instead == "give another"
    return str(raised.value)


def test_names_come_without_their_namespaces() -> None:
    root = read_xml(
        b'<?xml version="1.0"?><!-- c --><a xmlns="urn:x" xmlns:y="urn:y"><y:b y:c="1"> 5 <d/></y:b>tail</a>',
        "a.xml",
        LIMITS,
        "",
    )
    assert (root.tag, root[0].tag, dict(root[0].attrib), text_of(root, "b"), text_of(root, "e")) == (
        "a",
        "b",
        {"c": "1"},
        "5",
        "",
    )


def test_utf_16_is_read_as_the_document_says() -> None:
    root = read_xml('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"), "a.xml", LIMITS, "")
    assert root.text == "é"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "http://localhost:9/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost:9/a.dtd"> %b;]><a/>',
        "<!DOCTYPE a><a/>",
    ],
)
def test_no_document_declares_anything(document: str) -> None:
    for data in (document.encode(), document.encode("utf-16")):
        assert "declares a document type" in refusal(data)


def test_an_entity_that_nobody_declared_is_an_error() -> None:
    assert "undefined entity" in refusal("<a>&b;</a>")


def test_the_bomb_of_a_billion_laughs_costs_nothing() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e9;</a>'
    tracemalloc.start()
    try:
        assert "declares a document type" in refusal(document)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_depth_and_size_are_counted() -> None:
    def nested(depth: int) -> str:
        return "<a>" * depth + "</a>" * depth

    def many(count: int) -> str:
        return "<a>" + "<b c=''/>" * count + "</a>"

    assert read_xml(nested(8).encode(), "a.xml", LIMITS, "").tag == "a"
    assert "nested deeper than 8 elements" in refusal(nested(9))
    assert "nested deeper" in refusal("<a>" * 20_000)
    assert read_xml(many(99).encode(), "a.xml", LIMITS, "").tag == "a"
    assert "more than 200 elements and attributes" in refusal(many(100))
    attributes = " ".join(f'a{n}=""' for n in range(5_000))
    assert "more than 200" in refusal(f"<a {attributes}/>")
    assert "larger than 64 kB" in refusal(b"<a>" + bytes(64 * 1024))


def test_what_is_no_xml_is_told_with_its_place() -> None:
    assert refusal("<a>\n  <b></c></a>").startswith("a.xml:2:8: this is not XML that can be read: mismatched tag")
    assert "no element found" in refusal("")
    assert "unknown encoding" in refusal('<?xml version="1.0" encoding="nonsense"?><a/>')


@given(st.binary(max_size=200), st.integers(0, 60), st.integers(0, 5))
def test_any_bytes_at_all_are_one_line(junk: bytes, place: int, gone: int) -> None:
    document = b'<?xml version="1.0" encoding="utf-8"?><a xmlns="urn:x"><b c="1">text</b><d/></a>'
    for data in (junk, document[:place] + junk[:4] + document[place + gone :]):
        try:
            read_xml(data, "a.xml", LIMITS, "")
            said = ""
        except FileError as error:
            said = str(error)
        assert "\n" not in said
