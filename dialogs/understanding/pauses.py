"""What a wish about reminders means: when they come again, from which hour of a day, and whether for good.

The keys of the format tell days alone, and not whether reminders rest on a day ("not today") or come on it
("remind me on Monday"). What is worked out here is for the conversation and is never printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil

from dialogs.understanding import reminders
from dialogs.understanding.clock_times import ClockTime
from dialogs.understanding.days import WEEKDAYS, number
from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import Look
from dialogs.understanding.moments import Edge, Moment, When
from strategy.school_year import LONDON, Calendar, london_day

_DAY = timedelta(days=1)
_NOON = time(12)
_LAST_FIVE_MINUTES = time(23, 55)

_NOT_NOW = re.compile(r"\bnot (?:now|yet|just now|right now|today|tonight)\b|\bdo not worry\b|\bonly\b")
_RESTING = re.compile(
    r"\b(?:not|never|no|none|stop|pause|pausing|snooze|mute|hold|silence|suspend|off|quiet|quieten|without|skip|cancel"
    r"|fewer|less|enough|alone|rest|cease|disable|shush|hush|leave)\b"
)
_HABIT = re.compile(
    r"\b(?:always|ever|never|every|each|daily|from now on|in future|permanently|for good|as a rule|mornings"
    r"|afternoons|evenings)\b"
)
_WEEKS = re.compile(
    r"\b(?:for|another) (?:the )?"
    r"(?:(?P<n>a|one|two|three|four|five|six|\d\d?|a couple of|couple of) (?:whole |full )?weeks?"
    r"|(?P<fortnight>a fortnight|fortnight)|(?P<week>week))\b"
)
_AFTERNOON_ON = re.compile(
    r"\b(?:until|till|til|before|only|after) (?:in |this |the |tomorrow )*afternoons?\b"
    r"|\bin the afternoons? only\b"
)
_AFTER_A_BREAK = re.compile(
    r"\b(?:until|till|til|before) (?:we are back )?(?:after|from) (?:the )?"
    r"(?P<what>half term|christmas|xmas|easter|summer|holidays?|break)\b"
)


@dataclass(frozen=True, slots=True)
class Pause:
    """What becomes of somebody's reminders.

    `resumes` is the London day on which they come again, `at` the time of day before which none come: on that
    day, or with `always` on every day. `again` lifts a pause. `when` holds the days as they are printed.
    """

    when: When
    resumes: date | None = None
    at: time | None = None
    again: bool = False
    always: bool = False


def pause_of(found: Findings, when: When, now: datetime, calendar: Calendar) -> Pause:
    """What a wish about reminders means, said at an aware instant.

    A length in days or weeks counts calendar days from today: "for two days", said on Monday, has them come
    again on Wednesday. A length in hours or minutes gives the time of day, rounded to five minutes. A time of
    day that has passed is meant for tomorrow. A weekday in the plural ("on Fridays") is a habit and fixes no
    day.
    """
    words = found.words
    text = " ".join(words)
    if reminders.is_lifted(words):
        return Pause(When(), again=True)
    moment = found.moments[0] if found.moments else None
    if moment is not None and _is_habit(found, moment):
        moment, when = None, When()
    today = london_day(now)
    always = bool(_HABIT.search(" ".join(found.sentence.texts())))
    resting = _is_resting(text)
    if found.told.lasting is not None:
        return _for_hours(when, now + found.told.lasting)
    back = _first_day_back(text, today, calendar)
    if back is not None:
        return Pause(When(ends=back), back)
    at = _time_of_day(text, found.told.time, resting=resting)
    resumes = _day_they_resume(found, when, moment, resting=resting, now=now, calendar=calendar)
    if resumes is None and at is not None and not always:
        resumes = today if at > now.astimezone(LONDON).time() else today + _DAY
    return Pause(when, resumes, at, always=always and at is not None)


def _is_resting(text: str) -> bool:
    """Whether the words ask for quiet ("no nudges on Friday") and not for reminders ("remind me Friday")."""
    return bool(_RESTING.search(_NOT_NOW.sub("", text)))


def _is_habit(found: Findings, moment: Moment) -> bool:
    """Whether a day is said of every week: "no nudges on Fridays", "never on a Friday"."""
    last = found.sentence.words[moment.end - 1]
    if moment.before in ("a", "every", "any", "each"):
        return True
    return not last.possessive and last.text not in WEEKDAYS and last.text.removesuffix("s") in WEEKDAYS


def _for_hours(when: When, until: datetime) -> Pause:
    """Until an instant: to the nearest five minutes of London's clock."""
    local = until.astimezone(LONDON)
    minutes = round((local.hour * 60 + local.minute + local.second / 60) / 5) * 5
    if minutes >= 24 * 60:
        return Pause(when, local.date() + _DAY)
    return Pause(when, local.date(), time(minutes // 60, minutes % 60))


def _time_of_day(text: str, said: ClockTime | None, *, resting: bool) -> time | None:
    """The time before which no reminders come; None where none is said, or one from which they rest."""
    if said is not None:
        if said.lead in ("before", "earlier than"):
            return said.at if resting else None
        if said.lead in ("until", "till", "til", "up to", "to"):
            return said.at
        if re.search(r"\b(?:until|till|til) after\b", text):
            return said.at
        return None if resting else said.at
    if _AFTERNOON_ON.search(text):
        return _NOON
    if re.search(r"\bmornings?\b", text):
        return (
            _NOON
            if resting and not re.search(r"\b(?:until|till|til|before) (?:\S+ )?morning\b", text)
            else None
        )
    return _NOON if re.search(r"\bafternoons?\b", text) and not resting else None


def _day_they_resume(
    found: Findings, when: When, moment: Moment | None, *, resting: bool, now: datetime, calendar: Calendar
) -> date | None:
    today = london_day(now)
    if moment is None:
        return _after_a_length(found, today)
    if moment.edge in (Edge.BY, Edge.UNTIL) and when.ends is not None:
        whole = replace(moment, edge=Edge.AT).when(today, Look.FORWARD, calendar)
        if whole is not None and whole.starts is not None:
            return whole.starts
        return when.ends + _DAY if _ends_with_it(found, moment) else when.ends
    if when.starts is None and when.ends is not None:
        return when.ends + _DAY
    if not resting:
        return when.day or when.starts
    last = when.day or when.ends
    return last + _DAY if last is not None else None


def _after_a_length(found: Findings, today: date) -> date | None:
    """The day after so many days or weeks from today; half a day counts as one."""
    weeks = _WEEKS.search(" ".join(found.words))
    if weeks is not None:
        many = 2 if weeks["fortnight"] else number(weeks["n"]) if weeks["n"] else 1
        return today + timedelta(weeks=many)
    return today + timedelta(days=ceil(found.days)) if found.days is not None else None


def _ends_with_it(found: Findings, moment: Moment) -> bool:
    """Whether "until" counts the day itself: "until the end of term"."""
    said = " ".join(word.text for word in found.sentence.words[moment.start : moment.end])
    return bool(re.search(r"\b(?:end|close|last day) of\b", said))


def _first_day_back(text: str, today: date, calendar: Calendar) -> date | None:
    """The first day of teaching after a holiday: "until after half term", "not till after Christmas"."""
    said = _AFTER_A_BREAK.search(text)
    if said is None:
        return None
    name = {"christmas": "autumn-2", "xmas": "autumn-2", "easter": "spring-2", "summer": "summer-2"}.get(
        said["what"]
    )
    for half in calendar.half_terms:
        ends_before = name == half.name if name else half.name.endswith("1") or "half" not in said["what"]
        following = calendar.next_half_term(half.ends)
        if ends_before and following is not None and following.starts > today:
            return following.starts
    return None
