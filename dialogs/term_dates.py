"""Term dates, half terms, bank holidays and working days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.school_year import Calendar, HalfTerm

_COUNTED = re.compile(
    r"(?P<n>\d{1,2}|one|two|three|four|five|ten) working days? (?P<way>after|before|from|following|prior to)",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_LONGEST_LOOK = 400


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Answer what the trust's calendar tells; the year's half terms where nothing narrower is asked."""
    text, calendar, today = turn.incoming.text.casefold(), turn.trust.calendar, turn.today
    counted = _COUNTED.search(text)
    if counted and asked.date:
        return turn.say(_counted(counted, asked.date, calendar), summary="Working days")
    if asked.date:
        return turn.say(_the_day(asked.date, calendar), summary="Term dates")
    if "bank holiday" in text:
        return turn.say(_bank_holiday(today, calendar), summary="Bank holidays")
    if "working day" in text and asked.starts and asked.ends:
        days = calendar.working_days_between(asked.starts - timedelta(days=1), asked.ends)
        span = wording.span(asked.starts, asked.ends, today)
        return turn.say(
            f"{wording.capitalised(wording.several(days, 'working day'))} {span}.", summary="Working days"
        )
    special = _a_turning_point(text, today, calendar)
    if special:
        return turn.say(special, summary="Term dates")
    return _the_year(turn, asked)


def _counted(counted: re.Match[str], day: date, calendar: Calendar) -> str:
    number = _NUMBERS.get(counted["n"].casefold()) or int(counted["n"])
    back = counted["way"].casefold() in ("before", "prior to")
    count = calendar.working_days_before if back else calendar.working_days_after
    reached = count(day, number)
    way = "before" if back else "after"
    return f"{wording.several(number, 'working day')} {way} {wording.day(day)} is {wording.day(reached)}."


def _the_day(day: date, calendar: Calendar) -> str:
    closed = calendar.why_closed(day)
    half = calendar.half_term_of(day)
    term = f" It falls in {half.name.replace('-', ' ')}." if half else " It is outside term."
    if closed is None:
        return f"Yes, {wording.day(day)} is a working day.{term}"
    following = calendar.working_days_after(day, 1)
    return (
        f"No, {wording.day(day)} is not a working day ({closed}). The next one is "
        f"{wording.day(following)}.{term}"
    )


def _bank_holiday(today: date, calendar: Calendar) -> str:
    found = []
    day = today
    for _ in range(_LONGEST_LOOK):
        name = calendar.bank_holiday(day)
        if name:
            found.append(f"{name} on {wording.day(day)}")
        if len(found) == 3:
            break
        day += timedelta(days=1)
    return f"The next bank holidays are {wording.listed(found)}."


def _a_turning_point(text: str, today: date, calendar: Calendar) -> str:
    """When we break up, when we are back, and when the next half term is."""
    for season, name in (("christmas", "autumn-2"), ("easter", "spring-2"), ("summer", "summer-2")):
        if season in text:
            half = next((h for h in calendar.half_terms if h.name == name and h.ends >= today), None)
            if half is None:
                return ""
            back = calendar.next_half_term(half.ends)
            end = f"Term ends for {season.capitalize()} on {wording.day(half.ends)}"
            return f"{end} and starts again on {wording.day(back.starts)}." if back else f"{end}."
    if re.search(r"\b(?:back|return|start|starts|begin|begins)\b", text):
        following = calendar.next_half_term(today)
        return f"{_called(following)} starts on {wording.day(following.starts)}." if following else ""
    if (
        re.search(r"\b(?:break up|finish|end|ends|half[\s-]?term|holiday|holidays)\b", text)
        and "dates" not in text
    ):
        current = calendar.half_term_of(today) or calendar.next_half_term(today)
        if current is None:
            return ""
        following = calendar.next_half_term(current.ends)
        end = f"{_called(current)} ends on {wording.day(current.ends)}"
        return (
            f"{end}, and {_called(following).lower()} starts on {wording.day(following.starts)}."
            if following
            else f"{end}."
        )
    return ""


def _called(half: HalfTerm) -> str:
    return half.name.replace("-", " ").capitalize()


def _the_year(turn: Turn, asked: Interpretation) -> Reply:
    calendar = turn.trust.calendar
    day = asked.starts or turn.today
    year = calendar.academic_year_of(day)
    halves = [half for half in calendar.half_terms if half.academic_year == year]
    if asked.starts and asked.ends:
        halves = [
            h for h in calendar.half_terms if h.starts <= asked.ends and asked.starts <= h.ends
        ] or halves
    if not halves:
        return turn.say(f"I have no term dates for {year}.", summary="Term dates")
    lines = [(_called(half), f"{wording.day(half.starts)} to {wording.day(half.ends)}") for half in halves]
    now = calendar.half_term_of(turn.today)
    where = f" We are in {_called(now).lower()}." if now else " It is the holidays now."
    said = f"Term dates for {year}.{where}"
    card = cards.card([cards.heading(f"Term dates {year}"), cards.facts(lines)], says=said)
    in_full = said + "".join(f"\n{name}: {dates}" for name, dates in lines)
    return turn.say(said, in_full=in_full, summary=f"Term dates {year}", card=card)
