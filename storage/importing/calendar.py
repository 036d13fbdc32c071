"""Storing the half terms and closures of a trust directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.importing.difference import Difference, difference
from storage.tables import closures, half_terms
from strategy.actions.importing import TERMS, ClosureEntry, Counts, TermEntry
from strategy.errors import Fault
from strategy.school_year import Calendar, HalfTerm


def half_terms_that_stay(known: Calendar, entries: Sequence[TermEntry], today: date) -> list[HalfTerm]:
    """Half terms that have passed and are in the file no more: what was owed in them is still owed."""
    told = {entry.half_term.key for entry in entries}
    return [half for half in known.half_terms if half.key not in told and half.ends < today]


def planned_calendar(
    staying: Sequence[HalfTerm], terms: Sequence[TermEntry], days: Sequence[ClosureEntry]
) -> Calendar:
    """The calendar as it will be when the files are stored."""
    return Calendar(
        [*staying, *(entry.half_term for entry in terms)],
        [(entry.day, entry.name, entry.urn or None) for entry in days],
    )


def overlaps_with(staying: Sequence[HalfTerm], entries: Sequence[TermEntry]) -> list[Fault]:
    """Half terms of the file that run into one that stays."""
    return [
        Fault(TERMS, entry.line, "starts", f"overlaps {half.key}, which is known from an earlier import")
        for entry in entries
        for half in staying
        if entry.half_term.starts <= half.ends and half.starts <= entry.half_term.ends
    ]


async def store_terms(
    connection: AsyncConnection, known: Calendar, staying: Sequence[HalfTerm], entries: Sequence[TermEntry]
) -> Counts:
    """Add, change and remove half terms, but those that stay."""
    kept = {half.key for half in staying}
    stored = {(h.academic_year, h.name): h.span for h in known.half_terms if h.key not in kept}
    wanted = {(e.half_term.academic_year, e.half_term.name): e.half_term.span for e in entries}
    found = difference(stored, wanted)
    await _store(
        connection,
        half_terms,
        found,
        names=("academic_year", "half_term"),
        rest={key: {"starts": span.starts, "ends": span.ends} for key, span in wanted.items()},
    )
    return found.counts


async def store_closures(
    connection: AsyncConnection, known: Calendar, entries: Sequence[ClosureEntry]
) -> Counts:
    """Add, change and remove closures."""
    stored = {(day, urn or ""): name for day, name, urn in known.closures}
    wanted = {(entry.day, entry.urn): entry.name for entry in entries}
    found = difference(stored, wanted)
    await _store(
        connection,
        closures,
        found,
        names=("day", "school"),
        rest={key: {"name": name} for key, name in wanted.items()},
    )
    return found.counts


async def _store(
    connection: AsyncConnection,
    table: Table[Any],
    found: Difference[Any],
    *,
    names: tuple[str, str],
    rest: dict[Any, dict[str, Any]],
) -> None:
    """Write rows that have a key of two columns."""
    first, second = names
    is_it = (table.c[first] == sa.bindparam("key_1")) & (table.c[second] == sa.bindparam("key_2"))
    if found.added:
        rows = [{first: key[0], second: key[1], **rest[key]} for key in found.added]
        await connection.execute(sa.insert(table), rows)
    if found.changed:
        rows = [{"key_1": key[0], "key_2": key[1], **rest[key]} for key in found.changed]
        await connection.execute(sa.update(table).where(is_it), rows)
    if found.gone:
        rows = [{"key_1": key[0], "key_2": key[1]} for key in found.gone]
        await connection.execute(sa.delete(table).where(is_it), rows)
