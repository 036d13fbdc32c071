"""What may be answered in the form by which support is allocated: what there is to choose from, how each
answer is read, and what is said where it cannot be taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dialogs import wording
from dialogs.forms import Choice
from dialogs.school_field import read_school
from dialogs.support_words import KINDS
from dialogs.understanding.how_much import amount_in, number_of_days
from dialogs.understanding.interpret import Interpreter
from strategy.actions.allocating import (
    MOST_DAYS,
    Counted,
    earliest_day,
    faults_of_days,
)
from strategy.people import Person
from strategy.schools import School
from strategy.support import GIVEN_BY, Amount, who_can_give
from strategy.support_concerns import Concern, Proposed
from strategy.trust import Trust
from strategy.visits import Support

Raw = Mapping[str, str]

LONGEST_LIST = 60
SUBJECT, SEEN, DAY = "subject", "seen", "day"
"""What a draft keeps beside its fields: the subject asked for, what was to be said before, and the day whose
year or term is meant.
"""


@dataclass(frozen=True)
class AllocationContext:
    """What the form needs to know: who decides, which schools can have support, policy's activities; and of
    the draft as it stands what is to be said before, or how the days stand that are counted.
    """

    author: Person
    trust: Trust
    today: date
    reader: Interpreter
    schools: Mapping[str, School]
    activities: tuple[str, ...]
    proposed: Proposed | None = None
    concerns: tuple[Concern, ...] = ()
    counted: Counted | None = None


def kind_of(raw: Raw) -> Support | None:
    """The kind of support that a draft holds; None where it holds none."""
    typed = raw.get("support", "").strip()
    return Support(typed) if typed in set(Support) else None


def read_supported_school(context: AllocationContext, raw: Raw, typed: str) -> School:
    """The school that was chosen or typed. Raises ValueError for one that can have no support yet."""
    return read_school(context, raw, typed, "has no support yet: it has not joined, or is not designated.")


def kind_choices(_context: AllocationContext, _raw: Raw) -> tuple[Choice, ...]:
    """The kinds of support."""
    return tuple(Choice(kind.value, title) for kind, title in KINDS.items())


def read_kind(_context: AllocationContext, _raw: Raw, typed: str) -> Support:
    """The kind that was chosen. Raises ValueError for anything else."""
    if typed not in set(Support):
        raise ValueError(f"It can be {wording.listed(list(KINDS.values()), 'or')}.")
    return Support(typed)


def _those_who_can(context: AllocationContext, raw: Raw) -> list[Person]:
    kind = kind_of(raw)
    return who_can_give(kind, raw.get(SUBJECT, ""), context.trust) if kind else []


def people_choices(context: AllocationContext, raw: Raw) -> tuple[Choice, ...]:
    """Those who hold a role of the kind, with their subjects; none where they are too many for a list."""
    found = _those_who_can(context, raw)
    if len(found) > LONGEST_LIST:
        return ()
    return tuple(Choice(str(person.id), _with_subjects(person, raw)) for person in found)


def _with_subjects(person: Person, raw: Raw) -> str:
    kind = kind_of(raw)
    roles = GIVEN_BY.get(kind, ()) if kind else ()
    subjects = [held.subject for held in person.held if held.role in roles and held.subject]
    return f"{person.name} ({', '.join(subjects)})" if subjects else person.name


def only_person(context: AllocationContext, raw: Raw) -> str | None:
    """The id of the one who can give such support, where there is but one."""
    found = _those_who_can(context, raw)
    return str(found[0].id) if len(found) == 1 else None


def find_person(context: AllocationContext, _raw: Raw, text: str) -> str | None:
    """The id of the person whom a text names; None where it is not clear."""
    found = context.reader.person_named(text, context.trust)
    return str(found[0]) if len(found) == 1 else None


def read_person(context: AllocationContext, raw: Raw, typed: str) -> Person:
    """The person who was chosen or typed. Raises ValueError for one who cannot give such support."""
    known = {str(person.id): person for person in _those_who_can(context, raw)}
    person = known.get(typed) or known.get(find_person(context, raw, typed) or "")
    if person is None:
        kind = kind_of(raw)
        what = KINDS[kind] if kind else "this"
        raise ValueError(f"I can't find them among those who can be deployed as {what}.")
    return person


def activity_choices(context: AllocationContext, _raw: Raw) -> tuple[Choice, ...]:
    """The activities of policy."""
    return tuple(Choice(each, each) for each in context.activities)


def read_activity(context: AllocationContext, _raw: Raw, typed: str) -> str:
    """The activity that was chosen. Raises ValueError for one that is not in the list."""
    if typed not in context.activities:
        raise ValueError("Please choose one of the activities in the list.")
    return typed


def find_day(context: AllocationContext, _raw: Raw, text: str) -> str | None:
    """The day that a text means, looking forward, as ISO; None where it is not clear."""
    found = context.reader.day_meant(text, context.today, context.trust.calendar, looking="forward")
    return found.isoformat() if found else None


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def read_day(context: AllocationContext, raw: Raw, typed: str) -> date:
    """A day, typed or chosen. Raises ValueError for what is none."""
    day = _iso(typed) or _iso(find_day(context, raw, typed) or "")
    if day is None:
        raise ValueError("I couldn't read that as a day. Please give it like 12 January 2027.")
    return day


def read_first_day(context: AllocationContext, raw: Raw, typed: str) -> date:
    """The day on which support begins. Raises ValueError where none can begin then."""
    day = read_day(context, raw, typed)
    ahead = max(day, earliest_day(context.today, context.trust.calendar)) + timedelta(days=1)
    faults = faults_of_days(day, ahead, context.today, context.trust.calendar)
    if "from" in faults:
        raise ValueError(faults["from"])
    return day


def read_amount(_context: AllocationContext, _raw: Raw, typed: str) -> Amount:
    """How much, a week or in all. Raises ValueError for what is no such amount, or not in halves."""
    found = amount_in(typed)
    if found is None:
        raise ValueError("A week, or in all? For example: 2 days a week, Tuesdays, or 6 days in all.")
    count = found.a_week if found.a_week is not None else found.in_all
    if not count or count * 2 != int(count * 2):
        raise ValueError("Days count in halves.")
    if found.a_week is not None and found.a_week > 5:
        raise ValueError("A week has five days.")
    return found


def read_days(_context: AllocationContext, _raw: Raw, typed: str) -> Decimal:
    """A number of days in halves. Raises ValueError for anything else, and for too many."""
    found = number_of_days(typed)
    if found is None or not 0 < found <= MOST_DAYS or found * 2 != int(found * 2):
        raise ValueError(f"Please give a number of days, in halves, up to {MOST_DAYS}.")
    return found
