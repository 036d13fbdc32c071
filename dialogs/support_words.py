"""How support is put in words: its kinds, how much of it, and what is to be said before it is allocated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dialogs import wording
from strategy.people import Capacity
from strategy.school_year import Span
from strategy.schools import School
from strategy.support import Amount
from strategy.support_concerns import Concern, ConcernKind
from strategy.trust import Trust
from strategy.visits import Support

KINDS = {
    Support.SLE: "Specialist leader (SLE)",
    Support.DIRECTOR_SUBJECT: "Director of Subject",
    Support.DEPUTY_HEAD_TRUST: "Trust-wide deputy headteacher",
    Support.INSTITUTE_OF_EDUCATION: "Institute of Education",
    Support.DEPUTY_CEO: "Deputy CEO",
    Support.EXTERNAL: "External provider",
    Support.SIP: "Extra SIP days",
    Support.SCHOOL_IMPROVEMENT_ADVISER: "Extra adviser days",
}
"""Kinds of support that can be allocated, the most usual first."""
AS_A = {
    Support.SLE: "a specialist leader (SLE)",
    Support.DIRECTOR_SUBJECT: "a Director of Subject",
    Support.DEPUTY_HEAD_TRUST: "a trust-wide deputy headteacher",
    Support.INSTITUTE_OF_EDUCATION: "a colleague of the Institute of Education",
    Support.DEPUTY_CEO: "the Deputy CEO",
}
"""What somebody who is deployed is there as, within a sentence."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(days: Decimal) -> str:
    """`7`, `2½`, and for what was spread over weeks `0.29`."""
    whole = int(days)
    if days == whole:
        return str(whole)
    if days - whole == Decimal("0.5"):
        return f"{whole or ''}½"
    return f"{days.normalize():f}"


def days(count: Decimal) -> str:
    """`1 day`, `½ day`, `2½ days`."""
    return f"{number(count)} day{'' if count <= 1 else 's'}"


def counted(count: Decimal, capacity: Capacity, more: str = "") -> str:
    """`2 SIP days`, `1 extra adviser day`."""
    kind = "SIP" if capacity is Capacity.SIP else "adviser"
    return days(count).replace(" day", f" {f'{more} {kind}'.strip()} day")


def how_much(amount: Amount) -> str:
    """`2 days a week`, `Tuesdays`, `6 days in all, on Tuesdays`."""
    on = wording.listed([f"{_WEEKDAYS[each]}s" for each in amount.weekdays])
    if amount.a_week is None:
        return f"{days(amount.in_all or Decimal(0))} in all{f', on {on}' if on else ''}"
    if on and amount.a_week == len(amount.weekdays):
        return on
    return f"{days(amount.a_week)} a week{f', on {on}' if on else ''}"


def from_to(span: Span, today: date) -> str:
    """`Tue 1 Dec to Thu 25 Mar 2027`; one day alone."""
    first, last = wording.short_day(span.starts, today), wording.short_day(span.ends, today)
    return first if span.starts == span.ends else f"{first} to {last}"


def to_be_used(span: Span, today: date) -> str:
    """`to be used by Wed 21 July 2027`, and for a time to come from which day on."""
    if span.starts <= today:
        return f"to be used by {wording.day(span.ends)}"
    return f"to be used from {from_to(span, today)}"


def in_words(found: Sequence[Concern], school: School, who: str, trust: Trust, today: date) -> list[str]:
    """Each concern as a sentence. `who` is the person or provider."""
    return [_sentence(concern, school, who, trust, today) for concern in found]


def _sentence(concern: Concern, school: School, who: str, trust: Trust, today: date) -> str:
    there = trust.school(concern.school).known_as if concern.school else ""
    during = from_to(concern.span, today) if concern.span else ""
    risk = wording.RISKS[school.risk].lower() if school.risk else "no risk"
    count = number(concern.days) if concern.days is not None else ""
    weekdays = wording.listed([f"{_WEEKDAYS[each]}s" for each in concern.weekdays])
    return {
        ConcernKind.NOT_AT_THIS_RISK: f"{school.known_as} is at {risk}, where the strategy allocates none of "
        "this.",
        ConcernKind.MORE_PEOPLE: f"That is more people of this kind than the {count} allocated at {risk}.",
        ConcernKind.BY_NEED: f"At {risk} this is allocated by need: please say what the need is.",
        ConcernKind.APPROVED: "External support is as the Education Improvement Team approves.",
        ConcernKind.LESS_THAN_DUE: f"It is less than the {count} days a week, for a term or more, that are "
        f"allocated at {risk}.",
        ConcernKind.SAME_WEEKDAYS: f"{who} is at {there} on {weekdays} too ({during}).",
        ConcernKind.OVER_A_WEEK: f"{who} would be deployed {count} days a week, all schools together.",
        ConcernKind.THERE_ALREADY: f"{who} is deployed at {there} already, {count} days a week ({during}).",
        ConcernKind.VISITING: f"{who} has a visit to {there} on {during}.",
        ConcernKind.AWAY: f"{who} is away: {during}.",
    }[concern.kind]
