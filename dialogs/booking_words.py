"""How a wish for a visit is put: what is wrong with it, and what was booked."""

from __future__ import annotations

from decimal import Decimal

from dialogs import wording
from dialogs.turn import Turn
from strategy.actions.booking import Looked
from strategy.booking import Snag, Wish, standard_of
from strategy.people import Capacity
from strategy.visits import Mode, Visit

MODES = {Mode.ON_SITE: "on site", Mode.TEAMS: "on Teams"}
_AN_HOUR = 60
_KIND_OF_DAYS = {Capacity.SIP: "SIP", Capacity.SCHOOL_IMPROVEMENT_ADVISER: "adviser"}


def length(days: Decimal) -> str:
    """`half a day`, `a day`."""
    return "half a day" if days < 1 else "a day"


def amount(days: Decimal) -> str:
    """`7`, `2.5`."""
    return f"{days.normalize():f}"


def said_of(looked: Looked, turn: Turn) -> list[str]:
    """What is wrong with a wish, a sentence each."""
    return [_sentence(snag, looked, turn) for snag in looked.snags]


def _sentence(snag: Snag, looked: Looked, turn: Turn) -> str:
    wish, trust = looked.wish, turn.trust
    school, day = trust.school(wish.school).known_as, wording.day(wish.day)
    own = wish.author == turn.speaker.id
    who = "You have" if own else f"{trust.person(wish.author).name} has"
    match snag:
        case Snag.PAST:
            return f"{day} is over. A visit that has taken place is reported, not booked."
        case Snag.CLOSED:
            why = turn.policy.working_calendar(trust.calendar).why_closed(wish.day, wish.school)
            return f"{day} is no working day for {school}: {why}."
        case Snag.TAKEN:
            return f"{who} a visit to {school} on that day already."
        case Snag.FULL_DAY:
            return f"{who} visits on that day already, so there is no room for {length(wish.days)}."
        case Snag.NONE_LEFT:
            return _none_left(looked, school)
        case Snag.IN_HOLIDAYS:
            return f"{day} is in the school holidays."
        case Snag.AUTHOR_BUSY:
            return f"{'Your' if own else 'Their'} calendar is taken on {day}."
        case Snag.HEADTEACHER_BUSY:
            head = trust.person(trust.school(wish.school).headteacher).name
            return f"The calendar of {head}, the headteacher, is taken on {day}."
        case Snag.STANDARD_ON_SITE:
            terms = turn.policy.on(wish.day, trust.calendar).visits
            minutes = next(e.learning_walk_minutes for e in terms.standard if e.month == wish.day.month)
            return (
                f"{wish.day:%B} has one of the standard visits, a whole day on site with "
                f"{learning_walk(minutes)}, and that is not booked yet."
            )
        case Snag.STANDARD_NEEDED:
            left = looked.allocation.left if looked.allocation else Decimal(0)
            return (
                f"{school} has {amount(left)} {_kind(wish)} days left this year, and needs them for the "
                "standard visits still to come."
            )


def _none_left(looked: Looked, school: str) -> str:
    allocation, wish = looked.allocation, looked.wish
    total = allocation.due + allocation.extra if allocation else Decimal(0)
    left = allocation.left if allocation else Decimal(0)
    have = "none of" if not left else f"{amount(left)} of"
    more = " Extra days are for the headteacher to ask for, and for the Deputy CEO to decide."
    said = f"{school} has {have} its {amount(total)} {_kind(wish)} days left."
    return said + more if wish.capacity is Capacity.SIP else said


def _kind(wish: Wish) -> str:
    return _KIND_OF_DAYS.get(wish.capacity, "such")


def learning_walk(minutes: int) -> str:
    """`an hour's learning walk`, `a learning walk of 45 minutes`."""
    return "an hour's learning walk" if minutes == _AN_HOUR else f"a learning walk of {minutes} minutes"


def learning_walk_of(visit: Visit, turn: Turn) -> str:
    """The learning walk that a standard visit has, for whoever makes it; empty for another visit."""
    standard = standard_of(visit, turn.policy.on(visit.starts, turn.trust.calendar).visits)
    if standard is None or not standard.learning_walk_minutes:
        return ""
    return learning_walk(standard.learning_walk_minutes)


def days_left(looked: Looked) -> str:
    """`2 of 10 SIP days are left after this one.`, where days are counted."""
    allocation = looked.allocation
    kind = _KIND_OF_DAYS.get(looked.wish.capacity)
    if allocation is None or kind is None:
        return ""
    left = max(allocation.left - looked.wish.days, Decimal(0))
    total = allocation.due + allocation.extra
    are = "is" if left == 1 else "are"
    return f"{amount(left) if left else 'None'} of {amount(total)} {kind} days {are} left after this one."


def times(visit: Visit, wish: Wish, turn: Turn) -> str:
    """`09:00 to 15:30`."""
    hours = turn.policy.on(visit.starts, turn.trust.calendar).visits.hours
    starts, ends = hours.times(visit, wish.begins)
    return f"{starts:%H:%M} to {ends:%H:%M}"
