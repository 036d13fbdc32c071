"""Knowing somebody by their Microsoft Entra id: bound once, by sign-in name, never by display name."""

from __future__ import annotations

from datetime import datetime

from strategy.people import Person
from strategy.ports import AuditEntry, UnitOfWork


async def bind_entra_id(*, uow: UnitOfWork, now: datetime, entra_id: str, sign_in_name: str) -> Person | None:
    """Give an Entra id to the one person without an id who signs in with that name; recorded.

    None, and nothing is changed, where nobody has that sign-in name, where the person has an id already (it
    is never rebound), or where the id is somebody else's.
    """
    person = uow.trust.by_email(sign_in_name)
    if person is None or person.ended_on is not None or person.entra_id is not None:
        return None
    if uow.trust.by_entra_id(entra_id) is not None or not await uow.directory.bind_entra_id(
        person.id, entra_id
    ):
        return None
    await uow.audit.record(
        AuditEntry(now, person.id, "Entra id bound by sign-in name", f"person:{person.id}")
    )
    return uow.trust.people[person.id]
