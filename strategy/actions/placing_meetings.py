"""Which meetings a year is to have, which stand already, and on which days the others can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from strategy.edition import Edition
from strategy.meeting_diary import NOTHING_KEPT_FREE, Demanded, Diary, Hour, KeptFree, Seats, Sitting
from strategy.meeting_plan import MeetingPlan, Unplaced, meetings_wanted, month_ends, plan_meetings
from strategy.meeting_seats import is_online, seats_of
from strategy.meetings import Meeting, round_of
from strategy.policy import Policy
from strategy.policy_meetings import MeetingHours
from strategy.policy_reporting import Body
from strategy.ports import Busy, MeetingQuery, PlannedMeeting, PlanOfMeetings, UnitOfWork
from strategy.school_year import LONDON, ONE_DAY, Calendar, Span
from strategy.trust import Trust

MOST_MEETINGS = 100_000
"""Meetings of a year that are looked at."""
_AFTER_TERM = timedelta(days=45)
"""How long after its last day of term a year's meetings are looked for."""


@dataclass(frozen=True, slots=True)
class Year:
    """An academic year in which meetings are planned, with what holds in it."""

    name: str
    span: Span
    edition: Edition
    calendar: Calendar
    trust: Trust

    @classmethod
    def of(cls, uow: UnitOfWork, policy: Policy, name: str) -> Year | None:
        """A year that terms.csv tells of; None for any other."""
        calendar = uow.trust.calendar
        span = dict(calendar.academic_years()).get(name)
        if span is None:
            return None
        edition = policy.on(span.starts, calendar)
        return cls(name, span, edition, policy.working_calendar(calendar), uow.trust)

    @property
    def hours(self) -> MeetingHours:
        """When in a day meetings are."""
        return self.edition.meeting_hours

    def seats(self, demanded: Demanded) -> Seats:
        """Who sits in a meeting, as the directory stands."""
        school = self.trust.school(demanded.school) if demanded.school else None
        return seats_of(demanded.body, school, self.edition, self.trust)

    def wanted(self, today: date) -> list[Demanded]:
        """What the strategy demands of the months that are not over."""
        schools = sorted(self.trust.current_schools(), key=lambda each: each.urn)
        every = meetings_wanted(schools, self.edition)
        return [each for each in every if month_ends(each.month, self.span) > today]

    def seated(self, each: PlannedMeeting) -> Sitting:
        """A planned meeting with a day, as the planner sees it."""
        if each.day is None:
            raise ValueError("a meeting without a day")
        return Sitting(demanded(each), each.day, self.hours.nearest(each.starts), each.chair)

    def line(self, number: int, found: Sitting | Unplaced) -> PlannedMeeting:
        """What the planner found, as a line of the plan."""
        body, month, school = found.demanded.body, found.demanded.month, found.demanded.school
        online = is_online(self.edition.meetings[body])
        if isinstance(found, Unplaced):
            begins, ends = self.hours.of(0)
            return PlannedMeeting(number, body, school, month, None, begins, ends, online, why=str(found.why))
        begins, ends = self.hours.of(found.hour)
        why = "; ".join(found.notes)
        return PlannedMeeting(number, body, school, month, found.day, begins, ends, online, found.chair, why)

    def planned(
        self,
        wanted: Iterable[Demanded],
        kept: Iterable[PlannedMeeting],
        today: date,
        elsewhere: Mapping[int, Collection[Hour]] | None = None,
        free: KeptFree = NOTHING_KEPT_FREE,
    ) -> MeetingPlan:
        """Days for some meetings, beside those that stand."""
        return plan_meetings(
            wanted,
            self.span,
            self.calendar,
            self.edition,
            self.seats,
            elsewhere=elsewhere,
            kept=[self.seated(each) for each in kept if each.stands],
            after=today,
            free=free,
        )

    def diary(self, lines: Iterable[PlannedMeeting]) -> Diary:
        """Who sits where, by some lines of the plan."""
        diary = Diary(len(self.hours.starts), {}, self.seats)
        for each in lines:
            if each.stands:
                diary.sit(self.seated(each))
        return diary


def demanded(each: PlannedMeeting) -> Demanded:
    """What the strategy demands that a line of the plan is for."""
    return Demanded(each.body, each.month, each.school)


async def standing(uow: UnitOfWork, year: Year, before: PlanOfMeetings | None) -> list[PlannedMeeting]:
    """The year's meetings that are booked or put down by hand, as lines of a plan, numbered from one."""
    query = MeetingQuery(year.span.starts, year.span.ends + _AFTER_TERM, frozenset(Body), None)
    page = await uow.meetings.page(query, limit=MOST_MEETINGS)
    known = {each.meeting: each for each in before.meetings} if before is not None else {}
    found: dict[Demanded, PlannedMeeting] = {}
    for meeting in page.items:
        line = known.get(meeting.id) or _by_hand(year, meeting)
        if line is not None:
            line = replace(
                line, day=meeting.day, starts=meeting.starts, ends=meeting.ends, meeting=meeting.id
            )
            found.setdefault(demanded(line), replace(line, number=len(found) + 1, left_out=False))
    return list(found.values())


def _by_hand(year: Year, meeting: Meeting) -> PlannedMeeting | None:
    """A meeting that no plan knows, as a line: for the month it is in, or its round."""
    if meeting.day > year.span.ends:
        return None
    month, online = round_of(meeting, year.edition), is_online(year.edition.meetings[meeting.body])
    return PlannedMeeting(
        0, meeting.body, meeting.school, month, meeting.day, meeting.starts, meeting.ends, online
    )


def hours_taken(
    year: Year, busy: Mapping[str, Sequence[Busy]], people: Iterable[int]
) -> Mapping[int, Collection[Hour]]:
    """The hours at which people are not free, by their id. `busy` is what calendars tell, by address."""
    found: dict[int, set[Hour]] = defaultdict(set)
    for person in people:
        for each in busy.get(year.trust.person(person).email, ()):
            day, end = each.starts.astimezone(LONDON).date(), each.ends.astimezone(LONDON).date()
            while day <= end:
                for hour in range(len(year.hours.starts)):
                    begins, ends = (datetime.combine(day, at, LONDON) for at in year.hours.of(hour))
                    if each.starts < ends and begins < each.ends:
                        found[person].add((day, hour))
                day += ONE_DAY
    return found


def people_of(year: Year, wanted: Iterable[Demanded]) -> list[int]:
    """Everybody who is to be free for some meetings."""
    seats = [year.seats(each) for each in wanted]
    return sorted({person for each in seats for person in (*each.chairs, *each.members)})


def apart(year: Year, lines: Sequence[PlannedMeeting], each: PlannedMeeting) -> str:
    """Which distance a meeting does not keep from what it follows, in a few words; empty where it does."""
    terms = year.edition.meetings[each.body]
    if terms.follows is None or each.day is None:
        return ""
    last = last_of(lines, terms.follows, each.month)
    if last is None or (each.day - last).days == terms.days_after:
        return ""
    name = year.edition.meetings[terms.follows].name
    days = (each.day - last).days
    where = f"{days} {'day' if days == 1 else 'days'} after" if days > 0 else "not after"
    return f"{where} the {name}, not {terms.days_after}" if days > 0 else f"{where} the last {name}"


def last_of(lines: Iterable[PlannedMeeting], body: Body, month: int) -> date | None:
    """The day of a body's last meeting in a round."""
    days = [each.day for each in lines if each.stands and each.body is body and each.month == month]
    return max((day for day in days if day is not None), default=None)
