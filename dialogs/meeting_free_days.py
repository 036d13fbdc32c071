"""Days to be kept free of meetings, as people say them: "no boards on Mondays", "keep 20 January free"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from dialogs import wording
from dialogs.meeting_meant import BODY_NAMES, DAYS, MONTH_NUMBERS, first_of
from dialogs.meeting_words import IN_SHORT
from dialogs.turn import Turn
from strategy.meeting_diary import KeptFree
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY

_WITHOUT = "meeting_plan_without"
"""Where in the memory the days stand on which nothing of a plan is to be."""
_LONGEST = 31
"""Days of a stretch: a longer one is hardly meant."""
_ONE = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri)(?:day|nesday|sday|rsday)?"
_OR = r"(?:,? (?:and|or|nor)(?: on)? |, ?| ?[/&] ?)"
_WEEKDAYS = rf"(?:(?:on|an?|any|the|every) )*{_ONE}s?(?:{_OR}(?:an? )?{_ONE}s?)*"
_HABITS = rf"(?:an? {_ONE}|{_ONE}s)(?:{_OR}(?:an? {_ONE}|{_ONE}s?))*"
"""Weekdays that are meant as such: "a Thursday", "Thursdays", and not "Thursday", which is one day."""
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTHS = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DATES = re.compile(
    rf"(?:from |between |on )?(?:the )?(?:{_ONE},? (?:the )?)?"
    rf"(?P<numbers>{_NUMBER}(?:(?:,? (?:and|or|nor|to|until) |, ?| ?[-\u2013&] ?)(?:the )?{_NUMBER})*)"
    rf"(?: of)? (?P<month>{_MONTHS})(?: (?P<year>20\d\d))?"
    rf"|(?:on )?(?P<first>{_MONTHS}) (?:the )?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?:the |that )?(?:(?:week|wk)(?: (?:of|beginning|commencing|starting|with|from))?|w/?c)(?: on)?"
    r" (?P<day>.+)",
    re.IGNORECASE,
)
_BODY = "|".join(BODY_NAMES.values())
_LEAD = r"^(?:(?:please|pls|can|could|you|we|and|but|also|so|ok|okay|sorry|actually|let's|lets|just),? )*"
_TAIL = (
    r"(?:,? (?:so |and )?(?:nothing|no meetings?|keep it free|not)(?: then| that day| on it| on that day)?)?"
    r"(?:,? (?:it's|it is|its|that's|there's|there is|because|since|as|we have|i'm|we're) [^,]+)?"
    r"(?:,? (?:please|pls|thanks|thank you|either|too|as well"
    r"|if (?:possible|you can|we can|at all possible)))*"
    r"[.!?]*$"
)
_NOT = (
    r"(?:not|never|nothing|none|no|avoid|without|keep off|keep clear of|stay off|rule out"
    r"|(?:do not|don't|dont) (?:use|have|put|want|book)"
    r"|(?:(?:i|we|they) )?(?:can't|cant|cannot|won't|don't want to|don't) (?:do|make|manage|meet|have))"
)
_WHAT = r"(?:(?:on|in|during|for) )?(?P<what>.+?)"


def _form(text: str) -> re.Pattern[str]:
    return re.compile(f"{_LEAD}(?:{text}){_TAIL}", re.IGNORECASE)


_FORMS = (
    _form(
        rf"{_NOT} (?:any )?(?:(?P<body>{_BODY}|meetings?|anything) )?(?:to be |should be )?{_WHAT}"
        rf"(?: for (?:the |any )?(?P<of>{_BODY}))?"
    ),
    _form(
        r"(?:keep|leave) (?P<what>.+?) (?:free|clear|open|empty|blank)(?: of (?:all )?meetings)?"
        rf"(?: (?:for|of) (?:the |any )?(?P<of>{_BODY}))?"
    ),
    _form(
        r"(?P<what>.+?)(?: is| are|'s) (?:an? |all )?(?:inset|inset days?|training days?|no good|no go|out"
        r"|bad|taken|full|off limits|impossible|not possible)"
    ),
    _form(
        rf"(?:move|get|take|keep) (?:(?:all|the|our|any|every) )*(?P<body>{_BODY}|meetings|everything)"
        r" (?:off|away from|out of) (?P<what>.+?)"
    ),
    _form(
        r"(?:(?:nobody|no one|noone)(?: is|'s) (?:around|free|here|in|available)"
        r"|(?:everybody|everyone)(?: is|'s) (?:out|away|off)) on (?P<what>.+?)"
    ),
    _form(
        r"(?P<what>.+?) (?:doesn't|don't|won't|does not|do not) (?:work|do|suit)(?: for (?:us|me|anyone))?"
    ),
    _form(
        rf"(?:the )?(?P<body>{_BODY})(?: meetings?)? (?:should |must |can |is |are )?(?:not|never)(?: be)?"
        rf" {_WHAT}"
    ),
)
_ONLY = _form(
    r"(?:(?:have|put|hold|make|move|only|all|the|our|every|any|i|want|need|like|i'd|we'd|should|must|let) )*"
    rf"(?P<body>{_BODY})(?: meetings?)?(?: (?:should|must|need|needs|has|have|to|always|only|be|meet|go|are"
    rf"|is))* (?:on|to) (?P<what>{_HABITS})(?: only| always)?"
)


def kept_free_in(year: str, text: str) -> KeptFree | None:
    """What a sentence wants kept free in an academic year; None where it wants nothing of the kind."""
    if found := _ONLY.match(text):
        wanted = _weekdays(found["what"])
        return KeptFree(of_bodies={_body(found["body"]): frozenset(range(len(DAYS))) - wanted})
    for form in _FORMS:
        found = form.match(text)
        free = _days(year, found["what"]) if found else None
        if not found or free is None:
            continue
        named = found.groupdict()
        body = next(
            (w for w in (named.get("body"), named.get("of")) if w and re.fullmatch(_BODY, w, re.I)), None
        )
        if body is None:
            return free
        return KeptFree(of_bodies={_body(body): free.weekdays}) if free.weekdays else free
    return None


def is_a_habit(text: str) -> bool:
    """Whether a sentence has a body always meet on some weekdays."""
    return _ONLY.match(text) is not None


def in_words(free: KeptFree) -> str:
    """`Kept free: 20 January`, `EIT only on Thursdays`: what one sentence wants kept free."""
    for body, weekdays in free.of_bodies.items():
        open_on = set(range(len(DAYS))) - weekdays
        few = len(open_on) < len(weekdays)
        return f"{IN_SHORT[body]} {'only' if few else 'not'} on {_plural(open_on if few else weekdays)}"
    return f"Kept free: {_plural(free.weekdays) if free.weekdays else _in_a_row(sorted(free.days))}"


def _in_a_row(days: Sequence[date]) -> str:
    """`14 and 15 January`, `25 to 29 January`: days of one month, or else one week."""
    first, last = days[0], days[-1]
    if len(days) > 2:
        month = "" if first.month == last.month else f" {first:%B}"
        return f"{first.day}{month} to {last.day} {last:%B}"
    return f"{wording.listed([str(day.day) for day in days])} {last:%B}"


def _plural(weekdays: Collection[int]) -> str:
    return wording.listed([f"{DAYS[n].capitalize()}s" for n in sorted(weekdays)])


def _body(words: str) -> Body:
    return next(body for body, named in BODY_NAMES.items() if re.fullmatch(named, words, re.IGNORECASE))


def _days(year: str, what: str) -> KeptFree | None:
    what = what.strip()
    if re.fullmatch(_WEEKDAYS, what, re.IGNORECASE):
        return KeptFree(weekdays=_weekdays(what))
    if found := _WEEK.fullmatch(what):
        days = _dates(year, found["day"])
        monday = days[0] - timedelta(days=days[0].weekday()) if len(days) == 1 else None
        return None if monday is None else KeptFree(days=frozenset(monday + n * ONE_DAY for n in range(5)))
    days = _dates(year, what)
    return KeptFree(days=frozenset(days)) if days else None


def _weekdays(what: str) -> frozenset[int]:
    named = re.findall(rf"\b{_ONE}s?\b", what, re.IGNORECASE)
    return frozenset(n for n, day in enumerate(DAYS) for one in named if one[:3].casefold() == day[:3])


def _dates(year: str, what: str) -> list[date]:
    """The days of `14 or 15 January`, `25 to 29 January`; empty for other words, and days that are none."""
    found = _DATES.fullmatch(what)
    if found is None:
        return []
    first = first_of(year, MONTH_NUMBERS[(found["month"] or found["first"]).casefold()])
    first = first.replace(year=int(found["year"])) if found["year"] else first
    said = found["numbers"] or found["number"]
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    if len(numbers) == 2 and re.search(r"\b(?:to|until)\b|[-\u2013]", said):
        numbers = list(range(numbers[0], numbers[1] + 1))[:_LONGEST]
    days = [first + (number - 1) * ONE_DAY for number in numbers if number]
    return days if all(day.month == first.month for day in days) else []


def remembered(turn: Turn, year: str) -> KeptFree:
    """What was said before to be kept free in the plan of a year."""
    kept = turn.memory.get(_WITHOUT)
    if not isinstance(kept, Mapping) or kept.get("year") != year:
        return KeptFree()
    bodies = {Body(body): frozenset(weekdays) for body, weekdays in kept["bodies"].items()}
    return KeptFree(frozenset(kept["weekdays"]), frozenset(map(date.fromisoformat, kept["days"])), bodies)


def remember(turn: Turn, year: str, free: KeptFree) -> None:
    """Have what is said next add to what is to be kept free."""
    turn.memory[_WITHOUT] = {
        "year": year,
        "weekdays": sorted(free.weekdays),
        "days": sorted(day.isoformat() for day in free.days),
        "bodies": {str(body): sorted(weekdays) for body, weekdays in free.of_bodies.items()},
    }


def forget(turn: Turn) -> None:
    """Nothing is to be kept free any more."""
    turn.memory.pop(_WITHOUT, None)
