"""Term dates and half terms: when we break up, when we are back, and the dates of a year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from dialogs import cards, wording, working_days
from dialogs.list_shown import note_list
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.school_year import Calendar, HalfTerm

_SEASONS = (
    ("christmas", "Christmas", "autumn-2"),
    ("easter", "Easter", "spring-2"),
    ("summer", "the summer", "summer-2"),
)
_HALF_TERM = re.compile(r"\bhalf[\s-]?terms?\b")
_A_TEACHING_BLOCK = re.compile(r"\b(?:this|next|last|current|previous|first|second|which|what) half")
"""With these words "half term" means six or seven weeks of teaching; bare, it is the week off between two."""
_WHERE_WE_ARE = re.compile(
    r"\b(?:which|what) (?:half[\s-]?)?term (?:are we|is it|is this|we(?: a|')re)\b"
    r"|\bare we in (?:autumn|spring|summer)\b"
)
_BACK = re.compile(r"\b(?:back|return|start|starts|begin|begins)\b")
_OFF = re.compile(r"\b(?:break up|finish|end|ends|holiday|holidays)\b")


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Answer what the trust's calendar tells; the year's half terms where nothing narrower is asked."""
    said = working_days.answer(turn, asked)
    if said:
        return turn.say(said, summary="Working days")
    said = _a_turning_point(turn.incoming.text.casefold(), asked, turn.today, turn.trust.calendar)
    if said:
        return turn.say(said, summary="Term dates")
    return _the_year(turn, asked)


def _a_turning_point(text: str, asked: Interpretation, today: date, calendar: Calendar) -> str:
    """When half term is, when we break up and when we are back; "" where none of it is asked."""
    if _WHERE_WE_ARE.search(text):
        return _where_we_are(today, calendar)
    if _HALF_TERM.search(text) and not _A_TEACHING_BLOCK.search(text) and "dates" not in text:
        return _half_term_off(text, asked, today, calendar)
    for season, told, name in _SEASONS:
        if season in text and not asked.starts:
            half = next((h for h in calendar.half_terms if h.name == name and h.ends >= today), None)
            if half is None:
                return ""
            back = calendar.next_half_term(half.ends)
            end = f"Term ends for {told} on {wording.day(half.ends)}"
            return f"{end} and starts again on {wording.day(back.starts)}." if back else f"{end}."
    if _BACK.search(text):
        # "When does the summer term start": the half term that begins that span.
        following = calendar.next_half_term(asked.starts - timedelta(days=1) if asked.starts else today)
        return f"{called(following)} starts on {wording.day(following.starts)}." if following else ""
    if _OFF.search(text) and "dates" not in text:
        return _break_up(asked, today, calendar)
    return ""


def _where_we_are(today: date, calendar: Calendar) -> str:
    """The half term that is running, or the one that the holidays lead to."""
    now, following = calendar.half_term_of(today), calendar.next_half_term(today)
    if now is not None:
        return f"We are in {called(now).lower()}, from {wording.day(now.starts)} to {wording.day(now.ends)}."
    if following is None:
        return ""
    return f"It is the holidays now. {called(following)} starts on {wording.day(following.starts)}."


def _half_term_off(text: str, asked: Interpretation, today: date, calendar: Calendar) -> str:
    """The break in the middle of a term: the coming one, or that of the term or month that is named."""
    for before, after in pairwise(calendar.half_terms):
        first, last = before.ends + timedelta(days=1), after.starts - timedelta(days=1)
        if before.name.term != after.name.term or last < today:
            continue
        named = next((term for term in ("autumn", "spring", "summer") if term in text), before.name.term)
        in_span = not (asked.starts and asked.ends) or (first <= asked.ends and asked.starts <= last)
        if named == before.name.term and in_span:
            if first <= today:
                return f"It is half term now. We are back on {wording.day(after.starts)}."
            return (
                f"For half term we break up on {wording.day(before.ends)} and are back on "
                f"{wording.day(after.starts)}."
            )
    return ""


def _break_up(asked: Interpretation, today: date, calendar: Calendar) -> str:
    day = asked.ends or today
    current = calendar.half_term_of(day) or calendar.next_half_term(day)
    if current is None:
        return ""
    following = calendar.next_half_term(current.ends)
    end = f"{called(current)} ends on {wording.day(current.ends)}"
    if following is None:
        return f"{end}."
    return f"{end}, and {called(following).lower()} starts on {wording.day(following.starts)}."


def called(half: HalfTerm) -> str:
    """`Autumn 1`."""
    return half.name.replace("-", " ").capitalize()


def halves_of(turn: Turn, asked: Interpretation) -> tuple[str, list[HalfTerm]]:
    """The academic year that is asked about, and its half terms, or those of the days that are named."""
    calendar = turn.trust.calendar
    year = calendar.academic_year_of(asked.starts or turn.today)
    halves = [half for half in calendar.half_terms if half.academic_year == year]
    if asked.starts and asked.ends:
        halves = [
            h for h in calendar.half_terms if h.starts <= asked.ends and asked.starts <= h.ends
        ] or halves
    return year, halves


def _the_year(turn: Turn, asked: Interpretation) -> Reply:
    calendar = turn.trust.calendar
    year, halves = halves_of(turn, asked)
    if not halves:
        return turn.say(f"I have no term dates for {year}.", summary="Term dates")
    note_list(turn, "term dates", asked)
    lines = [(called(half), f"{wording.day(half.starts)} to {wording.day(half.ends)}") for half in halves]
    now = calendar.half_term_of(turn.today)
    where = ""
    if year == calendar.academic_year_of(turn.today):
        where = f" We are in {called(now).lower()}." if now else " It is the holidays now."
    said = f"Term dates for {year}.{where}"
    if "inset" in turn.incoming.text.casefold():
        said = f"Inset days are each school's own, and I don't have them. {said}"
    card = cards.card([cards.heading(f"Term dates {year}"), cards.facts(lines)], says=said)
    in_full = said + "".join(f"\n{name}: {dates}" for name, dates in lines)
    return turn.say(said, in_full=in_full, summary=f"Term dates {year}", card=card)
