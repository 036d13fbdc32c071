"""What Word documents and workbooks have in common: a zipped package, and a name that travels."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping

LONGEST_STEM = 120
"""Characters of a file's name before its ending."""

_RESERVED = '<>:"/\\|?*'
_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10)),
}
_KEPT_OF_THE_END = 20
"""Characters: more than " - 2026-11-18" has."""
_PACKED_AT = (1980, 1, 1, 0, 0, 0)
"""What Word itself gives as the time of everything inside a document."""


def packed_alike(packed: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The same package without the time at which it was packed; `instead` are parts that others take the
    place of, by name.
    """
    other = instead or {}
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts, zipfile.ZipFile(again, "w") as alike:
        for part in parts.namelist():
            entry = zipfile.ZipInfo(part, date_time=_PACKED_AT)
            content = other[part] if part in other else parts.read(part)
            alike.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return again.getvalue()


def file_name(stem: str, ending: str, *, nameless: str = "Report") -> str:
    """A name that Windows, SharePoint and mail take as it is, at most 125 characters long.

    What is not allowed becomes a hyphen, what cannot be seen a blank. Too long a name is cut in its middle,
    as the day is at its end. `nameless` begins the name where nothing else would be left of it.
    """
    shown = "".join(
        "-" if character in _RESERVED else " " if unicodedata.category(character)[0] in "CZ" else character
        for character in stem
    )
    name = " ".join(shown.split()).strip(". ~")
    if len(name) > LONGEST_STEM:
        name = f"{name[: LONGEST_STEM - _KEPT_OF_THE_END - 1]}…{name[-_KEPT_OF_THE_END:]}"
    if not name or name.partition(".")[0].strip().upper() in _DEVICES:
        name = f"{nameless} {name}".strip()
    return name + ending
