"""Networks and training of the made-up trust: people were invited to them before the demonstration began."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.demo.cast import email_of
from strategy.events import Event, EventKind, Invited, Timing
from strategy.ports import UnitOfWork
from strategy.school_year import LONDON, Calendar
from strategy.visits import Mode

ARRANGERS = ("Hannah Goldberg", "Joseph Amadi", "Catrin Morgan")


async def arrange_events(uow: UnitOfWork, today: date, school: str) -> int:
    """Put three events on working days around today, one of them at a school (its URN); how many they are.

    Nobody is told: in the demonstration nothing but what one does there should reach its people.
    """
    calendar = uow.trust.calendar
    by_email = {person.email: person.id for person in uow.trust.current_people()}
    maths, english, teaching = (by_email[email_of(name)] for name in ARRANGERS)
    made = (
        _event(
            EventKind.NETWORK,
            "Mathematics network: reasoning in Year 6",
            "Mathematics",
            Timing(_around(today, 15, calendar), time(16), time(17, 15), school=school),
            Invited(sles=True, leaders_of=(school,)),
            maths,
            today,
        ),
        _event(
            EventKind.TRAINING,
            "Phonics refresher",
            "Phonics",
            Timing(_around(today, 9, calendar), time(15, 45), time(16, 45), Mode.TEAMS),
            Invited(everybody=True),
            english,
            today,
        ),
        _event(
            EventKind.TRAINING,
            "Questioning that makes pupils think",
            "Teaching and learning",
            Timing(_around(today, -8, calendar), time(16), time(17), Mode.TEAMS),
            Invited(everybody=True),
            teaching,
            today,
        ),
    )
    for event in made:
        await uow.events.add(event)
    return len(made)


def _around(today: date, days: int, calendar: Calendar) -> date:
    day = today + timedelta(days=days)
    return calendar.on_or_after(day) if days > 0 else calendar.on_or_before(day)


def _event(
    kind: EventKind, title: str, subject: str, timing: Timing, invited: Invited, by: int, today: date
) -> Event:
    month_ago = datetime.combine(today - timedelta(days=30), time(10), LONDON)
    return Event(0, kind, title, subject, timing, invited, by, month_ago)
