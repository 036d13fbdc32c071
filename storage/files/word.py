"""Filed reports as Word documents."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from strategy.ports import Document, ReportSheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_STEM = 120
"""Characters of a file's name before its ending."""

_ENDING = ".docx"
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


class WordDocuments:
    """Makes the trust's report form with python-docx. Safe to use from several threads."""

    def report(self, sheet: ReportSheet) -> Document:
        """The report as a Word document; the same sheet always gives the same bytes. Any text will do."""
        # python-docx takes a fifth of a second to import, which a bot that starts need not wait for.
        from storage.files.word_form import filled_in

        return Document(_file_name(sheet.name), CONTENT_TYPE, _packed_alike(filled_in(sheet)))


def _packed_alike(packed: bytes) -> bytes:
    """The same package without the time at which it was packed."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts, zipfile.ZipFile(again, "w") as alike:
        for part in parts.namelist():
            entry = zipfile.ZipInfo(part, date_time=_PACKED_AT)
            alike.writestr(entry, parts.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return again.getvalue()


def _file_name(stem: str) -> str:
    """A name that Windows, SharePoint and mail take as it is, at most 125 characters long.

    What is not allowed becomes a hyphen, what cannot be seen a blank. Too long a name is cut in its middle,
    as the day is at its end.
    """
    shown = "".join(
        "-" if character in _RESERVED else " " if unicodedata.category(character)[0] in "CZ" else character
        for character in stem
    )
    name = " ".join(shown.split()).strip(". ~")
    if len(name) > LONGEST_STEM:
        name = f"{name[: LONGEST_STEM - _KEPT_OF_THE_END - 1]}…{name[-_KEPT_OF_THE_END:]}"
    if not name or name.partition(".")[0].strip().upper() in _DEVICES:
        name = f"Report {name}".strip()
    return name + _ENDING
