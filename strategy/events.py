"""Subject networks and training events of the Institute of Education: who is invited, and how one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from strategy.people import Person, Role
from strategy.school_year import LONDON, Calendar
from strategy.subjects import is_about, subject_named, subjects_of
from strategy.trust import Trust
from strategy.visits import Mode

_A_DAY = 24 * 60


class EventKind(StrEnum):
    """What is arranged."""

    NETWORK = "network"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited: the union of these. `sles` are the SLEs of the event's subject, `leaders_of` the URNs
    of schools whose headteacher and senior leaders are.
    """

    everybody: bool = False
    sles: bool = False
    people: tuple[int, ...] = ()
    leaders_of: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.everybody or self.sles or self.people or self.leaders_of)


@dataclass(frozen=True, slots=True)
class Timing:
    """When it is; times of day are London's. `school` is a URN where it is in one of the trust's schools,
    `place` what people call the place, empty for Teams.
    """

    day: date
    starts: time
    ends: time
    mode: Mode = Mode.ON_SITE
    place: str = ""
    school: str | None = None

    @property
    def ended_at(self) -> datetime:
        """The instant at which it is over."""
        return datetime.combine(self.day, self.ends, LONDON)


@dataclass(frozen=True, slots=True)
class Event:
    """A network or training. `revision` counts how often it was arranged, moved or cancelled: of two people
    who change it at once one counts.
    """

    id: int
    kind: EventKind
    title: str
    subject: str
    timing: Timing
    invited: Invited
    arranged_by: int
    arranged_at: datetime
    revision: int = 1
    cancelled_at: datetime | None = None

    @property
    def key(self) -> str:
        """What rows of the outbox about it as it stands now are about."""
        return f"event:{self.id}:{self.revision}"

    def is_over(self, now: datetime) -> bool:
        """Whether it has taken place; a cancelled one never does."""
        return self.cancelled_at is None and self.timing.ended_at <= now


@dataclass(frozen=True, slots=True)
class Coming:
    """What somebody who is invited said: whether they come, to the event as it stood at a revision."""

    person: int
    comes: bool
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Register:
    """Who came, as somebody noted it. A later one, of a higher `number`, takes its place; both are kept."""

    event: int
    number: int
    by: int
    at: datetime
    people: tuple[int, ...] = field(default=())


def invitees(event: Event, trust: Trust) -> list[Person]:
    """Those who are invited, and in the directory today, but for whoever arranged it; by name."""
    if event.invited.everybody:
        found = {person.id for person in trust.current_people()}
    else:
        found = set(event.invited.people)
        if event.invited.sles:
            found |= {person.id for person in sles_of(event.subject, trust)}
        for urn in event.invited.leaders_of:
            school = trust.schools.get(urn)
            if school is not None and school.ended_on is None:
                found |= {school.headteacher, *school.senior_leaders}
    found.discard(event.arranged_by)
    people = (trust.people[each] for each in found if each in trust.people)
    return sorted((each for each in people if each.ended_on is None), key=lambda each: each.name.casefold())


def is_invited(person: Person, event: Event, trust: Trust) -> bool:
    """Whether somebody is invited today."""
    if person.ended_on is not None or person.id == event.arranged_by:
        return False
    invited = event.invited
    return (
        invited.everybody
        or person.id in invited.people
        or (invited.sles and any(each.id == person.id for each in sles_of(event.subject, trust)))
        or any(
            school.urn in invited.leaders_of for school in (*trust.headed_by(person), *trust.led_by(person))
        )
    )


def sles_of(subject: str, trust: Trust) -> list[Person]:
    """SLEs of a subject, as the directory or people write it; all for an empty one. By name."""
    found = trust.holders(Role.SLE)
    if subject:
        wanted = subject_named(subject, subjects_of(trust)) or subject
        found = [
            person
            for person in found
            if any(
                held.role is Role.SLE and held.subject.casefold() == wanted.casefold() for held in person.held
            )
        ]
    return sorted(found, key=lambda person: person.name.casefold())


def about(asked: str, events: Sequence[Event], trust: Trust) -> list[Event]:
    """Those of some events that are about what is asked for; all for an empty text."""
    if not asked:
        return list(events)
    known = subjects_of(trust)
    return [event for event in events if is_about(asked, event.subject, event.title, known)]


def clashing(event: Event, others: Sequence[Event]) -> list[Event]:
    """Others of the same subject on the same day that stand (our reading: the same people would come)."""
    return [
        each
        for each in others
        if each.id != event.id
        and each.cancelled_at is None
        and each.timing.day == event.timing.day
        and each.subject.casefold() == event.subject.casefold()
    ]


def timing_fault(timing: Timing, now: datetime) -> tuple[str, str] | None:
    """What cannot be, as a field's name and a sentence; None where it can."""
    if timing.ends <= timing.starts:
        return "ends", "It would end before it begins."
    if datetime.combine(timing.day, timing.starts, LONDON) <= now:
        return "date", "That is over already; I arrange what is still to come."
    return None


def closed_why(timing: Timing, calendar: Calendar) -> str | None:
    """Why its day is no working day (at its school, where it is in one): a name or the weekday; else None."""
    return calendar.why_closed(timing.day, timing.school)


def usual_end(starts: time, minutes: int) -> time:
    """When an event ends that lasts so many minutes; the last minute of the day where that would be later."""
    ends = starts.hour * 60 + starts.minute + minutes
    return time(ends // 60, ends % 60) if ends < _A_DAY else time(23, 59)


def asks_on(event: Event, calendar: Calendar) -> date:
    """When whoever arranged it is asked who came: the first working day after it (our reading)."""
    return calendar.on_or_after(event.timing.day + timedelta(days=1))
