"""Storing the people of a trust directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.parts import in_parts
from storage.tables import people, roles
from strategy.actions.importing import Counts, Matching, PersonEntry
from strategy.people import Person


class StoredPeople(NamedTuple):
    """What storing people came to: ids by email, counts, and ids of those bound to an Entra id."""

    ids: dict[str, int]
    counts: Counts
    bound: list[int]


async def store_people(
    connection: AsyncConnection, entries: Sequence[PersonEntry], matching: Matching, today: date
) -> StoredPeople:
    """Add, change, bring back and end people. Nobody is deleted, and no Entra id is taken away."""
    known = [(entry, matching.known[entry.email]) for entry in entries]
    changed = [(entry, person) for entry, person in known if person is not None and _differs(entry, person)]
    new = [entry for entry, person in known if person is None]
    await _end(connection, [person.id for person in matching.gone], today)
    await _change(connection, changed)
    ids = {entry.email: person.id for entry, person in known if person is not None}
    ids.update(await _add(connection, new))
    given = [entry for entry, _ in changed] + new
    await _give_roles(connection, [(ids[entry.email], entry) for entry in given])
    bound = [person.id for entry, person in changed if entry.entra_id and person.entra_id is None]
    counts = Counts(len(new), len(changed), len(matching.gone), len(known) - len(new) - len(changed))
    return StoredPeople(ids, counts, bound)


def _differs(entry: PersonEntry, person: Person) -> bool:
    return (
        person.ended_on is not None
        or entry.email != person.email
        or entry.name != person.name
        or (entry.entra_id is not None and entry.entra_id != person.entra_id)
        or set(entry.held) != set(person.held)
    )


async def _end(connection: AsyncConnection, gone: Sequence[int], today: date) -> None:
    for part in in_parts(gone):
        statement = sa.update(people).where(people.c.id.in_(part))
        await connection.execute(statement.values(ended_on=today))


async def _change(connection: AsyncConnection, changed: Sequence[tuple[PersonEntry, Person]]) -> None:
    renamed = [person.id for entry, person in changed if entry.email != person.email]
    if renamed:
        # Two people may have exchanged addresses: all old ones are out of the way before the new ones come.
        await connection.execute(
            sa.update(people).where(people.c.id == sa.bindparam("who")).values(email=sa.bindparam("aside")),
            [{"who": each, "aside": f"renaming {each}"} for each in renamed],
        )
    if changed:
        await connection.execute(
            sa.update(people).where(people.c.id == sa.bindparam("who")),
            [
                {
                    "who": person.id,
                    "email": entry.email,
                    "name": entry.name,
                    "entra_id": entry.entra_id or person.entra_id,
                    "ended_on": None,
                }
                for entry, person in changed
            ],
        )


async def _add(connection: AsyncConnection, new: Sequence[PersonEntry]) -> dict[str, int]:
    if not new:
        return {}
    rows = await connection.execute(
        sa.insert(people).returning(people.c.email, people.c.id),
        [
            {"email": entry.email, "name": entry.name, "entra_id": entry.entra_id, "ended_on": None}
            for entry in new
        ],
    )
    return {row.email: row.id for row in rows}


async def _give_roles(connection: AsyncConnection, given: Sequence[tuple[int, PersonEntry]]) -> None:
    """Have people hold the roles of their entry and no other."""
    if not given:
        return
    await connection.execute(
        sa.delete(roles).where(roles.c.person == sa.bindparam("who")), [{"who": each} for each, _ in given]
    )
    held: list[dict[str, Any]] = [
        {"person": each, "role": role.role, "subject": role.subject}
        for each, entry in given
        for role in entry.held
    ]
    if held:
        await connection.execute(sa.insert(roles), held)
