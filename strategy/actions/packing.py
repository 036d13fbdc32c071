"""Gathering the pack of a meeting for somebody: what is in it, and only what they may see.

Storage is asked with the reader's own scopes, section by section; a section of which they may see nothing is
not in their pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from strategy.actions.board_request_duties import left_undecided
from strategy.actions.handing_out import Wanted
from strategy.actions.pack_schools import school_parts
from strategy.actions.pack_work import team_work
from strategy.errors import NotAllowed
from strategy.meeting_seats import is_online
from strategy.meetings import Meeting, NotHeld, round_of
from strategy.minutes import MinutedAction, Sitting
from strategy.minutes_access import may_read_minutes
from strategy.outgoing import OutgoingKind
from strategy.packs import SECTIONS, Pack, Section
from strategy.packs_access import boards_with_packs, bodies_with_packs, is_clerk, may_have_pack, pack_scope
from strategy.people import Person
from strategy.permissions import Deed, Scope, scope
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AuditEntry, HeldQuery, MeetingQuery, Page, PlannedMeeting, UnitOfWork
from strategy.school_year import ONE_DAY, Span, london_day
from strategy.summaries import Summary
from strategy.summaries_access import may_read_summary

_BACK = timedelta(days=400)
"""How far back a body's meeting before this one is looked for: all of a year, and a round more."""

DEEDS: Mapping[Section, tuple[Deed, ...]] = {
    Section.DESIGNATION: (Deed.SEE_RISK,),
    Section.RECOMMENDATION: (Deed.READ_RECOMMENDATION, Deed.READ_RECOMMENDATION_IN_PACK),
    Section.RESULTS: (Deed.SEE_RESULTS,),
    Section.REQUESTS: (Deed.READ_MINUTES,),
    Section.REPORTS: (Deed.READ_REPORT,),
    Section.OVERDUE: (Deed.SEE_DEADLINES,),
    Section.TARGETS: (Deed.SEE_TARGETS,),
    Section.PLAN: (Deed.READ_PLAN_REPORT_TO_BODIES,),
    Section.SUPPORT: (Deed.SEE_ALLOCATION,),
    Section.NEXT_YEAR: (Deed.SET_AGENDA,),
}
"""What somebody must be able to do, to something that is not their own, to have a section."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pack that somebody may have: of which meeting, as of when, and how far each deed reaches in it."""

    uow: UnitOfWork
    policy: Policy
    now: datetime
    reader: Person
    meeting: Meeting

    @property
    def today(self) -> date:
        return london_day(self.now)

    def reach(self, deed: Deed) -> Scope:
        return pack_scope(self.reader, deed, self.meeting, self.policy, self.uow.trust)


async def gather_pack(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> Pack:
    """The pack of a meeting as it is now, for one reader.

    Raises NotAllowed both where they may not have it and where there is no such meeting, and NotHeld where it
    was cancelled.
    """
    meeting = await require_pack(uow, policy, now, reader, meeting_id)
    asked = _Asked(uow, policy, now, reader, meeting)
    line = (await uow.meeting_plans.of_meetings([meeting.id])).get(meeting.id)
    before = await _meeting_before(asked)
    summary = await _summary(asked, before)
    month = _month(asked, line)
    sections = _sections(asked, month)
    reaches = {deed: asked.reach(deed) for deeds in DEEDS.values() for deed in deeds}
    reaches[Deed.SEE_HISTORY] = asked.reach(Deed.SEE_HISTORY)
    parts, overdue = await school_parts(
        uow=uow,
        policy=policy,
        today=asked.today,
        meeting=meeting,
        after=before,
        sections=frozenset(sections),
        reaches=reaches,
        confidential_to=_confidential_to(asked),
    )
    minutes_day, actions = await _actions(asked)
    requests = [each for part in parts for each in part.requests]
    terms = policy.on(meeting.day, uow.trust.calendar).meetings[meeting.body]
    return Pack(
        meeting=meeting,
        reader=reader.id,
        made_at=now,
        sections=sections,
        month=month,
        online=line.online if line is not None else is_online(terms),
        chair=line.chair if line is not None else None,
        minutes_day=minutes_day,
        actions=actions,
        summary=summary,
        schools=parts,
        work=await team_work(uow=uow, policy=policy, reader=reader, meeting=meeting, today=asked.today)
        if Section.WORK in sections
        else (),
        overdue=overdue,
        undecided=await left_undecided(uow, policy, requests, asked.today),
    )


async def standing_agenda(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> tuple[Section, ...]:
    """What comes up at a meeting as a matter of course: the sections of its pack, for one reader.

    Raises as `gather_pack`.
    """
    meeting = await require_pack(uow, policy, now, reader, meeting_id)
    asked = _Asked(uow, policy, now, reader, meeting)
    line = (await uow.meeting_plans.of_meetings([meeting.id])).get(meeting.id)
    return _sections(asked, _month(asked, line))


async def require_pack(
    uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> Meeting:
    """The meeting, where somebody may have its pack. Raises as `gather_pack`."""
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None or not may_have_pack(reader, meeting, policy, uow.trust, london_day(now)):
        raise NotAllowed(Deed.READ_BOARD_PACK)
    if meeting.withdrawn_on is not None:
        raise NotHeld(meeting)
    return meeting


async def pack_wanted(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, meeting_id: int
) -> Wanted:
    """The pack's document, for who may have it now; it is gathered anew whenever it is made.

    Raises as `gather_pack`.
    """
    meeting = await require_pack(uow, policy, now, reader, meeting_id)
    subject = f"meeting_pack:{meeting.id}"
    return Wanted(
        OutgoingKind.MEETING_PACK_SENT,
        subject,
        meeting.school or None,
        "meeting pack",
        f"meeting:{meeting.id}",
        {"body": str(meeting.body)},
    )


async def note_made(*, uow: UnitOfWork, now: datetime, reader: Person, pack: Pack) -> None:
    """Record that a pack was made for somebody, and which reports were in it."""
    meeting = pack.meeting
    details = {
        "body": str(meeting.body),
        "schools": len(pack.schools),
        "reports": [report.id for report in pack.reports],
    }
    about, school = f"meeting:{meeting.id}", meeting.school or None
    await uow.audit.record(AuditEntry(now, reader.id, "meeting pack made", about, school, details))


def _month(asked: _Asked, line: PlannedMeeting | None) -> int:
    """The month of a meeting's round."""
    if line is not None:
        return line.month
    return round_of(asked.meeting, asked.policy.on(asked.meeting.day, asked.uow.trust.calendar))


def _sections(asked: _Asked, month: int) -> tuple[Section, ...]:
    """The sections of the reader's pack in the round of a month, in order."""
    return tuple(each for each in SECTIONS[asked.meeting.body] if _has(asked, each, month))


def _has(asked: _Asked, section: Section, month: int) -> bool:
    """Whether the reader's pack has a section, in the round of a month."""
    rounds = asked.policy.on(asked.meeting.day, asked.uow.trust.calendar).rounds
    only_in = {Section.RESULTS: rounds.first, Section.NEXT_YEAR: rounds.penultimate}
    if month != only_in.get(section, month):
        return False
    if section is Section.SUMMARY:
        return _reads_summary(asked)
    if section not in DEEDS:
        return True
    return any(asked.reach(deed).reaches_others for deed in DEEDS[section])


def _confidential_to(asked: _Asked) -> int | None:
    """The reader, where they see no confidential duty but their own: a clerk sees no others' either."""
    sees_all = scope(asked.reader, Deed.SEE_DEADLINES, asked.uow.trust, frozenset()).everything
    return None if sees_all else asked.reader.id


async def _meeting_before(asked: _Asked) -> date | None:
    """The day of the body's meeting before this one."""
    meeting = asked.meeting
    days = await asked.uow.meetings.days(
        meeting.body, meeting.day - _BACK, meeting.day - ONE_DAY, [meeting.school]
    )
    found = days.get(meeting.school, ())
    return found[-1] if found else None


def _reads_summary(asked: _Asked) -> bool:
    reader, meeting, trust = asked.reader, asked.meeting, asked.uow.trust
    may = may_read_summary(reader, meeting.body, asked.policy, trust, asked.today)
    return may or is_clerk(reader, meeting, asked.policy, trust)


async def _summary(asked: _Asked, before: date | None) -> Summary | None:
    """What the Lead SIP approved for this meeting: since the one before, as a meeting may have moved."""
    meeting = asked.meeting
    if Section.SUMMARY not in SECTIONS[meeting.body] or not _reads_summary(asked):
        return None
    return await asked.uow.summaries.latest(meeting.body, after=before, until=meeting.day)


async def _actions(asked: _Asked) -> tuple[date | None, tuple[MinutedAction, ...]]:
    """The day of the last minutes before the meeting, and the actions of theirs that are open.

    Who may not read those minutes has their own actions of that body alone.
    """
    meeting, uow = asked.meeting, asked.uow
    body = meeting.body
    bodies = frozenset[Body]() if meeting.school else frozenset({body})
    boards = frozenset({meeting.school}) if meeting.school else frozenset[str]()
    last = min(meeting.day - ONE_DAY, asked.today)
    query = HeldQuery(meeting.day - _BACK, last, bodies, boards, minuted=True)
    found = await uow.minutes.held(query, limit=1)
    if not found:
        return None, ()
    held = found[0].meeting
    sitting = Sitting(held.body, held.school, held.day)
    if not may_read_minutes(asked.reader, sitting, asked.policy, uow.trust, asked.today):
        own = await uow.minutes.open_actions_of(asked.reader.id)
        return held.day, tuple(each for each in own if each.meeting.id == held.id)
    minutes = await uow.minutes.of_meeting(held.id)
    standing = minutes.standing_actions if minutes is not None else ()
    return held.day, tuple(each for each in standing if each.is_open)


async def meetings_with_packs(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    reader: Person,
    span: Span,
    body: Body | None = None,
    school: str | None = None,
    limit: int = 8,
) -> Page[Meeting]:
    """The meetings with a day in a span whose pack somebody may have, earliest first.

    `body` and `school` (a URN) narrow them. Raises NotAllowed where they may have that of none such.
    """
    trust = uow.trust
    bodies = bodies_with_packs(reader, policy, trust, today)
    boards = boards_with_packs(reader, policy, trust, today)
    if body is not None:
        bodies &= {body}
    if school is not None:
        bodies = frozenset()
        boards = frozenset({school}) if boards is None or school in boards else frozenset[str]()
    elif body not in (None, Body.PROGRESS_BOARD):
        boards = frozenset()
    if not bodies and boards == frozenset():
        raise NotAllowed(Deed.READ_BOARD_PACK)
    return await uow.meetings.page(MeetingQuery(span.starts, span.ends, bodies, boards), limit=limit)
