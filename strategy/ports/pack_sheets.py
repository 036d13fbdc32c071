"""The pack of a meeting as its document shows it: all in words, nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part, of level 1 to 3. `anchor` names it for links; the contents list those `listed`,
    with the `note` on what the part holds.
    """

    words: str
    level: int = 1
    anchor: str = ""
    listed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the bot's own; a quiet one is less prominent, a point has a bullet."""

    words: str
    quiet: bool = False
    point: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """What people wrote, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: column titles, each with its share of the width, and rows of words. `links` are the anchors
    that the first cell of each row leads to, "" for nowhere.
    """

    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Short rows of label and text, then long texts under their labels, as the trust's form has them."""

    short: tuple[tuple[str, str], ...]
    long: tuple[tuple[str, str], ...] = ()


Block = Heading | Line | Quoted | Grid | Form


@dataclass(frozen=True, slots=True)
class PackSheet:
    """A pack as its document shows it.

    `name` is what the file is to be called without its ending: body and day, never a judgement. `facts` stand
    on the first page, before what is in the pack; `made` says when it was made and for whom. `foot` stands on
    every page. `at` is the instant it was made, aware.
    """

    name: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    made: str
    foot: str
    blocks: tuple[Block, ...]
    at: datetime
