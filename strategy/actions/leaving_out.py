"""A headteacher's note on who is to be left out of learning walk, work scrutiny or student voice.

Its text stands in one row that nobody but that school's partner and that headteacher reads; the audit and the
outbox hold its id alone, and it is deleted the working day after the visit or its cancellation.
"""

from __future__ import annotations

from datetime import datetime

from strategy.agendas import is_prepared
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed, may_see_school
from strategy.policy import Policy
from strategy.ports import AuditEntry, LeftOutNote, Outgoing, UnitOfWork
from strategy.school_year import london_day
from strategy.visits import Visit

LONGEST_NOTE = 1_000
"""Characters of a note."""


def may_leave_out(uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> bool:
    """Whether somebody may leave a note for a visit now: its school's headteacher, for a partner's visit."""
    today = london_day(now)
    return is_prepared(visit, today) and may_see_school(
        person, Deed.ASK_TO_LEAVE_OUT, visit.school, today, uow.trust
    )


async def leave_out(
    *, uow: UnitOfWork, now: datetime, person: Person, visit: Visit, text: str
) -> LeftOutNote:
    """Leave the note for a visit, in place of the one before; the partner is told that there is one.

    Raises NotAllowed, Stale for a visit that is over or cancelled, and Invalid for no or too long a text.
    """
    if not may_see_school(person, Deed.ASK_TO_LEAVE_OUT, visit.school, london_day(now), uow.trust):
        raise NotAllowed(Deed.ASK_TO_LEAVE_OUT)
    if not may_leave_out(uow, now, person, visit):
        raise Stale("visit")
    written = text.strip()
    if not written:
        raise Invalid({"text": "Please say who is to be left out, and of what."})
    if len(written) > LONGEST_NOTE:
        raise Invalid({"text": f"A note takes {LONGEST_NOTE} characters. Please put it shorter."})
    note = await uow.left_out.write(LeftOutNote(0, visit.id, visit.school, person.id, now, 1, written))
    await _record(uow, now, person, "note for a visit left", note)
    kind, subject = OutgoingKind.LEFT_OUT_NOTE, f"left_out:{note.id}:{note.revision}"
    partner = uow.trust.person(uow.trust.school(visit.school).sip)
    if partner.ended_on is None and partner.id != person.id:
        key = f"{kind}:{subject}:{partner.id}"
        await uow.outbox.put([Outgoing(key, kind, partner.id, subject, now)])
    return note


async def take_back(*, uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> bool:
    """Delete one's note for a visit for good; False where there is none. Raises NotAllowed."""
    note = await uow.left_out.of(visit.id)
    if note is None:
        return False
    if note.by != person.id or not may_read(uow, now, person, note):
        raise NotAllowed(Deed.ASK_TO_LEAVE_OUT)
    await uow.left_out.delete([note.id])
    await _record(uow, now, person, "note for a visit taken back", note)
    return True


def may_read(uow: UnitOfWork, now: datetime, person: Person, note: LeftOutNote) -> bool:
    """Whether somebody may read a note: the school's partner, and the headteacher who left it."""
    school = uow.trust.school(note.school)
    its_two = person.id == school.sip or (person.id == note.by and person.id == school.headteacher)
    return its_two and may_see_school(person, Deed.SEE_LEFT_OUT, note.school, london_day(now), uow.trust)


async def note_for(*, uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> LeftOutNote | None:
    """The note for a visit; None for who may not read it, as where there is none."""
    note = await uow.left_out.of(visit.id)
    return note if note is not None and may_read(uow, now, person, note) else None


async def read_note(*, uow: UnitOfWork, now: datetime, person: Person, visit: Visit) -> LeftOutNote:
    """The note for a visit, to be read: that is recorded. Raises NotAllowed, also where there is none."""
    note = await note_for(uow=uow, now=now, person=person, visit=visit)
    if note is None:
        raise NotAllowed(Deed.SEE_LEFT_OUT)
    if note.by != person.id:
        await _record(uow, now, person, "note for a visit read", note)
    return note


async def forget_notes(*, uow: UnitOfWork, policy: Policy, now: datetime) -> int:
    """Delete the notes whose visit ended or was cancelled a working day ago or longer; how many."""
    today = london_day(now)
    working = policy.working_calendar(uow.trust.calendar)
    gone = [
        note
        for note, ended in await uow.left_out.ended_by(today)
        if working.working_days_after(ended, 1) <= today
    ]
    if gone:
        await uow.left_out.delete([note.id for note in gone])
    for note in gone:
        await _record(uow, now, None, "note for a visit deleted", note)
    return len(gone)


async def _record(
    uow: UnitOfWork, now: datetime, person: Person | None, deed: str, note: LeftOutNote
) -> None:
    by = person.id if person is not None else None
    await uow.audit.record(AuditEntry(now, by, deed, f"left_out:{note.id}", note.school, {}))
