"""The one door to an XML file: a small tree without namespaces, or one clear error.

It exists because such a file comes from anywhere: what a document can make a parser do (entities that explode, a DTD
that is fetched, nesting without end) is refused before it is done, and size is limited by counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from trackclock.formats.errors import FileError
from trackclock.safe_text import printable

_LONGEST_REASON = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a document is read.

    Attributes:
        max_bytes: size of the file.
        max_nodes: elements and attributes in it.
        max_depth: how deep elements may be nested.
    """

    max_bytes: int
    max_nodes: int
    max_depth: int = 32


class _RefusedError(Exception):
    """A document that is not read on, with the reason for its reader."""


class _Guard:
    """Builds the tree from what the parser finds, and refuses what no file of a runner has."""

    def __init__(self, limits: Limits, without: Collection[str]) -> None:
        self._limits = limits
        self._without = frozenset(without)
        self._passing = 0
        """How deep the parser is in an element that is passed over; 0 outside of one."""
        self._builder = TreeBuilder()
        self._depth = self._nodes = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = _refuse_doctype

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._nodes += 1 + len(attributes)
        if self._depth > self._limits.max_depth:
            raise _RefusedError(f"it is nested deeper than {self._limits.max_depth} elements")
        if self._nodes > self._limits.max_nodes:
            raise _RefusedError(f"it has more than {self._limits.max_nodes:,} elements and attributes")
        if self._passing or _local(name) in self._without:
            self._passing += 1
            return
        self._builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _data(self, text: str) -> None:
        if not self._passing:
            self._builder.data(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._passing:
            self._passing -= 1
        else:
            self._builder.end(_local(name))

    def tree(self) -> Element:
        """What was read."""
        return self._builder.close()


def _refuse_doctype(*_: object) -> None:
    """A declaration of a document's type is where entities and addresses come from; no training file has one."""
    raise _RefusedError("it declares a document type (<!DOCTYPE), which is not read")


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def read_xml(data: bytes, file: str, limits: Limits, instead: str, without: Collection[str] = ()) -> Element:
    """Read an XML document.

    Args:
        data: the file; more than `limits.max_bytes` of it need not be given.
        file: its name, for errors.
        limits: how much is read.
        instead: what to do where it cannot be read.
        without: names of elements that are passed over with all that is in them; they are counted all the same.

    Returns:
        Its root; names are without their namespaces, comments and instructions are left out.

    Raises:
        FileError: if it is too large, no XML, or holds what is refused; no other exception.
    """
    if len(data) > limits.max_bytes:
        raise FileError(file, f"the file is larger than {limits.max_bytes // 1024:,} kB", instead)
    guard = _Guard(limits, without)
    try:
        guard.parser.Parse(data, True)
        return guard.tree()
    except _RefusedError as error:
        raise FileError(file, f"this XML is refused: {error}", instead, line=guard.parser.CurrentLineNumber) from None
    except expat.ExpatError as error:
        what = f"this is not XML that can be read: {expat.ErrorString(error.code)}"
        raise FileError(file, what, instead, line=error.lineno, column=error.offset + 1) from None
    except (AssertionError, LookupError, MemoryError, UnicodeError, ValueError) as error:
        reason = printable(str(error))[:_LONGEST_REASON]
        raise FileError(file, f"this is not XML that can be read: {reason}", instead) from None


def text_of(element: Element, name: str) -> str:
    """What stands in the first child of a name, without the spaces around it; empty where there is none."""
    return (element.findtext(name) or "").strip()
