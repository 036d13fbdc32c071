"""Sentences about networks, training and the pool of SLEs.

The interpretation format has no intent for them, so they are recognised beside it and print nothing. It is
strict: a sentence is one of these from its first word to its last, or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - the field is called date
from datetime import datetime, time
from typing import TYPE_CHECKING

from dialogs.understanding.clock_times import tell
from dialogs.understanding.filling import Setting
from dialogs.understanding.institute_forms import FORMS, InstituteKind
from dialogs.understanding.intents import Look
from dialogs.understanding.office_marks import Marked, marked
from dialogs.understanding.sentence import Sentence
from strategy.events import EventKind
from strategy.people import Person
from strategy.subjects import subject_named, subjects_of
from strategy.trust import Trust

if TYPE_CHECKING:
    from dialogs.understanding.interpret import Interpreter

__all__ = ["InstituteKind", "InstituteWish", "clock_times_in", "institute_wish"]


@dataclass(frozen=True, slots=True)
class InstituteWish:
    """What is wanted, and what the sentence fixes about it; None or empty where it fixes nothing.

    `subject` is as it was typed. `event` is None where networks and training may both be meant. `starts` and
    `ends` are days in London, both ends included, of what is asked about; `date` the day of what is arranged
    or moved to, `begins` and `until` its times of day. `school` (a URN) or `on_teams` is where. `invited` is
    as it was typed. `people` (ids, best first) is whom a name means. `only_free` asks for SLEs with time.
    """

    kind: InstituteKind
    subject: str = ""
    event: EventKind | None = None
    starts: Day | None = None
    ends: Day | None = None
    date: Day | None = None
    begins: time | None = None
    until: time | None = None
    school: str | None = None
    on_teams: bool = False
    invited: str = ""
    people: tuple[int, ...] = ()
    only_free: bool = False


_INVITING = re.compile(
    r"[,;]?\s+(?:and )?(?:invite|inviting|for|invited?:?)\s+(?P<whom>(?:everybody|everyone|all|the sles|sles"
    r"|all (?:the )?sles|the leaders|leaders|heads|the heads|[A-Z]).*)$"
)
_ON_TEAMS = re.compile(
    r"(?:on|via|over|by|using|in) (?:ms |microsoft )?teams\b|\bonline\b|\bvirtual(?:ly)?\b"
)
_SOMETHING_ON = re.compile(
    r"\b(?:on|coming|any|list|there|planned|next|upcoming|scheduled|available|running|show|have|networks?"
    r"|happening|offer|can|courses|workshops)\b"
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?(?: ?(?P<half>am|pm)\b)?(?![\d:]|\.\d)", re.IGNORECASE
)
_ARRANGES = re.compile(
    r"(?:please |can you |could you |i(?:'d| would) like to |let's )?"
    r"(?:set|arrange|organi[sz]e|book|plan|put|schedule|create|add|run|hold)\b",
    re.IGNORECASE,
)
_LOOKS_BACK = frozenset({InstituteKind.CAME, InstituteKind.NOTE})
_EARLIEST = 7


def institute_wish(
    text: str, speaker: Person, trust: Trust, now: datetime, interpreter: Interpreter
) -> InstituteWish | None:
    """The sentence of the Institute that a text is, said at an aware instant; None for any other text."""
    said, invited = text.strip(), ""
    whom = _INVITING.search(said)
    if whom is not None and _ARRANGES.match(said):
        said, invited = said[: whom.start()], whom["whom"].rstrip(" .!")
    setting = Setting(speaker, trust, now)
    line = marked(said, setting, interpreter)
    for kind, form in FORMS:
        match = form.fullmatch(line.line)
        if match is not None and _is_sound(kind, match, trust):
            return _wish(kind, match, line, setting, said, invited)
    return None


def _is_sound(kind: InstituteKind, match: re.Match[str], trust: Trust) -> bool:
    """Whether what could be said of anything is about a subject, or asks what there is."""
    named = match.groupdict()
    if named.get("subject"):
        return subject_named(named["subject"], subjects_of(trust)) is not None
    topic = named.get("topic") or named.get("about")
    if kind is InstituteKind.LIST and not topic and not named.get("when"):
        return _SOMETHING_ON.search(match.group()) is not None
    return True


def _wish(
    kind: InstituteKind, match: re.Match[str], line: Marked, setting: Setting, said: str, invited: str
) -> InstituteWish:
    named = match.groupdict()
    part = next((name for name in ("topic", "about", "subject") if named.get(name)), None)
    subject = line.typed(*match.span(part)).strip(" ,.?!") if part else ""
    starts, ends = _span(kind, match, line, setting)
    schools = [urns[0] for _, urns in sorted(line.schools.items()) if len(urns) == 1]
    begins, until = clock_times_in(said)
    day = _day(kind, match, line, setting)
    return InstituteWish(
        kind,
        subject=subject,
        event=_event(named.get("noun") or ""),
        starts=starts,
        ends=ends,
        date=day,
        begins=begins,
        until=until,
        school=schools[0] if schools else None,
        on_teams=_ON_TEAMS.search(line.line) is not None,
        invited=invited,
        people=line.people.get(match.start("who"), ()) if named.get("who") else (),
        only_free=bool(named.get("free")),
    )


def _event(noun: str) -> EventKind | None:
    network = "network" in noun
    other = re.search(r"cpd|training|inset|course|workshop|twilight", noun) is not None
    if network == other:
        return None
    # "CPD" is anything that is on; "training" and a course are what they say.
    if network:
        return EventKind.NETWORK
    return None if "cpd" in noun else EventKind.TRAINING


def _span(
    kind: InstituteKind, match: re.Match[str], line: Marked, setting: Setting
) -> tuple[Day | None, Day | None]:
    """What is asked about; a list may have it before what it asks for ("Friday's training")."""
    place = match.start("when") if match.groupdict().get("when") else None
    if place is None and kind is InstituteKind.LIST:
        place = next(iter(line.moments), None)
    moment = line.moments.get(place) if place is not None else None
    if moment is None:
        return None, None
    look = Look.BACK if kind in _LOOKS_BACK else Look.FORWARD
    when = moment.when(setting.today, look, setting.trust.calendar, past=look is Look.BACK)
    if when is None:
        return None, None
    if kind is InstituteKind.MOVE and when.starts:
        # "From 12 March to 19 March" reads as a span: its first day says which is meant.
        return when.starts, when.starts
    return (when.day, when.day) if when.day else (when.starts, when.ends)


def _day(kind: InstituteKind, match: re.Match[str], line: Marked, setting: Setting) -> Day | None:
    """The day of what is arranged, or that it is moved to."""
    if kind not in (InstituteKind.ARRANGE, InstituteKind.MOVE):
        return None
    named = match.groupdict()
    if kind is InstituteKind.ARRANGE:
        place = next(iter(line.moments), None)
    else:
        place = next((match.start(name) for name in ("new", "when") if named.get(name)), None)
    moment = line.moments.get(place) if place is not None else None
    when = moment.when(setting.today, Look.FORWARD, setting.trust.calendar) if moment else None
    if when is None or (kind is InstituteKind.MOVE and not named.get("new") and not when.starts):
        return None
    if kind is InstituteKind.MOVE:
        return when.day or when.ends or when.starts
    return when.day or when.starts or when.ends


def clock_times_in(text: str) -> tuple[time | None, time | None]:
    """The first two times of day in a text, London; an hour without am or pm is one of a working day.

    A bare number is an hour where it is all there is, or the other end of a time: "4 to 5pm".
    """
    told = list(_CLOCK.finditer(text))
    some_exact = any(match["m"] or match["half"] for match in told)
    found = []
    for match in told:
        if not (match["m"] or match["half"]):
            before, after = text[: match.start()], text[match.end() :]
            alone = not before.strip() and not after.strip(" .?!")
            other_end = some_exact and (_TO_BEFORE.search(before) or _TO_AFTER.match(after))
            if not (alone or (other_end and not _MONTH_AFTER.match(after))):
                continue
        at = _of_the_day(int(match["h"]), int(match["m"] or 0), (match["half"] or "").lower(), match["h"])
        found += [at] if at is not None else []
    if not found:
        in_words = tell(Sentence(text)).time
        found = [in_words.at] if in_words else []
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


_TO_BEFORE = re.compile(r"(?:from|to|until|till|-|\u2013)\s*$", re.IGNORECASE)
_TO_AFTER = re.compile(r"\s*(?:to|until|till|-|\u2013)\s*\d", re.IGNORECASE)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
)


def _of_the_day(hour: int, minute: int, half: str, typed: str) -> time | None:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif not half and hour < _EARLIEST and not typed.startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
