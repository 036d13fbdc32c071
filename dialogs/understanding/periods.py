"""Spans of days as people in schools say them: "this half term", "w/c 7 Dec", "since September", "2026/27".

Like a day (`dialogs.understanding.days`) a span is found first and resolved later, here also against the
trust's terms. A half term or term that the calendar does not know resolves to nothing.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.days import FORMS as DAY_FORMS
from dialogs.understanding.days import MONTH, MONTHS, YEAR, N, number
from dialogs.understanding.days import Resolver as DayResolver
from dialogs.understanding.intents import Look
from dialogs.understanding.nearest_days import monday_of
from strategy.school_year import Calendar, Span, year_name

Resolver = Callable[[date, Look, Calendar], Span | None]
_WHICH = r"(?:(?:the|our|my) )?(?P<w>this|next|last|current|coming|previous|past|the following|following)"
# "Last weeks board" lacks an apostrophe; "over the last weeks" does not.
_OF_ONE = r"(?<!the )(?P<w>this|next|last)"
_STEP = {"next": 1, "coming": 1, "following": 1, "the following": 1, "last": -1, "previous": -1, "past": -1}


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a span: the words, and what makes a resolver of a match."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str]], Resolver | None]


def week_of(day: date) -> Span:
    """Monday to Sunday of that day's week."""
    return Span(monday_of(day), monday_of(day) + timedelta(days=6))


def month_of(year: int, month: int) -> Span:
    """A whole calendar month; `month` may run past 1 to 12 into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, months.monthrange(year, month)[1]))


def named_month(month: int, today: date, look: Look, calendar: Calendar) -> Span:
    """The nearest such month in the direction looked; the running month fits both.

    Where the sentence looks neither way, one that has passed in this academic year counts if it is nearer
    than the coming one: in November "visits in October" are last month's.
    """
    ahead = (month - today.month) % 12
    behind = (today.month - month) % 12
    if look is Look.BACK:
        return month_of(today.year, today.month - behind)
    if look is Look.NEAR and behind < ahead:
        gone = month_of(today.year, today.month - behind)
        if gone.ends >= calendar.academic_year_starts(calendar.academic_year_of(today)):
            return gone
    return month_of(today.year, today.month + ahead)


def _week(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"], 0)
    return lambda today, _look, _cal: week_of(today + timedelta(days=7 * step))


def _weeks_off(step: int) -> Callable[[re.Match[str]], Resolver | None]:
    return lambda _m: lambda today, _look, _cal: week_of(today + timedelta(days=7 * step))


def _week_of_day(m: re.Match[str]) -> Resolver | None:
    said = m["day"]
    for form in DAY_FORMS:
        inner = form.pattern.fullmatch(said)
        resolve = form.meaning(inner) if inner else None
        if resolve is not None:
            return _whole_week(resolve)
    return None


def _whole_week(resolve: DayResolver) -> Resolver:
    """The Monday to Sunday of "w/c 7 Dec", whichever day of the week was named."""

    def whole_week(today: date, look: Look, _cal: Calendar) -> Span | None:
        day = resolve(today, look)
        return week_of(day) if day else None

    return whole_week


def _week_of_term(m: re.Match[str]) -> Resolver | None:
    said, step = m["what"], _STEP.get(m["w"] or "", 0)

    def resolve(today: date, look: Look, cal: Calendar) -> Span | None:
        if said in MONTHS:
            span: Span | None = named_month(MONTHS[said], today, look, cal)
        else:
            half = said.startswith("half")
            spans = [h.span for h in cal.half_terms] if half else [span for _, _, span in cal.terms()]
            span = _stepped(spans, today, step)
        return week_of(span.starts if m["which"] == "first" else span.ends) if span else None

    return resolve


def _weekend(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"] or "this", 0) if m["w"] != "coming" else 0

    def resolve(today: date, _look: Look, _cal: Calendar) -> Span | None:
        saturday = monday_of(today) + timedelta(days=5 + 7 * step)
        return Span(saturday, saturday + timedelta(days=1))

    return resolve


def _month_off(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"], 0)
    return lambda today, _look, _cal: month_of(today.year, today.month + step)


def _month(m: re.Match[str]) -> Resolver | None:
    month = MONTHS[m["m"]]
    if m["y"]:
        return lambda _today, _look, _cal: month_of(int(m["y"]), month)
    step = _STEP.get(m["w"] or "", 0)

    def resolve(today: date, look: Look, cal: Calendar) -> Span | None:
        if step > 0:
            ahead = (month - today.month - 1) % 12 + 1
            return month_of(today.year, today.month + ahead)
        if step < 0:
            behind = (today.month - month - 1) % 12 + 1
            return month_of(today.year, today.month - behind)
        return named_month(month, today, look, cal)

    return resolve


def _year(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"], 0)
    if m["kind"] == "calendar ":
        return lambda today, _l, _c: Span(date(today.year + step, 1, 1), date(today.year + step, 12, 31))

    def resolve(today: date, _look: Look, cal: Calendar) -> Span | None:
        start = int(cal.academic_year_of(today)[:4]) + step
        return dict(cal.academic_years()).get(year_name(start))

    return resolve


def _named_year(m: re.Match[str]) -> Resolver | None:
    start, end = int(m[1]) % 100, int(m[2]) % 100
    if end != (start + 1) % 100 or (len(m[1]) == 2 and end <= 12):
        return None
    return lambda _today, _look, cal: dict(cal.academic_years()).get(year_name(2000 + start))


def _term(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"], 0)

    def resolve(today: date, _look: Look, cal: Calendar) -> Span | None:
        spans = [span for _, _, span in cal.terms()]
        return _stepped(spans, today, step)

    return resolve


def _half_term(m: re.Match[str]) -> Resolver | None:
    step = _STEP.get(m["w"], 0)
    return lambda today, _look, cal: _stepped([half.span for half in cal.half_terms], today, step)


def _stepped(spans: list[Span], today: date, step: int) -> Span | None:
    """The span that holds today, the first to start after today, or the last that ended before it."""
    if step > 0:
        return next((span for span in spans if span.starts > today), None)
    if step < 0:
        return next((span for span in reversed(spans) if span.ends < today), None)
    return next((span for span in spans if today in span), None)


def _named_term(m: re.Match[str]) -> Resolver | None:
    groups = m.groupdict()
    term = {"aut": "autumn", "spr": "spring", "sum": "summer"}[m["t"][:3]]
    half = {"1": "1", "one": "1", "first": "1", "2": "2", "two": "2", "second": "2"}.get(groups["h"] or "")
    half = half or {"first": "1", "second": "2"}.get(groups.get("f") or "")
    step = _STEP.get(groups.get("w") or "", 0)
    year = groups.get("y")

    def resolve(today: date, look: Look, cal: Calendar) -> Span | None:
        if half:
            known = [(h.academic_year, h.span) for h in cal.half_terms if h.name == f"{term}-{half}"]
        else:
            known = [(year_, span) for year_, name, span in cal.terms() if name == term]
        if year:
            return next((span for _, span in known if span.starts.year == int(year)), None)
        if step:
            return _stepped([span for _, span in known], today, step)
        return _nearest_named(known, today, look, cal)

    return resolve


def _nearest_named(known: list[tuple[str, Span]], today: date, look: Look, cal: Calendar) -> Span | None:
    """The autumn term that fits: this year's for a list, the next or last one where the tense says so."""
    spans = [span for _, span in known]
    if look is Look.BACK:
        return next((span for span in reversed(spans) if span.starts <= today), None)
    if look is Look.FORWARD:
        return next((span for span in spans if span.ends >= today), None)
    this_year = cal.academic_year_of(today)
    return next((span for year, span in known if year == this_year), None)


def _rolling(m: re.Match[str]) -> Resolver | None:
    many = 1 if m["n"] is None else number(m["n"])
    days = many * {"d": 1, "w": 7, "f": 14, "m": 30}[m["unit"][0]]
    if m["w"] in ("next", "coming", "following"):
        return lambda today, _look, _cal: Span(today, today + timedelta(days=days))
    return lambda today, _look, _cal: Span(today - timedelta(days=days), today)


def _rest_of(m: re.Match[str]) -> Resolver | None:
    said = m["what"] if m["w"] else f"this {m['what']}"
    for form in FORMS:
        inner = form.pattern.fullmatch(said)
        resolve = form.meaning(inner) if inner else None
        if resolve is not None:
            return _remaining(resolve)
    return None


def _remaining(resolve: Resolver) -> Resolver:
    def remaining(today: date, look: Look, cal: Calendar) -> Span | None:
        span = resolve(today, look, cal)
        return Span(max(today, span.starts), span.ends) if span and span.ends >= today else None

    return remaining


def break_after(day: date, cal: Calendar) -> date | None:
    """The last day before the next half-term break: "by half term"."""
    return next((h.ends for h in cal.half_terms if h.ends >= day and h.name.endswith("1")), None)


def end_of_term(day: date, cal: Calendar, half: bool = False) -> date | None:
    """The last day of the running term or half term; in the holidays, of the one to come."""
    spans = [h.span for h in cal.half_terms] if half else [span for _, _, span in cal.terms()]
    return next((span.ends for span in spans if span.ends >= day), None)


def _form(pattern: str, meaning: Callable[[re.Match[str]], Resolver | None]) -> Form:
    return Form(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), meaning)


_OF_DAY = (
    rf"(?:(?:mon|monday|fri|friday|sun|sunday) )?(?:the )?(?:\d\S*|{MONTH})(?: (?:of )?(?:{MONTH}"
    rf"|\d\S*))?(?: {YEAR})?"
)
_UNITS = r"(?P<unit>days?|weeks?|fortnights?|months?)"

WEEKS: tuple[Form, ...] = (
    _form(rf"(?:the )?(?:wc|week (?:commencing|beginning|starting|of)) (?P<day>{_OF_DAY}|(?:next "
          rf"|this )?monday"
          rf"|tomorrow|today)", _week_of_day),
    _form(rf"(?:the )?(?:we_ending|week ending) (?P<day>{_OF_DAY}|(?:next |this )?(?:friday|fri|sunday))",
          _week_of_day),
    _form(r"(?:the )?week after next", _weeks_off(2)),
    _form(r"(?:the )?week before last", _weeks_off(-2)),
    _form(rf"(?:the )?(?P<which>first|last) week (?:of|in) (?:the )?(?:(?P<w>this|next|last) )?"
          rf"(?P<what>terms?|half terms?|{MONTH})", _week_of_term),
    _form(rf"(?:the )?(?:rest|remainder) of (?:the )?(?P<what>(?:{_WHICH} )?(?:week|month|term|half"
          rf" term|year|academic year))",
          _rest_of),
)  # fmt: skip
"""Weeks named by a day in them, and what is left of a span: read before single days are."""

FORMS: tuple[Form, ...] = (
    _form(rf"{_WHICH} (?:school |working )?week", _week),
    _form(r"(?P<w>this|next|last|coming|the)(?: coming)? weekend", _weekend),
    _form(rf"{_WHICH} month", _month_off),
    _form(rf"{_OF_ONE} months", _month_off),
    _form(rf"{_OF_ONE} weeks", _week),
    _form(rf"(?P<w>next|last|coming|past|previous|following) (?:(?P<n>{N}) )?{_UNITS}", _rolling),
    _form(rf"{_WHICH} half (?:a )?terms?", _half_term),
    _form(rf"{_WHICH} terms?", _term),
    _form(rf"{_WHICH} (?P<kind>academic |school |calendar )?years?", _year),
    _form(r"(?:the )?(?:academic |school )?(?:year )?(20\d\d)[/-](20\d\d|\d\d)", _named_year),
    _form(r"(?:the )?(\d\d)/(\d\d)", _named_year),
    _form(rf"(?:{_WHICH} )?(?:the )?(?:(?P<f>first|second) half of (?:the )?)?(?P<t>autumn|aut"
          rf"|spring|spr|summer|sum)"
          rf"(?: half)?(?: terms?)? ?(?P<h>1|2|one|two)(?: (?P<y>{YEAR}))?", _named_term),
    _form(rf"(?:(?:{_WHICH}|the) )?(?:(?P<f>first|second) half of (?:the )?)?(?P<t>autumn|spring"
          rf"|summer) terms?"
          rf"(?P<h>)(?: (?P<y>{YEAR}))?", _named_term),
    _form(rf"(?:(?P<w>next|last|this|the) )?(?P<m>{MONTH})(?: (?P<y>{YEAR}))?", _month),
)  # fmt: skip
"""In this order: what is more particular comes first and takes its words."""
