"""Files that people send: which kinds are taken, how large they may be, and by what name they are kept.

Nothing is trusted of a file but its bytes: its ending must be of a kind that is taken, and its bytes must be
of that kind. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from strategy.errors import Invalid

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one file: room for a long plan with pictures, and little enough to lie in a database."""
LONGEST_NAME = 120
"""Characters of a file's name."""
_LEADING = 1_024
"""Bytes in which a PDF has to say that it is one."""


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_LEADING]


def _is_old_office(content: bytes) -> bool:
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def _is_rich_text(content: bytes) -> bool:
    return content.startswith(b"{\\rtf")


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _packs(part: bytes) -> Callable[[bytes], bool]:
    """Whether it is a package of office documents that holds a part of this name, and no macros."""
    return lambda content: (
        content.startswith(b"PK\x03\x04") and part in content and b"vbaProject.bin" not in content
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    fits: Callable[[bytes], bool]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_KINDS: Mapping[str, _Kind] = {
    "pdf": _Kind("application/pdf", _is_pdf),
    "docx": _Kind(f"{_OFFICE}wordprocessingml.document", _packs(b"word/")),
    "xlsx": _Kind(f"{_OFFICE}spreadsheetml.sheet", _packs(b"xl/")),
    "pptx": _Kind(f"{_OFFICE}presentationml.presentation", _packs(b"ppt/")),
    "odt": _Kind(f"{_OPEN}text", _packs(f"{_OPEN}text".encode())),
    "ods": _Kind(f"{_OPEN}spreadsheet", _packs(f"{_OPEN}spreadsheet".encode())),
    "odp": _Kind(f"{_OPEN}presentation", _packs(f"{_OPEN}presentation".encode())),
    "doc": _Kind("application/msword", _is_old_office),
    "xls": _Kind("application/vnd.ms-excel", _is_old_office),
    "ppt": _Kind("application/vnd.ms-powerpoint", _is_old_office),
    "rtf": _Kind("application/rtf", _is_rich_text),
    "txt": _Kind("text/plain", _is_text),
}
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument or plain text"
"""The kinds that are taken, in words."""


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file that can be taken: its cleaned name, media type and bytes."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """What tells its bytes from others: SHA-256 in hexadecimal digits."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is kept, without its bytes. `used` is False until it is handed in as something."""

    id: int
    name: str
    media_type: str
    size: int
    digest: str
    sent_by: int
    sent_at: datetime
    used: bool


def taken(name: str, content: bytes) -> FileIn:
    """The file, if it can be taken. Raises Invalid with the reason: empty, too large, or of another kind."""
    if not content:
        raise Invalid({"file": "That file is empty. Please send it again."})
    if len(content) > LARGEST_FILE:
        raise Invalid({"file": too_large()})
    cleaned = cleaned_name(name)
    ending = cleaned.rpartition(".")[2].lower()
    kind = _KINDS.get(ending)
    if kind is None:
        raise Invalid({"file": f"I can't take that kind of file. I take {TAKEN}."})
    if not kind.fits(content):
        raise Invalid(
            {
                "file": f"That file's name ends in .{ending}, but it is not a {ending.upper()} file that I "
                f"can take (locked files and files with macros are not). Please save it anew as {TAKEN}."
            }
        )
    return FileIn(cleaned, kind.media_type, content)


def too_large() -> str:
    """What is said of a file that is too large."""
    return (
        f"That file is too large: I can take {LARGEST_FILE // (1024 * 1024)} MB. "
        "Please send a smaller one (as PDF, for instance), or paste a link to it."
    )


def cleaned_name(name: str) -> str:
    """A file's name that is safe to show and to save: no folders, nothing invisible, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if char.isspace() else char for char in last if char.isspace() or char.isprintable())
    shown = re.sub(r'[<>:"|?*\ufffd]', "", " ".join(shown.split())).strip().rstrip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.strip(" .") or "file"
    ending = ending[:10]
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(" .")
    return f"{stem}.{ending}" if ending else stem
