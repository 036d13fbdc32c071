"""The bot in a terminal: the same desk as in Teams, with replies as text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot.clock import SystemClock
from bot.wiring import House
from dialogs.messages import Attached, Incoming, Message, Place, Reply, Table
from strategy.people import Person
from strategy.ports import AuditEntry


class NoSuchPerson(Exception):
    """Nobody in the directory has that email."""


def written(reply: Reply) -> str:
    """A reply as text: its words, its tables, and what could be said next."""
    return "\n\n".join(_message(message) for message in (*reply.messages, *reply.privately))


def _message(message: Message) -> str:
    parts = [message.text]
    if message.table is not None:
        parts.append(_table(message.table))
    if message.suggestions:
        parts.append("Try: " + " | ".join(message.suggestions))
    return "\n".join(part for part in parts if part)


def _table(table: Table) -> str:
    return "\n".join(aligned([table.columns, *table.rows]))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of as many cells each as lines, the cells of a column beneath each other."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


async def ask(house: House, email: str, text: str, files: tuple[Attached, ...] = ()) -> str:
    """One question, with a file where one is sent, answered through the same door as in Teams. Raises
    NoSuchPerson.

    Outside the demonstration a terminal proves nobody's identity, so it only reads, and the asking is
    recorded.
    """
    speaker = await person(house, email)
    if not house.settings.demo:
        async with house.store.transaction() as uow:
            entry = AuditEntry(
                SystemClock().now(),
                speaker.id,
                "asked in the terminal",
                details={"as_of": house.clock.now().isoformat()},
            )
            await uow.audit.record(entry)
    reply = await house.desk.receive(
        Incoming(
            conversation=f"terminal:{speaker.email}",
            place=Place.TERMINAL,
            speaker=speaker,
            at=house.clock.now(),
            text=text,
            read_only=not house.settings.demo,
            files=files,
        )
    )
    return written(reply)


async def person(house: House, email: str) -> Person:
    """Somebody in the directory by email. Raises NoSuchPerson."""
    found = (await house.store.trust()).by_email(email)
    if found is None or found.ended_on is not None:
        raise NoSuchPerson(email)
    return found


async def explain(house: House, email: str, text: str) -> str:
    """What the bot understands of a text, as one line of JSON. Raises NoSuchPerson."""
    trust = await house.store.trust()
    asked = house.reader.read(text, await person(house, email), trust, house.clock.now())
    return json.dumps(asked.as_json(), ensure_ascii=False)


async def explain_file(
    house: House, file: Path, speaker: str | None = None, out: TextIO | None = None
) -> None:
    """What the bot understands of each line of a JSONL file of {"as": EMAIL, "text": TEXT}, one line each.

    `speaker` speaks where a line names nobody. A line that cannot be read, or whose speaker is nobody, gives
    {"error": ...} in its place.
    """
    out = out or sys.stdout
    for line in _lines(file):
        try:
            asked = json.loads(line)
            said = await explain(house, str(asked.get("as") or speaker), str(asked["text"]))
        except NoSuchPerson as nobody:
            said = json.dumps(
                {"error": f"nobody in the directory has the email {nobody}"}, ensure_ascii=False
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            said = json.dumps({"error": 'a line must be {"as": EMAIL, "text": TEXT}'})
        out.write(said + "\n")


def _lines(file: Path) -> Iterator[str]:
    # Bytes that are no UTF-8 spoil their own line, not the file.
    with file.open(encoding="utf-8", errors="replace") as opened:
        for line in opened:
            if line.strip():
                yield line


async def chat(house: House, email: str, lines: TextIO | None = None, out: TextIO | None = None) -> None:
    """A conversation in the terminal until the input ends. Raises NoSuchPerson."""
    lines, out = lines or sys.stdin, out or sys.stdout
    out.write(f"{(await person(house, email)).name}: say what you like; Ctrl-D ends.\n")
    while True:
        out.write("> ")
        out.flush()
        line = lines.readline()
        if not line:
            out.write("\n")
            return
        if line.strip():
            out.write(await ask(house, email, line.strip()) + "\n\n")
