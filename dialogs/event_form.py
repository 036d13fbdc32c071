"""The form of a network or training event, declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dialogs.event_words import KINDS
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.understanding.institute import clock_times_in
from dialogs.understanding.interpret import Interpreter
from strategy.actions.arranging_events import LONGEST_TITLE
from strategy.events import Event, EventKind, Invited, Timing, timing_fault
from strategy.people import Person
from strategy.subjects import subject_written
from strategy.trust import Trust
from strategy.visits import Mode

EVENT = "event"
"""The form's name, which its drafts carry."""
LONGEST_LIST_OF_NAMES = 2_000

Raw = Mapping[str, str]


@dataclass(frozen=True)
class EventContext:
    """What the form needs to know: who arranges, when, and the subjects that the directory has.

    `doubts` is what to say of what is entered so far before it is arranged.
    """

    author: Person
    trust: Trust
    now: datetime
    today: date
    reader: Interpreter
    subjects: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def event_of(values: Mapping[str, Any], context: EventContext) -> Event:
    """The event of a form's checked values."""
    mode, place, school = values["place"]
    return Event(
        id=0,
        kind=values["kind"],
        title=values["title"],
        subject=values["subject"],
        timing=Timing(values["date"], values["starts"], values["ends"], mode, place, school),
        invited=values["invited"],
        arranged_by=context.author.id,
        arranged_at=context.now,
    )


def _kinds(_context: EventContext, _raw: Raw) -> tuple[Choice, ...]:
    titles = {EventKind.NETWORK: "Subject network", EventKind.TRAINING: "Training"}
    return tuple(Choice(each.value, titles[each]) for each in EventKind)


def _find_kind(_context: EventContext, _raw: Raw, text: str) -> str | None:
    said = text.casefold()
    return next((each.value for each in EventKind if KINDS[each] in said), None)


def _read_kind(_context: EventContext, _raw: Raw, typed: str) -> EventKind:
    try:
        return EventKind(typed)
    except ValueError:
        raise ValueError("It can be a subject network or training.") from None


def _read_subject(context: EventContext, _raw: Raw, typed: str) -> str:
    return subject_written(typed, list(context.subjects))


def _find_day(context: EventContext, _raw: Raw, text: str) -> str | None:
    found = context.reader.day_meant(text, context.today, context.trust.calendar, looking="forward")
    return found.isoformat() if found else None


def _read_day(context: EventContext, raw: Raw, typed: str) -> date:
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        found = _find_day(context, raw, typed)
        if found is None:
            raise ValueError("I couldn't read that as a date. Please give it like 12 March 2027.") from None
        day = date.fromisoformat(found)
    if day < context.today:
        raise ValueError("That day is over; I arrange what is still to come.")
    return day


def _find_time(_context: EventContext, _raw: Raw, text: str) -> str | None:
    found, _ = clock_times_in(text)
    return f"{found:%H:%M}" if found else None


def _read_time(context: EventContext, raw: Raw, typed: str) -> time:
    found = _find_time(context, raw, typed)
    if found is None:
        raise ValueError("I couldn't read that as a time. Please give it like 16:00 or 4pm.")
    return time.fromisoformat(found)


def read_place(context: EventContext, typed: str) -> tuple[Mode, str, str | None]:
    """Teams, one of the trust's schools (its URN), or a place in people's own words."""
    said = typed.strip()
    if re.fullmatch(r"(?:on |via |over )?(?:(?:ms |microsoft )?teams|online)[.!]?", said, re.IGNORECASE):
        return Mode.TEAMS, "", None
    named = context.reader.school_named(said, context.trust) if len(said) <= LONGEST_TITLE else ()
    # "Marlow, the hall" says more than the school, and stays as it is.
    words = re.sub(r"^at ", "", said, flags=re.IGNORECASE).casefold()
    if len(named) == 1:
        school = context.trust.school(named[0])
        if words in (school.known_as.casefold(), school.name.casefold()):
            return Mode.ON_SITE, "", school.urn
    if said in context.trust.schools:
        return Mode.ON_SITE, "", said
    return Mode.ON_SITE, said, None


def _read_place(context: EventContext, _raw: Raw, typed: str) -> tuple[Mode, str, str | None]:
    return read_place(context, typed)


_EVERYBODY = re.compile(
    r"(?:everybody|everyone|all(?: staff)?|anybody|anyone|the whole trust)", re.IGNORECASE
)
_SLES = re.compile(r"(?:all )?(?:the |our )?(?:[\w ]+ )?sles?(?: (?:for|of) .+)?", re.IGNORECASE)
_LEADERS = re.compile(
    r"(?:the )?(?:leaders?|heads?|headteachers?|leadership(?: team)?|slt)(?: (?:of|at|from|for))? ",
    re.IGNORECASE,
)
_ALL_LEADERS = re.compile(r"(?:all )?(?:the )?(?:leaders|heads|headteachers)", re.IGNORECASE)


def read_invited(context: EventContext, typed: str) -> Invited:
    """Who is invited: everybody, SLEs, people and schools by name, in any mix. Raises ValueError with a
    sentence for a name that is nobody's, or several people's.
    """
    everybody, sles, people, schools = False, False, list[int](), list[str]()
    for part in _parts(typed):
        named = _LEADERS.sub("", part)
        if _EVERYBODY.fullmatch(part):
            everybody = True
        elif _ALL_LEADERS.fullmatch(part):
            schools += [school.urn for school in context.trust.current_schools()]
        elif _SLES.fullmatch(part):
            sles = True
        elif not _LEADERS.match(part) and (person := _one(context.reader.person_named(part, context.trust))):
            people.append(person)
        elif school := _one(context.reader.school_named(named, context.trust)):
            schools.append(school)
        else:
            raise ValueError(_nobody(context, part))
    return Invited(everybody, sles, tuple(dict.fromkeys(people)), tuple(dict.fromkeys(schools)))


def _parts(typed: str) -> list[str]:
    parts = re.split(r"[,;\n]|\band\b|&", typed)
    return [part.strip(" .") for part in parts if part.strip(" .")]


def _one(found: tuple[Any, ...]) -> Any:
    return found[0] if len(found) == 1 else None


def _nobody(context: EventContext, part: str) -> str:
    several = context.reader.person_named(part, context.trust)
    if len(several) > 1:
        names = ", ".join(context.trust.person(each).name for each in several[:4])
        return f"Several people are called that ({names}). Please give the full name."
    return (
        "One of those is neither a person nor a school I know. It can be everybody, the SLEs, names of "
        "people, or names of schools, whose leaders are then invited; put commas between them."
    )


def _read_invited(context: EventContext, _raw: Raw, typed: str) -> Invited:
    return read_invited(context, typed)


def _timing(context: EventContext, values: Mapping[str, Any]) -> Mapping[str, str]:
    if not {"date", "starts", "ends"} <= values.keys():
        return {}
    fault = timing_fault(Timing(values["date"], values["starts"], values["ends"]), context.now)
    return {} if fault is None else {fault[0]: fault[1]}


_WHAT: tuple[Field[EventContext], ...] = (
    Field(
        name="kind",
        label="What it is",
        question="Is it a subject network or training?",
        kind=FieldKind.CHOICE,
        choices=_kinds,
        read=_read_kind,
        normal=_find_kind,
    ),
    Field(
        name="subject",
        label="Subject",
        question="Which subject is it about?",
        kind=FieldKind.LINE,
        hint="such as Mathematics, Phonics or Safeguarding",
        read=_read_subject,
        limit=lambda _context: LONGEST_TITLE,
    ),
    Field(
        name="title",
        label="Title",
        question="What is it called?",
        kind=FieldKind.LINE,
        hint="as people will read it in their invitation",
        limit=lambda _context: LONGEST_TITLE,
    ),
)
_WHEN: tuple[Field[EventContext], ...] = (
    Field(
        name="date",
        label="Day",
        question="On which day is it?",
        kind=FieldKind.DATE,
        read=_read_day,
        normal=_find_day,
    ),
    Field(
        name="starts",
        label="From",
        question="When does it begin?",
        kind=FieldKind.LINE,
        hint="such as 16:00 or 4pm",
        read=_read_time,
        normal=_find_time,
    ),
    Field(
        name="ends",
        label="Until",
        question="When does it end?",
        kind=FieldKind.LINE,
        hint="such as 17:00 or 5pm",
        read=_read_time,
        normal=_find_time,
    ),
    Field(
        name="place",
        label="Place",
        question="Where is it: on Teams, at one of our schools, or elsewhere?",
        kind=FieldKind.LINE,
        hint="Teams, a school, or another place",
        read=_read_place,
        limit=lambda _context: LONGEST_TITLE,
    ),
)
_WHO: tuple[Field[EventContext], ...] = (
    Field(
        name="invited",
        label="Who is invited",
        question="Who is invited: everybody, the SLEs, people by name, or schools (their leaders)?",
        kind=FieldKind.TEXT,
        hint="everybody, the SLEs, people by name, or schools (their leaders); commas between them",
        read=_read_invited,
        limit=lambda _context: LONGEST_LIST_OF_NAMES,
    ),
)
EVENT_FORM: Form[EventContext] = Form(
    EVENT,
    "Arrange an event",
    (
        Section("What it is", _WHAT),
        Section("When and where", _WHEN),
        Section("Who is invited", _WHO),
    ),
    checks=(_timing,),
)
