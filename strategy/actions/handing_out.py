"""Handing out a document that somebody asked for: by mail, or as a file in their own chat.

A `Wanted` is made by the subject that the document belongs to, after asking whether they may have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.ports import AuditEntry, Outgoing, UnitOfWork

GIVEN = "given to the reader"
"""How the deed ends in the record of a document that was given as a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that somebody may have now.

    `kind` and `subject` name it as rows of the outbox do (`report.sent` and `report:41:2`), `thing`, `about`
    and `details` as the record does ("report", `report:41` and ids). `school` is None for
    what is of no one school.
    """

    kind: OutgoingKind
    subject: str
    school: str | None
    thing: str
    about: str
    details: Mapping[str, object]


async def send_by_mail(*, uow: UnitOfWork, now: datetime, reader: Person, wanted: Sequence[Wanted]) -> None:
    """Have documents sent to the reader's own address, a mail each.

    They go with the file: never as a link that opens for whoever holds it.
    """
    # Once a minute, so that pressing twice sends one mail.
    await uow.outbox.put(
        [
            Outgoing(
                f"{each.kind}:{each.subject}:{reader.id}:{now:%Y-%m-%dT%H:%M}",
                each.kind,
                reader.id,
                each.subject,
                now,
            )
            for each in wanted
        ]
    )
    await _record(uow, now, reader, wanted, "sent to the reader")


async def note_given(*, uow: UnitOfWork, now: datetime, reader: Person, wanted: Wanted) -> None:
    """Record that the reader takes a document as a file."""
    await _record(uow, now, reader, [wanted], GIVEN)


async def _record(uow: UnitOfWork, now: datetime, reader: Person, wanted: Sequence[Wanted], how: str) -> None:
    for each in wanted:
        entry = AuditEntry(now, reader.id, f"{each.thing} {how}", each.about, each.school, each.details)
        await uow.audit.record(entry)
