"""How reviews of the year are put in words, and named in buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogs import wording
from strategy.people import Role
from strategy.policy_fields import Party
from strategy.reviews import Due, Occasion, ReviewState, owed_by
from strategy.trust import Trust


def period_in_words(period: str) -> str:
    """`2026/27`, or `autumn 2026/27`."""
    year, _, term = period.partition(" ")
    return f"{term} {year}".strip()


def kind_in_words(name: str) -> str:
    """`safeguarding review`, as it stands within a sentence."""
    return f"{name[:1].lower()}{name[1:]} review"


def called(occasion: Occasion, trust: Trust) -> str:
    """`the safeguarding review at Marlow`."""
    return f"the {kind_in_words(occasion.name)} at {trust.school(occasion.school).known_as}"


def titled(occasion: Occasion, trust: Trust) -> str:
    """`Safeguarding review: Marlow`: what a toast may say too."""
    return f"{occasion.name} review: {trust.school(occasion.school).known_as}"


def led_by(due: Due, trust: Trust) -> str:
    """Who leads it: people by their names; an external adviser as that, with whoever sees to it."""
    people = wording.listed([person.name for person, _ in owed_by(due.terms, trust)])
    if any(party.value in set(Role) for party in due.terms.led_by):
        return people
    if Party.EXTERNAL_ADVISER in due.terms.led_by:
        return f"an external adviser; {people} sees to it" if people else "an external adviser"
    return people


def stands(due: Due, state: ReviewState, today: date) -> str:
    """How it stands, as a sentence without its subject: `was held on Thu 4 March 2027.`"""
    by = wording.day(due.due_on)
    if state.held_on is not None:
        return f"was held on {wording.day(state.held_on)}."
    if due.due_on < today:
        return f"has not been recorded as held; it was due by {by}."
    if state.day is None:
        return f"has no day set yet; it is due by {by}."
    if state.day < today:
        return f"was set for {wording.day(state.day)}; what came of it is still to be recorded."
    return f"is set for {wording.day(state.day)}."


def data_of(occasion: Occasion) -> dict[str, str]:
    """An occasion as a button carries it."""
    return {"school": occasion.school, "name": occasion.name, "period": occasion.period}


def occasion_in(data: Mapping[str, Any]) -> Occasion | None:
    """The occasion that a button names; None where it names none. Whoever uses it asks permission."""
    named = [data.get(each) for each in ("school", "name", "period")]
    if not all(isinstance(each, str) and each for each in named):
        return None
    return Occasion(*[str(each) for each in named])
