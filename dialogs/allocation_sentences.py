"""What a sentence that allocates support says already, as it would be typed into the form."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.allocation_answers import DAY, SUBJECT
from dialogs.turn import Turn
from dialogs.understanding.how_much import amount_in, amount_said, without_recurring
from dialogs.understanding.interpretation import Interpretation
from strategy.people import Person
from strategy.school_year import Calendar
from strategy.support import COUNTED, GIVEN_BY, is_of_subject, who_can_give
from strategy.trust import Trust
from strategy.visits import Support

_STARTS_THEN = re.compile(
    r"\bfrom\b(?!.*\b(?:until|till?|up to|to (?:the )?(?:\d+(?:st|nd|rd|th)?|end|start|half|easter|christmas"
    r"|summer|spring|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*))\b)",
    re.IGNORECASE | re.DOTALL,
)
_HALF_TERM = re.compile(r"\b(?:until|till?|to|up to) (?:the )?(?P<which>\w+ )?half[- ]?term\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:because|as they|since they|the reason is)\b (?P<why>.+)$", re.IGNORECASE | re.DOTALL
)
_BY = re.compile(r"\bfrom (?:a firm called |the firm )?(?P<who>[A-Z][\w&'.-]+(?: (?:[A-Z&][\w&'.-]*))*)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOMENTS = frozenset({*_MONTHS, "mon", "tue", "wed", "thu", "fri", "sat", "sun", "spr", "eas", "chr", "now"})
"""How the name of a day, month or season begins, which no firm is taken to be."""


def typed_from(turn: Turn, asked: Interpretation) -> dict[str, str]:
    """The values of the form that a sentence gives; what it does not say is left out."""
    text, trust = turn.incoming.text, turn.trust
    person = trust.by_email(asked.person) if asked.person else None
    kind = _kind(asked, person)
    subject = _subject(text, kind, trust)
    found = {
        "school": asked.school or "",
        "support": kind.value if kind else "",
        "who": _provider(text) if kind is Support.EXTERNAL else _who(person, kind, subject, trust),
        SUBJECT: subject,
        "reason": _reason(text),
    }
    if kind in COUNTED:
        found |= _of_days(asked, text)
    else:
        found |= {**_when(turn, asked), "days": amount_said(text)}
    return {name: value for name, value in found.items() if value}


def _kind(asked: Interpretation, person: Person | None) -> Support | None:
    """The kind that is named, or the one that the person named can give."""
    if asked.support in set(Support):
        return Support(asked.support)
    held = person.roles if person else frozenset()
    return next((kind for kind, roles in GIVEN_BY.items() if held & set(roles)), None)


def _subject(text: str, kind: Support | None, trust: Trust) -> str:
    """The subject that the text names, of those that somebody holds a role of the kind for."""
    if kind is None:
        return ""
    roles = GIVEN_BY.get(kind, ())
    subjects = {held.subject for role in roles for each in trust.holders(role) for held in each.held}
    words: list[str] = re.findall(r"[\w-]{3,}", text)
    folded = {subject for subject in subjects if subject}
    starting = (
        word
        for word in words
        if any(subject.casefold().startswith(word.casefold().removesuffix("s")) for subject in folded)
    )
    parts = {part.casefold() for subject in folded for part in subject.split() if len(part) > 3}
    return next(starting, "") or next((word for word in words if word.casefold() in parts), "")


def _who(person: Person | None, kind: Support | None, subject: str, trust: Trust) -> str:
    """The person named, or the only one for the subject."""
    if person is not None:
        return str(person.id)
    if kind is None or not subject:
        return ""
    able = [each for each in who_can_give(kind, subject, trust) if is_of_subject(each, kind, subject)]
    return str(able[0].id) if len(able) == 1 else ""


def _provider(text: str) -> str:
    """The firm or consultant that is named, as it was typed."""
    named = [str(each["who"]) for each in _BY.finditer(text)]
    return next((name for name in named if name[:3].casefold() not in _MOMENTS), "")


def _reason(text: str) -> str:
    found = _BECAUSE.search(text)
    return str(found["why"]).strip() if found else ""


def _of_days(asked: Interpretation, text: str) -> dict[str, str]:
    found, day = amount_in(text), asked.date or asked.starts
    count = asked.days if asked.days is not None else (found.in_all or found.a_week if found else None)
    return {
        "days": f"{count.normalize():f}" if count is not None else "",
        DAY: day.isoformat() if day else "",
    }


def _when(turn: Turn, asked: Interpretation) -> dict[str, str]:
    """First and last day: today where none is named, moved into school time, and onto the weekdays agreed."""
    text, calendar = turn.incoming.text, turn.trust.calendar
    plain = without_recurring(text)
    if plain != text:
        asked = turn.read(plain)
    starts, ends = asked.date or asked.starts, asked.ends
    if starts is not None and _STARTS_THEN.search(plain):
        ends = None
    starts = _in_school_time(max(starts or turn.today, turn.today), calendar)
    amount = amount_in(amount_said(text)) if amount_said(text) else None
    while amount and amount.weekdays and starts.weekday() not in amount.weekdays:
        starts += timedelta(days=1)
    half = _HALF_TERM.search(plain)
    if half:
        ends = _end_of_half_term(half["which"] or "", starts, calendar) or ends
    elif ends is not None:
        ends = _by_the_end_of_school(ends, calendar)
    return {"from": starts.isoformat(), "to": ends.isoformat() if ends and ends >= starts else ""}


def _in_school_time(day: date, calendar: Calendar) -> date:
    """The day itself, or the first of the half term that follows the holidays it falls in."""
    if calendar.half_term_of(day) is not None:
        return day
    following = calendar.next_half_term(day)
    return following.starts if following else day


def _by_the_end_of_school(day: date, calendar: Calendar) -> date:
    """The day itself, or the last before the holidays it falls in."""
    if calendar.half_term_of(day) is not None:
        return day
    before = calendar.last_half_term(day)
    return before.ends if before else day


def _end_of_half_term(which: str, starts: date, calendar: Calendar) -> date | None:
    """The last day before the half-term holiday: of a month that is named, else the next one."""
    month = which.strip().casefold()[:3]
    for half in calendar.half_terms:
        if half.ends >= starts and (month not in _MONTHS or half.ends.month == _MONTHS.index(month) + 1):
            return half.ends
    return None
