"""What is said next of a visit that was just spoken of: "the 19th instead", "half a day", "on Teams please".

Such words name no visit. They count only if all of them are about a day, a length, a place or a time, so that
nothing is changed by a sentence that was about something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from dialogs.turn import Turn
from dialogs.understanding.clock_times import tell
from dialogs.understanding.intents import Look
from dialogs.understanding.moments import CLOCK, GAP, Edge, Moment, Moments
from dialogs.understanding.sentence import Sentence
from dialogs.understanding.words import word_set
from strategy.visits import Mode

Meant = TypeVar("Meant")

_LONGEST = 100
"""Characters of such a remark: what is longer is about more."""

_AROUND = word_set(
    """
    make it that this the can could would we you i do be have please actually sorry no ok okay yes instead
    rather then change to switch move moved shift put push bring for on at and but just only thanks thank if
    possible visit one mean meant better lets let us how about what of in is will day a hmm oh ah ideally
    ta cheers all right fine say well so start starting begin from as still same time
    back forward take try go with
    """
)
"""Words that say nothing of their own in such a remark."""

_PLACES: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (
        re.compile(
            r"\b(?:(?:ms|microsoft) )?teams(?: (?:call|meeting))?\b|\bon ?line\b|\bremote(?:ly)?\b"
            r"|\bvirtual(?:ly)?\b|\bvideo(?: ?call)?\b"
        ),
        Mode.TEAMS,
    ),
    (
        re.compile(
            r"\bin person\b|\bon ?site\b|\bface to face\b|\bf2f\b|\b(?:at|in) (?:the )?school\b|\bphysical\b"
        ),
        Mode.ON_SITE,
    ),
)
_LENGTHS: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (
        re.compile(r"\bhalf (?:an? )?day\b|\bhalfday\b|\b1/2 day\b|\b(?:the |just )?mornings?(?: only)?\b"),
        Decimal("0.5"),
    ),
    (re.compile(r"\b(?:full|whole) day\b|\ball day\b|\bone day\b"), Decimal(1)),
)
_LATER = re.compile(
    r"\b(?:(?:a|one|1) week (?P<later>later|on)|the (?P<after>week after|following week|next week)"
    r"|(?:a|one|1) week (?P<earlier>earlier|before|sooner)|the (?P<before>week before)|by a week"
    r"|back a week|(?P<forward>forward a week))\b"
)
_OF_ITS_MONTH = re.compile(r"^(?:the )?\d{1,2}(?:st|nd|rd|th)$")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri)[a-z]*$")

_CANCEL = (
    r"(?:(?:cancel|call off|scrap|scratch|drop)(?: (?:it|that|this|that one|this one|the visit|that visit"
    r"|this visit))?|call (?:it|that|this|the visit) off)"
)
_WHY = (
    r"(?:\s*[,.;:!\u2013-]\s*.*|\s+(?:please|pls|then|after all|instead|thanks)\b.*"
    r"|\s+(?:because|as|since|cos|coz|she|he|they|i|i'm|im|we|sorry|head|the head|school|the school)\b.*)?"
)
_CANCELLED = re.compile(
    rf"^(?:(?:[^,;.]{{0,60}}(?:[,;.]| so) ?)?(?:(?:please|pls|can|could|you|we|i|need to|have to|want to"
    rf"|actually|sorry|ok|no|just|then|let's|lets) ?)*{_CANCEL}{_WHY}"
    r"|(?:it|that|the visit)(?:'s| is|s) (?:off|not happening|cancelled)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark changes of a visit; None where it says nothing of that."""

    day: date | None = None
    mode: Mode | None = None
    days: Decimal | None = None
    begins: time | None = None

    def as_data(self) -> dict[str, Any]:
        """What it changes, as a button carries it."""
        data: dict[str, Any] = {}
        if self.day is not None:
            data["day"] = self.day.isoformat()
        if self.mode is not None:
            data["mode"] = str(self.mode)
        if self.days is not None:
            data["days"] = str(self.days)
        if self.begins is not None:
            data["begins"] = f"{self.begins:%H:%M}"
        return data


def remark_in(turn: Turn, text: str, around: date) -> Remark | None:
    """What a text changes of a visit around a day; None where it says anything else, or nothing.

    A bare "the 19th" is of the visit's own month, a bare "Thursday" of its own week, if those are to come.
    """
    plain = text.strip().rstrip("?").replace("\u2019", "'")
    if len(plain) > _LONGEST:
        return None
    sentence = Sentence(plain)
    told = tell(sentence).time
    words = [CLOCK if word.claim else word.text for word in sentence.words]
    rest, day = _without_days(turn, words, around)
    line = " ".join(rest)
    shift = _LATER.search(line)
    if shift is not None:
        weeks = -1 if shift["earlier"] or shift["before"] or shift["forward"] else 1
        day = day or around + timedelta(weeks=weeks)
        line = line[: shift.start()] + line[shift.end() :]
    line, mode = _taken(line, _PLACES)
    line, days = _taken(line, _LENGTHS)
    if set(line.replace(GAP, " ").replace(CLOCK, " ").split()) - _AROUND:
        return None
    begins = told.at if told is not None and told.lead in ("", "at", "from", "for", "around", "to") else None
    found = Remark(day, mode, days, begins)
    return None if found == Remark() else found


def _without_days(turn: Turn, words: list[str], around: date) -> tuple[list[str], date | None]:
    """The words with those of days blanked, and the day that is wanted."""
    rest, day = list(words), None
    for moment in Moments([GAP if word == CLOCK else word for word in words]).find():
        wanted = _day_of(turn, moment, words[moment.start : moment.end], around)
        if moment.edge in (Edge.AT, Edge.TO, Edge.FROM) and wanted is not None:
            day = wanted
        elif moment.edge is not Edge.INSTEAD_OF:
            continue
        rest[moment.start : moment.end] = [GAP] * (moment.end - moment.start)
    return rest, day


def _day_of(turn: Turn, moment: Moment, words: list[str], around: date) -> date | None:
    said = " ".join(word for word in words if word not in ("to", "from", "on"))
    start = turn.today
    if _OF_ITS_MONTH.match(said) and around.replace(day=1) > start:
        start = around.replace(day=1)
    elif _WEEKDAY.match(said) and around - timedelta(days=around.weekday()) > start:
        start = around - timedelta(days=around.weekday())
    when = moment.when(start, Look.FORWARD, turn.trust.calendar)
    return None if when is None else when.day or (when.starts if when.ends is None else None)


def _taken(line: str, forms: tuple[tuple[re.Pattern[str], Meant], ...]) -> tuple[str, Meant | None]:
    """The line without the first of the forms that it has, and what that form means."""
    for pattern, meaning in forms:
        found = pattern.search(line)
        if found is not None:
            return line[: found.start()] + line[found.end() :], meaning
    return line, None


def cancels(turn: Turn, text: str, is_other: Callable[[str], bool]) -> bool:
    """Whether a text cancels what was just spoken of, with or without saying why.

    `is_other` tells of a school's URN whether it is another than that of the visit.
    """
    plain = text.strip().replace("\u2019", "'")
    if len(plain) > 3 * _LONGEST or not _CANCELLED.match(plain):
        return False
    found = turn.reader.found_in(plain, turn.speaker, turn.trust)
    return not any(is_other(urn) for named in found.schools for urn in named.bearers)
