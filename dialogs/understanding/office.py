"""Sentences of office: who is away or back, a report put off, excused, handed on, withdrawn or disputed.

The interpretation format has no intent for them, so they are recognised beside it and print nothing. It is
strict: a sentence is one of these from its first word to its last, save for a reason at its end, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - the field is called date
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from dialogs.understanding.days import number
from dialogs.understanding.filling import Setting
from dialogs.understanding.intents import Look
from dialogs.understanding.moments import Edge, When
from dialogs.understanding.office_forms import FORMS, OfficeKind
from dialogs.understanding.office_marks import Marked, marked
from strategy.people import Person
from strategy.trust import Trust

if TYPE_CHECKING:
    from dialogs.understanding.interpret import Interpreter

__all__ = ["OfficeDeed", "OfficeKind", "office_deed"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeDeed:
    """What is to be done, and what the sentence fixes about it; None or empty where it fixes nothing.

    `person` is the email of whose duty, report or absence it is, `to_person` of who gets the duty or was sent
    the report, `school` a URN. `date` is the new due day of what is extended, the first day back, or the day
    of the visit that a report is on. `starts` and `ends` are the first and last day away, both included
    ("until Friday" is away on Friday too); either may be open. `days` or `working_days` is how much longer,
    where no day is named. `reason` is as it was typed.

    Where a name fits several, they stand best first in `person_choices`, `to_choices` (ids) or
    `school_choices` (URNs), and the bot asks.
    """

    kind: OfficeKind
    person: str | None = None
    school: str | None = None
    date: Day | None = None
    starts: Day | None = None
    ends: Day | None = None
    days: int | None = None
    working_days: int | None = None
    to_person: str | None = None
    reason: str = ""
    person_choices: tuple[int, ...] = ()
    to_choices: tuple[int, ...] = ()
    school_choices: tuple[str, ...] = ()


def office_deed(
    text: str, speaker: Person, trust: Trust, now: datetime, interpreter: Interpreter
) -> OfficeDeed | None:
    """The sentence of office that a text is, said at an aware instant; None for any other text."""
    for said, reason in _with_reason(text.strip()):
        setting = Setting(speaker, trust, now)
        line = marked(said, setting, interpreter)
        for kind, form in FORMS:
            match = form.fullmatch(line.line)
            if match is not None and _is_sound(kind, match, reason):
                return _deed(kind, match, line, setting, "" if kind is OfficeKind.ACKNOWLEDGE else reason)
    return None


_REASON = re.compile(
    r"\s*[,:;]\s*|\s+[-\u2013\u2014]+\s+|\.\s+"
    r"|\s+(?=because\b|due to\b|owing to\b)"
    r"|\s+(?=(?:as|since) (?:he|she|they|it|the|her|his|their|we|I|there|nobody)\b)",
    re.IGNORECASE,
)
_REASON_WORD = re.compile(
    r"^(?:because(?: of)?|as|since|due to|owing to|the reason (?:is|being)(?: that)?)\s+", re.I
)
_ANOTHER_WISH = re.compile(
    r".*\?$|(?:and|but|so|then|please|can|could|would|what|which|who|when|where|how|why|do|does|did|is|are|has|have"
    r"|show|list|chase|remind|nudge|stop|give|file|book|move|cancel|let|tell|send)\b",
    re.IGNORECASE | re.DOTALL,
)
_MOST_MARKS = 4
"""Commas and the like at which a reason may begin: each is a reading of its own."""
_COURTESY = re.compile(
    r"(?:(?:thanks|thank you|many thanks|cheers|acknowledged|noted|all fine|all good|no comments?"
    r"|very helpful|happy with it|it is fine|i have read it|read)[\s,.!\u2013-]*)+",
    re.IGNORECASE,
)


def _with_reason(text: str) -> Iterator[tuple[str, str]]:
    """The whole text, then each way to part it into a sentence and a reason, the longest reason first."""
    yield text, ""
    for mark in islice(_REASON.finditer(text), _MOST_MARKS):
        reason = _REASON_WORD.sub("", text[mark.end() :].strip()).rstrip(" .!")
        if reason:
            yield text[: mark.start()], reason


def _is_sound(kind: OfficeKind, match: re.Match[str], reason: str) -> bool:
    """Whether what follows is a reason and no other wish, and it is said whose report is handed on."""
    if reason and kind is OfficeKind.ACKNOWLEDGE:
        # "Read it, thanks" gives no reason, and "read it, what did David recommend" is no mere nod.
        return _COURTESY.fullmatch(reason) is not None
    if reason and (kind is OfficeKind.DELIVERIES or match.groupdict().get("who") == "i"):
        return False
    if reason and kind is not OfficeKind.INACCURATE and _ANOTHER_WISH.match(reason):
        return False
    named = match.groupdict()
    if named.get("owned") and not {"@p", "my"} & set(named["owned"].split()):
        return False
    return not (named.get("mine") and "my" not in named["mine"].split())


def _deed(kind: OfficeKind, match: re.Match[str], line: Marked, setting: Setting, reason: str) -> OfficeDeed:
    who, to = _bearers("who", match, line), _bearers("to", match, line)
    if not who:
        who = _owner(match, line, setting)
    schools = _schools(match, line)
    why = match.groupdict().get("why")
    if not reason and why and why != "away":
        reason = line.typed(*match.span("why"))
    when = _when(kind, match, line, setting)
    days, working_days = _longer(match.groupdict().get("longer"))
    return OfficeDeed(
        kind,
        person=setting.trust.person(who[0]).email if len(who) == 1 else None,
        school=schools[0] if len(schools) == 1 else None,
        date=when.day,
        starts=when.starts,
        ends=when.ends,
        days=days,
        working_days=working_days,
        to_person=setting.trust.person(to[0]).email if len(to) == 1 else None,
        reason=reason,
        person_choices=who if len(who) > 1 else (),
        to_choices=to if len(to) > 1 else (),
        school_choices=schools if len(schools) > 1 else (),
    )


def _bearers(name: str, match: re.Match[str], line: Marked) -> tuple[int, ...]:
    return line.people.get(match.start(name), ()) if match.groupdict().get(name) else ()


_OWN = re.compile(r"\bmy\b|\bi (?:have )?(?:filed|wrote|sent|submitted|put in)\b")


def _owner(match: re.Match[str], line: Marked, setting: Setting) -> tuple[int, ...]:
    """Whose report it is: somebody named beside it, or the speaker of "my report"."""
    for place in sorted(line.people):
        if not (match.groupdict().get("to") and place == match.start("to")):
            return line.people[place]
    own = match.groupdict().get("who") == "i" or _OWN.search(match.group())
    return (setting.speaker.id,) if own else ()


def _schools(match: re.Match[str], line: Marked) -> tuple[str, ...]:
    named = [line.schools[place] for place in sorted(line.schools)]
    return named[0] if len(named) == 1 else tuple(dict.fromkeys(urn for urns in named for urn in urns))


def _when(kind: OfficeKind, match: re.Match[str], line: Marked, setting: Setting) -> When:
    """The days that count: of an absence both ends; of anything else one day."""
    named = match.groupdict()
    looking = Look.FORWARD if kind in _AHEAD else Look.BACK
    found, onwards = When(), False
    for place, moment in line.moments.items():
        if named.get("back") and place == match.start("back"):
            continue
        found = moment.when(setting.today, looking, setting.trust.calendar) or When()
        onwards = moment.edge is Edge.FROM
        if named.get("when") and place == match.start("when"):
            break
    if kind is OfficeKind.AWAY:
        ends = found.ends or found.day
        if named.get("back"):
            back = line.moments[match.start("back")].when(setting.today, Look.FORWARD, setting.trust.calendar)
            ends = back.day - _DAY if back and back.day else ends
        # "From January" begins with it and ends nowhere.
        return When(starts=found.starts or found.day, ends=None if onwards else ends)
    return When(day=found.day or found.ends or found.starts)


_AHEAD = frozenset({OfficeKind.AWAY, OfficeKind.BACK, OfficeKind.EXTEND})


_LENGTH = re.compile(
    r"(?:(?P<n>one|two|three|four|five|\d\d?) )?(?:more |extra )?(?P<working>working )?"
    r"(?P<unit>day|week|fortnight)s?$"
)
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_WORKING_DAYS_IN = {"day": 1, "week": 5, "fortnight": 10}


def _longer(said: str | None) -> tuple[int | None, int | None]:
    """A length in calendar days and in working days, one of them: "another two weeks" is fourteen days."""
    length = _LENGTH.search(said or "")
    if length is None:
        return None, None
    many = number(length["n"]) if length["n"] else 1
    if length["working"]:
        return None, many * _WORKING_DAYS_IN[length["unit"]]
    return many * _DAYS_IN[length["unit"]], None
