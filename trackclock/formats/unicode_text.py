"""Bytes of a file -> text: UTF-8, or UTF-16 where the file begins with the mark that says so.

It exists because Windows calls UTF-16 "Unicode": its older editors save in it, and its shell writes whatever is sent
into a file that way.
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Final

_MARKS: Final = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_NOT_READ: Final = (BOM_UTF32_LE, BOM_UTF32_BE)
"""The first begins as the mark of UTF-16 does, and is looked for before it."""


class NotTextError(ValueError):
    """Bytes that are no text; the argument says what they are.

    Attributes:
        before: the text in front of the fault; None where all of it is at fault.
    """

    def __init__(self, what: str, before: str | None = None) -> None:
        """Say what is wrong, and where."""
        super().__init__(what)
        self.before = before


def decode(data: bytes, errors: str = "strict") -> str:
    """The text, without the mark that it may begin with.

    Args:
        data: a whole file.
        errors: as for `bytes.decode`.

    Raises:
        NotTextError: if it is no text, or in another encoding.
    """
    if data.startswith(_NOT_READ):
        raise NotTextError("this is UTF-32 text")
    mark, encoding = _form_of(data)
    raw = data[len(mark) :]
    try:
        text = raw.decode(encoding, errors)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        if encoding == "utf-8":
            raise NotTextError(f"the byte 0x{raw[error.start]:02X} is not UTF-8 text", before) from None
        raise NotTextError("here is half a character of UTF-16", before) from None
    if "\0" in text:
        raise NotTextError("this is a binary file")
    return text


def encode_as(data: bytes, text: str) -> bytes:
    """A text in the encoding of another one, with its mark.

    Args:
        data: the file of the other one, as far as its mark goes.
        text: what is to be written.
    """
    mark, encoding = _form_of(data)
    return mark + text.encode(encoding)


def _form_of(data: bytes) -> tuple[bytes, str]:
    return next((form for form in _MARKS if data.startswith(form[0])), (b"", "utf-8"))
